package dev.skiff.core.events;

import dev.skiff.core.internal.EventReader;
import java.util.List;

/** A notification of S3: what happened to one object, or in rare cases to several. Immutable. */
public final class S3Event {
    private final List<S3Record> records;
    private final boolean test;

    S3Event(List<S3Record> records, boolean test) {
        this.records = List.copyOf(records);
        this.test = test;
    }

    /** Reads a notification. Throws a {@link dev.skiff.core.EventException} when it isn't one. */
    public static S3Event from(byte[] json) {
        StringBuilder seen = new StringBuilder();
        boolean[] test = {false};
        List<S3Record> records = Fields.records(EventReader.of(json), S3Record::read, event -> {
            Fields.note(event.name(), seen);
            if (event.name().equals("Event")) {
                test[0] = "s3:TestEvent".equals(event.text());
            } else {
                event.skip();
            }
        });
        if (records == null && !test[0]) {
            throw Fields.missing("Records", "S3", seen);
        }
        return new S3Event(records == null ? List.of() : records, test[0]);
    }

    public List<S3Record> records() {
        return records;
    }

    /** Whether it is the message that S3 sends once to try a new notification; it has no records. */
    public boolean isTest() {
        return test;
    }

    @Override
    public String toString() {
        return test ? "S3Event for a test" : "S3Event of " + records.size() + " records";
    }
}
