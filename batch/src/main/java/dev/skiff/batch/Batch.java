package dev.skiff.batch;

import dev.skiff.core.JsonCodec;
import dev.skiff.core.JsonType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a function does with each record of a batch, and how. Immutable: each method answers a changed copy. The work of each record counts as failed until it has
 * returned.
 *
 * <pre>{@code
 * public OrdersFunction() {
 *     super(Batch.of(Order.class, OrdersFunction::process).reportItemFailures().parallel(8));
 * }
 * }</pre>
 *
 * <p><b>Say {@link #reportItemFailures} when the trigger has {@code FunctionResponseTypes: [ReportBatchItemFailures]}.</b> Without that setting Lambda takes every
 * answer for full success and deletes what failed; so, until told, any failure is thrown, and the whole batch is delivered again.
 *
 * @param <R> the records it takes
 * @param <T> what is read from each
 */
public final class Batch<R extends BatchRecord, T> {
    final BatchSettings<R, T> settings;

    private Batch(BatchSettings<R, T> settings) {
        this.settings = settings;
    }

    /** For SQS, Kinesis or Kafka: each record's JSON, read as the type. */
    public static <T> Batch<PayloadRecord, T> of(Class<T> type, PayloadHandler<T> handler) {
        return of(Payload.json(type), handler);
    }

    /** For SQS, Kinesis or Kafka: each record's JSON, read as the generic type. */
    public static <T> Batch<PayloadRecord, T> of(JsonType<T> type, PayloadHandler<T> handler) {
        return of(Payload.json(type), handler);
    }

    /** For SQS, Kinesis or Kafka: whatever the payload reads. */
    public static <T> Batch<PayloadRecord, T> of(Payload<T> payload, PayloadHandler<T> handler) {
        return reading(payload, new PayloadOnly<>(handler));
    }

    /** For SQS: each message as it is. */
    public static Batch<SqsMessage, SqsMessage> sqs(PayloadHandler<SqsMessage> handler) {
        return whole(handler);
    }

    /** For SQS: each message's JSON, read as the type, with its message. */
    public static <T> Batch<SqsMessage, T> sqs(Class<T> type, RecordHandler<T, SqsMessage> handler) {
        return reading(Payload.json(type), handler);
    }

    /** For SQS: whatever the payload reads, with its message. */
    public static <T> Batch<SqsMessage, T> sqs(Payload<T> payload, RecordHandler<T, SqsMessage> handler) {
        return reading(payload, handler);
    }

    /** For Kinesis: each record as it is. */
    public static Batch<KinesisRecord, KinesisRecord> kinesis(PayloadHandler<KinesisRecord> handler) {
        return whole(handler);
    }

    /** For Kinesis: each record's JSON, read as the type, with its record. */
    public static <T> Batch<KinesisRecord, T> kinesis(Class<T> type, RecordHandler<T, KinesisRecord> handler) {
        return reading(Payload.json(type), handler);
    }

    /** For Kinesis: whatever the payload reads, with its record. */
    public static <T> Batch<KinesisRecord, T> kinesis(Payload<T> payload, RecordHandler<T, KinesisRecord> handler) {
        return reading(payload, handler);
    }

    /** For Kafka: each record as it is; the way to see records without a value (tombstones). */
    public static Batch<KafkaRecord, KafkaRecord> kafka(PayloadHandler<KafkaRecord> handler) {
        return whole(handler);
    }

    /** For Kafka: each value's JSON, read as the type, with its record. */
    public static <T> Batch<KafkaRecord, T> kafka(Class<T> type, RecordHandler<T, KafkaRecord> handler) {
        return reading(Payload.json(type), handler);
    }

    /** For Kafka: whatever the payload reads, with its record. */
    public static <T> Batch<KafkaRecord, T> kafka(Payload<T> payload, RecordHandler<T, KafkaRecord> handler) {
        return reading(payload, handler);
    }

    /** For DynamoDB Streams: each change of an item, its items read as the type, with its record. */
    public static <T> Batch<DynamoDbRecord, ItemChange<T>> dynamoDb(
            Class<T> type, RecordHandler<ItemChange<T>, DynamoDbRecord> handler) {
        return new Batch<>(new BatchSettings<>((record, json) -> List.of(ItemChange.of(type, record, json)), handler));
    }

    /** For DynamoDB Streams: each change of an item as it is. */
    public static Batch<DynamoDbRecord, DynamoDbRecord> dynamoDb(PayloadHandler<DynamoDbRecord> handler) {
        return whole(handler);
    }

    /**
     * The trigger has {@code FunctionResponseTypes: [ReportBatchItemFailures]}, so the records that failed are reported and only they are delivered again. The
     * environment variable {@code SKIFF_REPORT_BATCH_ITEM_FAILURES=true} says the same.
     */
    public Batch<R, T> reportItemFailures() {
        BatchSettings<R, T> copy = settings.copy();
        copy.reportItemFailures = true;
        return new Batch<>(copy);
    }

    /**
     * Throws when not one record is finished, in place of reporting them all. Lambda delivers the whole batch again either way; a thrown failure shows in the
     * function's Errors metric, makes SQS polling slow down, and makes a stream bisect the batch where that is configured.
     */
    public Batch<R, T> throwWhenAllFail() {
        BatchSettings<R, T> copy = settings.copy();
        copy.throwWhenAllFail = true;
        return new Batch<>(copy);
    }

    /**
     * Works on that many records at a time, at most; 1 unless told. Order is kept inside a message group of a FIFO queue, a partition key of Kinesis, an item of
     * DynamoDB, a partition and key of Kafka.
     */
    public Batch<R, T> parallel(int records) {
        if (records < 1) {
            throw new IllegalArgumentException("At least one record at a time, not " + records);
        }
        BatchSettings<R, T> copy = settings.copy();
        copy.parallel = records;
        return new Batch<>(copy);
    }

    /** Works on virtual threads where there are any (Java 21 and later); elsewhere on platform threads, as without. */
    public Batch<R, T> virtualThreads() {
        BatchSettings<R, T> copy = settings.copy();
        copy.virtualThreads = true;
        return new Batch<>(copy);
    }

    /**
     * Works on the caller's executor, which gets at most {@link #parallel} tasks a batch. If it takes none, the records fail with its refusal. An executor that
     * runs tasks on the calling thread works too, but then nothing can end a record that hangs.
     */
    public Batch<R, T> executor(Executor executor) {
        BatchSettings<R, T> copy = settings.copy();
        copy.executor = executor;
        return new Batch<>(copy);
    }

    /**
     * How much of the function's time is kept for the answer. When less is left, no record is begun, and those that run are interrupted and reported as failed.
     * Unless told: a tenth of the time there is at the start, a second at most.
     */
    public Batch<R, T> deadlineMargin(Duration margin) {
        if (margin.isNegative()) {
            throw new IllegalArgumentException("A margin isn't negative: " + margin);
        }
        BatchSettings<R, T> copy = settings.copy();
        copy.margin = margin;
        return new Batch<>(copy);
    }

    /**
     * On a stream, goes on behind a failure with the records of other lanes (partition keys, items). They are delivered again all the same, since there is one
     * checkpoint; without this they aren't begun.
     */
    public Batch<R, T> continueAfterFailure() {
        BatchSettings<R, T> copy = settings.copy();
        copy.continueAfterFailure = true;
        return new Batch<>(copy);
    }

    /**
     * What happens to records that fail with this exception, or one that extends it; of several that fit, the closest counts. A payload that can't be read is an
     * {@link UnreadablePayloadException}. Unless told, records are retried. No rule is asked about a record that was interrupted since the time was up, that another
     * delivery holds, or for which the idempotency store failed: it is delivered again.
     */
    public Batch<R, T> onFailure(Class<? extends Throwable> type, FailureAction action) {
        return onFailure(type, (failure, record) -> action, action);
    }

    /** The same, decided record by record. */
    public Batch<R, T> onFailureDeciding(Class<? extends Throwable> type, FailurePolicy policy) {
        return onFailure(type, policy, null);
    }

    /** Changes a message's visibility for {@link FailureAction#retryAfter}. */
    public Batch<R, T> visibility(Visibility visibility) {
        BatchSettings<R, T> copy = settings.copy();
        copy.visibility = visibility;
        return new Batch<>(copy);
    }

    /** Takes records for {@link FailureAction#deadLetter}. */
    public Batch<R, T> deadLetters(DeadLetters deadLetters) {
        BatchSettings<R, T> copy = settings.copy();
        copy.deadLetters = deadLetters;
        return new Batch<>(copy);
    }

    /** Works on each record once, by its id: what the store knows as done isn't done again. */
    public Batch<R, T> idempotent(IdempotencyStore store) {
        BatchSettings<R, T> copy = settings.copy();
        copy.idempotency = store;
        return new Batch<>(copy);
    }

    /** Works on each payload once, by a key of its own, such as an order's number; it may not be blank. */
    public Batch<R, T> idempotent(IdempotencyStore store, Function<? super T, String> key) {
        BatchSettings<R, T> copy = settings.copy();
        copy.idempotency = store;
        copy.idempotencyKey = key;
        return new Batch<>(copy);
    }

    /** Tells the listener what became of each batch. */
    public Batch<R, T> listener(BatchListener listener) {
        BatchSettings<R, T> copy = settings.copy();
        copy.listener = listener;
        return new Batch<>(copy);
    }

    /** Reads JSON by another codec, such as {@code DatabindCodec.of(objectMapper)}. */
    public Batch<R, T> json(JsonCodec codec) {
        BatchSettings<R, T> copy = settings.copy();
        copy.codec = codec;
        return new Batch<>(copy);
    }

    private Batch<R, T> onFailure(
            Class<? extends Throwable> type, FailurePolicy policy, @Nullable FailureAction known) {
        BatchSettings<R, T> copy = settings.copy();
        copy.policies.add(new FailureRule(type, policy, known));
        return new Batch<>(copy);
    }

    private static <R extends BatchRecord> Batch<R, R> whole(PayloadHandler<R> handler) {
        return new Batch<>(new BatchSettings<>((record, json) -> List.of(record), new PayloadOnly<>(handler)));
    }

    private static <R extends PayloadRecord, T> Batch<R, T> reading(Payload<T> payload, RecordHandler<T, R> handler) {
        return new Batch<>(new BatchSettings<>(new PayloadReader<>(payload), handler));
    }
}
