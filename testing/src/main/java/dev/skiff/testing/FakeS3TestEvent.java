package dev.skiff.testing;

import java.time.InstantSource;

/** What S3 sends once when a bucket's notification is set up. Immutable. */
public final class FakeS3TestEvent extends Fake<FakeS3TestEvent> {
    private FakeS3TestEvent(Tree set, Origin origin) {
        super(set, origin, defaults(origin));
    }

    static FakeS3TestEvent of(String bucket) {
        return new FakeS3TestEvent(Tree.EMPTY.with(bucket, "Bucket"), Origin.of(FakeS3Event.arn(bucket)));
    }

    public FakeS3TestEvent withClock(InstantSource clock) {
        return withOrigin(origin().withTime(clock.instant()));
    }

    public FakeS3TestEvent withRequestId(String requestId) {
        return with(requestId, "RequestId");
    }

    public FakeS3TestEvent withHostId(String hostId) {
        return with(hostId, "HostId");
    }

    @Override
    FakeS3TestEvent copy(Tree changed, Origin changedOrigin) {
        return new FakeS3TestEvent(changed, changedOrigin);
    }

    private static Tree defaults(Origin origin) {
        return Tree.EMPTY
                .with("Amazon S3", "Service")
                .with("s3:TestEvent", "Event")
                .with(Timestamps.millis(origin.at()), "Time")
                .with("", "Bucket")
                .with(RequestIds.ofS3(origin.id()), "RequestId")
                .with(RequestIds.brief(origin.id()), "HostId");
    }

    @Override
    public String toString() {
        return "FakeS3TestEvent " + json().text("Bucket");
    }
}
