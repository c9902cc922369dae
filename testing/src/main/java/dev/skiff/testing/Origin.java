package dev.skiff.testing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Where a fake comes from: what its defaults follow from, so that it shows the same ones whenever it is asked. */
record Origin(String id, Instant at, String arn, String shard, int place) {
    /** A new id, and now. */
    static Origin of(String arn, String shard) {
        return new Origin(RequestIds.uuid(), Instant.now().truncatedTo(ChronoUnit.MILLIS), arn, shard, 0);
    }

    static Origin of(String arn) {
        return of(arn, "");
    }

    Origin withId(String newId) {
        return new Origin(newId, at, arn, shard, place);
    }

    Origin withTime(Instant instant) {
        return new Origin(id, instant, arn, shard, place);
    }

    Origin within(String source, String sourceShard, int index) {
        return new Origin(id, at, source, sourceShard, index);
    }

    String region() {
        return Arn.region(arn);
    }
}
