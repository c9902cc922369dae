package dev.skiff.testing;

import java.util.Arrays;
import java.util.List;

/**
 * A notification of S3 as Lambda gets it, and as it stands in a queue: {@code FakeSqsEvent.of(event.toJson())}.
 * Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">AWS: the event of S3</a>
 */
public final class FakeS3Event extends FakeRecords<FakeS3Object, FakeS3Event> {
    private FakeS3Event(String bucketArn, List<FakeS3Object> objects) {
        super(bucketArn, "", objects);
    }

    /** From the bucket {@code my-bucket}. */
    public static FakeS3Event of(FakeS3Object... objects) {
        return of(List.of(objects));
    }

    public static FakeS3Event of(List<FakeS3Object> objects) {
        return new FakeS3Event(arn("my-bucket"), objects);
    }

    public static FakeS3Event created(String... keys) {
        return of(Arrays.stream(keys).map(FakeS3Object::created).toList());
    }

    public static FakeS3Event removed(String... keys) {
        return of(Arrays.stream(keys).map(FakeS3Object::removed).toList());
    }

    /** What S3 sends once when a bucket's notification is set up. It has no records. */
    public static FakeS3TestEvent testEvent(String bucket) {
        return FakeS3TestEvent.of(bucket);
    }

    public FakeS3Event withBucket(String nameOrArn) {
        return with(arn(nameOrArn), "");
    }

    public List<FakeS3Object> objects() {
        return list();
    }

    public String bucketArn() {
        return arn();
    }

    static String arn(String nameOrArn) {
        return nameOrArn.startsWith("arn:") ? nameOrArn : "arn:aws:s3:::" + nameOrArn;
    }

    @Override
    FakeS3Event copy(String changedArn, String changedShard, List<FakeS3Object> changed) {
        return new FakeS3Event(changedArn, changed);
    }
}
