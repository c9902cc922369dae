package dev.skiff.batch;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.TimeWindowEventResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Works on the event objects of {@code aws-lambda-java-events}, for handlers and tests that are written with them. Needs that library on the class path, which the
 * function classes don't. The rules are those of {@link SqsFunction} and its twins: what can't be reported throws. An event whose records are null is refused,
 * since a mapper that doesn't know the runtime's names leaves them so. A context that is null means Lambda's longest time, 15 minutes. Thread-safe as long as the
 * batch's handler is.
 *
 * <pre>{@code
 * public final class OrdersHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
 *     private final BatchAdapter.Sqs orders = BatchAdapter.sqs(Batch.of(Order.class, this::process).reportItemFailures());
 *
 *     public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
 *         return orders.process(event, context);
 *     }
 * }
 * }</pre>
 */
public final class BatchAdapter {
    private BatchAdapter() {}

    /** For SQS. */
    public static Sqs sqs(Batch<? super SqsMessage, ?> batch) {
        return new Sqs(Engine.of(new SqsSource(), batch));
    }

    /** For Kinesis. */
    public static Kinesis kinesis(Batch<? super KinesisRecord, ?> batch) {
        return new Kinesis(Engine.of(new KinesisSource(), batch));
    }

    /** For DynamoDB Streams. */
    public static DynamoDb dynamoDb(Batch<? super DynamoDbRecord, ?> batch) {
        return new DynamoDb(Engine.of(new DynamoDbSource(), batch));
    }

    /** For Kafka. */
    public static Kafka kafka(Batch<? super KafkaRecord, ?> batch) {
        return new Kafka(Engine.of(new KafkaSource(), batch));
    }

    /** For Kinesis with tumbling windows. The state is the library's, a map of texts. */
    public static KinesisWindows kinesisWindows(WindowedBatch<KinesisRecord, Map<String, String>> batch) {
        return new KinesisWindows(WindowEngine.of(new KinesisSource(), batch));
    }

    /** For DynamoDB Streams with tumbling windows. The state is the library's, a map of texts. */
    public static DynamoDbWindows dynamoDbWindows(WindowedBatch<DynamoDbRecord, Map<String, String>> batch) {
        return new DynamoDbWindows(WindowEngine.of(new DynamoDbSource(), batch));
    }

    /** See {@link BatchAdapter}. */
    public static final class Sqs {
        private final Engine<SqsMessage, ?> engine;

        private Sqs(Engine<SqsMessage, ?> engine) {
            this.engine = engine;
        }

        /** The messages to deliver again. */
        public SQSBatchResponse process(SQSEvent event, @Nullable Context context) {
            List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
            for (SqsMessage message : engine.failed(PojoRecords.sqs(event), context)) {
                failures.add(new SQSBatchResponse.BatchItemFailure(message.id()));
            }
            return new SQSBatchResponse(failures);
        }
    }

    /** See {@link BatchAdapter}. */
    public static final class Kinesis {
        private final Engine<KinesisRecord, ?> engine;

        private Kinesis(Engine<KinesisRecord, ?> engine) {
            this.engine = engine;
        }

        /** The sequence number to go on from, if any. */
        public StreamsEventResponse process(KinesisEvent event, @Nullable Context context) {
            return streams(engine.failed(PojoRecords.kinesis(event), context));
        }
    }

    /** See {@link BatchAdapter}. */
    public static final class DynamoDb {
        private final Engine<DynamoDbRecord, ?> engine;

        private DynamoDb(Engine<DynamoDbRecord, ?> engine) {
            this.engine = engine;
        }

        /** The sequence number to go on from, if any. */
        public StreamsEventResponse process(DynamodbEvent event, @Nullable Context context) {
            return streams(engine.failed(PojoRecords.dynamoDb(event), context));
        }
    }

    /** See {@link BatchAdapter}. */
    public static final class Kafka {
        private final Engine<KafkaRecord, ?> engine;

        private Kafka(Engine<KafkaRecord, ?> engine) {
            this.engine = engine;
        }

        /** The offsets to go on from; an answer of our own, since the library has none whose identifier is an object. */
        public KafkaBatchResponse process(KafkaEvent event, @Nullable Context context) {
            List<KafkaBatchResponse.BatchItemFailure> failures = new ArrayList<>();
            for (KafkaRecord record : engine.failed(PojoRecords.kafka(event), context)) {
                failures.add(new KafkaBatchResponse.BatchItemFailure(
                        new KafkaBatchResponse.ItemIdentifier(record.topicPartition(), record.offset())));
            }
            return new KafkaBatchResponse(failures);
        }
    }

    /** See {@link BatchAdapter}. */
    public static final class KinesisWindows {
        private final WindowEngine<KinesisRecord, Map<String, String>> engine;

        private KinesisWindows(WindowEngine<KinesisRecord, Map<String, String>> engine) {
            this.engine = engine;
        }

        /** The state of the window, and the sequence number to go on from, if any. */
        public TimeWindowEventResponse process(KinesisTimeWindowEvent event, @Nullable Context context) {
            WindowFields window = PojoRecords.window(event);
            return windows(engine.report(PojoRecords.kinesis(event, window), window, context));
        }
    }

    /** See {@link BatchAdapter}. */
    public static final class DynamoDbWindows {
        private final WindowEngine<DynamoDbRecord, Map<String, String>> engine;

        private DynamoDbWindows(WindowEngine<DynamoDbRecord, Map<String, String>> engine) {
            this.engine = engine;
        }

        /** The state of the window, and the sequence number to go on from, if any. */
        public TimeWindowEventResponse process(DynamodbTimeWindowEvent event, @Nullable Context context) {
            WindowFields window = PojoRecords.window(event);
            return windows(engine.report(PojoRecords.dynamoDb(event, window), window, context));
        }
    }

    private static TimeWindowEventResponse windows(WindowEngine.Report<?, Map<String, String>> report) {
        List<TimeWindowEventResponse.BatchItemFailure> failures = new ArrayList<>();
        for (BatchRecord record : report.failed) {
            failures.add(new TimeWindowEventResponse.BatchItemFailure(record.id()));
        }
        return new TimeWindowEventResponse(report.state, failures);
    }

    private static StreamsEventResponse streams(List<? extends BatchRecord> failed) {
        List<StreamsEventResponse.BatchItemFailure> failures = new ArrayList<>();
        for (BatchRecord record : failed) {
            failures.add(new StreamsEventResponse.BatchItemFailure(record.id()));
        }
        return new StreamsEventResponse(failures);
    }
}
