package dev.skiff.testing;

import java.util.Arrays;
import java.util.List;

/**
 * The event of one batch from a shard of a Kinesis data stream. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html">AWS: the event of Kinesis</a>
 */
public final class FakeKinesisEvent extends FakeStreamRecords<FakeKinesisRecord, FakeKinesisEvent> {
    private FakeKinesisEvent(String arn, String shard, List<FakeKinesisRecord> records, TumblingWindow window) {
        super(arn, shard, records, window);
    }

    /** Records of these data from {@code shardId-000000000006} of the stream {@code my-stream}. */
    public static FakeKinesisEvent of(String... data) {
        return of(Arrays.stream(data).map(FakeKinesisRecord::of).toList());
    }

    public static FakeKinesisEvent of(List<FakeKinesisRecord> records) {
        Origin origin = origin();
        return new FakeKinesisEvent(origin.arn(), origin.shard(), records, TumblingWindow.NONE);
    }

    /** No records yet. */
    public static FakeKinesisEvent fromStream(String nameOrArn) {
        return of(List.of()).withStream(nameOrArn);
    }

    /** A stream, or by its ARN a consumer with enhanced fan-out. */
    public FakeKinesisEvent withStream(String nameOrArn) {
        return with(arn(nameOrArn), shardId());
    }

    public String streamArn() {
        return arn();
    }

    static Origin origin() {
        return Origin.of(arn("my-stream"), "shardId-000000000006");
    }

    private static String arn(String nameOrArn) {
        return Arn.of("kinesis", nameOrArn, "stream/" + nameOrArn);
    }

    @Override
    FakeKinesisEvent copy(String arn, String shard, List<FakeKinesisRecord> records, TumblingWindow window) {
        return new FakeKinesisEvent(arn, shard, records, window);
    }
}
