package dev.skiff.batch;

import dev.skiff.core.JsonCodec;
import dev.skiff.core.JsonType;
import java.lang.reflect.Type;
import java.util.List;

/**
 * What is gathered in a tumbling window of a Kinesis or DynamoDB stream ({@code TumblingWindowInSeconds} of the trigger): the type of its state, and what it begins with.
 *
 * <pre>{@code
 * public TotalsFunction() {
 *     super(Windows.of(Totals.class, Totals.NONE)
 *             .kinesis(Order.class, (totals, order, record) -> totals.plus(order))
 *             .onFinal((window, totals) -> publish(window.start(), totals)));
 * }
 * }</pre>
 *
 * <p>Lambda keeps the state between calls as a JSON object of 1 MB at most; the {@linkplain WindowedBatch#json codec} writes and reads it. A state is an immutable value, or
 * at least one that a fold leaves alone: what was before a failed record is answered as it was. A state that is written as {@code {}} is none to Lambda, so the window goes on
 * with the initial one. Deployed while a window is open, a new version must still read the old one's state.
 *
 * @param <S> the state
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-windows.html">AWS: tumbling windows of Kinesis</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-windows.html">AWS: tumbling windows of DynamoDB Streams</a>
 */
public final class Windows<S> {
    final Type type;
    final S initial;

    private Windows(Type type, S initial) {
        this.type = type;
        this.initial = initial;
    }

    /** Windows that begin with the initial state. */
    public static <S> Windows<S> of(Class<S> state, S initial) {
        return new Windows<>(state, initial);
    }

    /** Windows of a generic state, such as {@code Windows.of(new JsonType<Map<String, Long>>() {}, Map.of())}. */
    public static <S> Windows<S> of(JsonType<S> state, S initial) {
        return new Windows<>(state.type(), initial);
    }

    /** For Kinesis: each record as it is. */
    public WindowedBatch<KinesisRecord, S> kinesis(RecordFold<S, KinesisRecord> fold) {
        return whole(fold);
    }

    /** For Kinesis: each record's JSON, read as the type, with its record. */
    public <T> WindowedBatch<KinesisRecord, S> kinesis(Class<T> type, PayloadFold<S, T, KinesisRecord> fold) {
        return kinesis(Payload.json(type), fold);
    }

    /** For Kinesis: whatever the payload reads, with its record. Of the values of one record all count, or none. */
    public <T> WindowedBatch<KinesisRecord, S> kinesis(Payload<T> payload, PayloadFold<S, T, KinesisRecord> fold) {
        return folding(new PayloadReader<>(payload), fold);
    }

    /** For DynamoDB Streams: each change of an item as it is. */
    public WindowedBatch<DynamoDbRecord, S> dynamoDb(RecordFold<S, DynamoDbRecord> fold) {
        return whole(fold);
    }

    /** For DynamoDB Streams: each change of an item, its items read as the type, with its record. */
    public <T> WindowedBatch<DynamoDbRecord, S> dynamoDb(
            Class<T> type, PayloadFold<S, ItemChange<T>, DynamoDbRecord> fold) {
        return folding((record, json) -> List.of(ItemChange.of(type, record, json)), fold);
    }

    private <R extends BatchRecord> WindowedBatch<R, S> whole(RecordFold<S, R> fold) {
        return folding((record, json) -> List.of(record), (state, same, record) -> fold.fold(state, record));
    }

    private <R extends BatchRecord, T> WindowedBatch<R, S> folding(
            BatchSettings.Reader<R, T> reader, PayloadFold<S, T, R> fold) {
        return WindowedBatch.of(this, (record, json) -> List.of(step(reader, fold, record, json)));
    }

    /** What a record does to the state: its values are read now, and folded together. */
    private static <S, T, R extends BatchRecord> Folded.Step<S> step(
            BatchSettings.Reader<R, T> reader, PayloadFold<S, T, R> fold, R record, JsonCodec json) throws Exception {
        List<T> values = reader.read(record, json);
        return before -> {
            S state = before;
            for (T value : values) {
                state = fold.fold(state, value, record);
            }
            return state;
        };
    }
}
