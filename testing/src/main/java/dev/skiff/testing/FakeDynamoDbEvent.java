package dev.skiff.testing;

import java.util.List;

/**
 * The event of one batch from a shard of a table's stream. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">AWS: the event of DynamoDB Streams</a>
 */
public final class FakeDynamoDbEvent extends FakeStreamRecords<FakeDynamoDbRecord, FakeDynamoDbEvent> {
    private FakeDynamoDbEvent(String arn, String shard, List<FakeDynamoDbRecord> records, TumblingWindow window) {
        super(arn, shard, records, window);
    }

    /** From the stream of the table {@code my-table}. */
    public static FakeDynamoDbEvent of(FakeDynamoDbRecord... records) {
        return of(List.of(records));
    }

    public static FakeDynamoDbEvent of(List<FakeDynamoDbRecord> records) {
        Origin origin = origin();
        return new FakeDynamoDbEvent(origin.arn(), origin.shard(), records, TumblingWindow.NONE);
    }

    /** No records yet. */
    public static FakeDynamoDbEvent fromTable(String nameOrStreamArn) {
        return of(List.of()).withTable(nameOrStreamArn);
    }

    public FakeDynamoDbEvent withTable(String nameOrStreamArn) {
        return with(arn(nameOrStreamArn), shardId());
    }

    public String streamArn() {
        return arn();
    }

    static Origin origin() {
        return Origin.of(arn("my-table"), "shardId-00000001594935882000-4f3c2a1b");
    }

    private static String arn(String nameOrStreamArn) {
        return Arn.of("dynamodb", nameOrStreamArn, "table/" + nameOrStreamArn + "/stream/2026-01-01T00:00:00.000");
    }

    @Override
    FakeDynamoDbEvent copy(String arn, String shard, List<FakeDynamoDbRecord> records, TumblingWindow window) {
        return new FakeDynamoDbEvent(arn, shard, records, window);
    }
}
