package dev.skiff.batch.aws;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.skiff.core.JsonCodec;
import dev.skiff.testing.FakeContext;
import dev.skiff.testing.FunctionClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Polls a stream as Lambda does: each shard from its checkpoint, parents first, in batches. What a report names is delivered again with all behind it; a call that failed is
 * cut in two; a record that fails alone as often as it may goes to the on-failure list.
 */
final class StreamShards {
    private static final JsonCodec JSON = JsonCodec.jacksonJr();
    private static final int MOST_RECORDS = 100;

    record Failure(String itemIdentifier) {}

    record Report(List<Failure> batchItemFailures) {}

    /** Records that are delivered together, and how often they failed without getting on. */
    private record Delivery(List<Record> records, int failures) {}

    private final DynamoDbStreamsClient client;
    private final String arn;
    private final RequestStreamHandler function;
    private final int retries;
    private final Random dice;
    private final Map<String, String> checkpoints = new HashMap<>();
    final List<Record> onFailure = new ArrayList<>();
    int calls;
    int failedCalls;
    int reports;

    StreamShards(DynamoDbStreamsClient client, String arn, RequestStreamHandler function, int retries, Random dice) {
        this.client = client;
        this.arn = arn;
        this.function = function;
        this.retries = retries;
        this.dice = dice;
    }

    /** Delivers what is there; the count of records read. */
    int poll() {
        int read = 0;
        for (Shard shard : client.describeStream(request -> request.streamArn(arn))
                .streamDescription()
                .shards()) { // a parent stands before its children
            List<Record> records = next(shard.shardId());
            while (!records.isEmpty()) {
                read += records.size();
                deliver(records);
                checkpoints.put(
                        shard.shardId(),
                        records.get(records.size() - 1).dynamodb().sequenceNumber());
                records = next(shard.shardId());
            }
        }
        return read;
    }

    private List<Record> next(String shard) {
        String checkpoint = checkpoints.get(shard);
        String iterator = client.getShardIterator(request -> request.streamArn(arn)
                        .shardId(shard)
                        .shardIteratorType(
                                checkpoint == null
                                        ? ShardIteratorType.TRIM_HORIZON
                                        : ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                        .sequenceNumber(checkpoint))
                .shardIterator();
        return client.getRecords(request -> request.shardIterator(iterator).limit(MOST_RECORDS))
                .records();
    }

    /** Nothing behind a record is delivered before it is done or given up. */
    private void deliver(List<Record> records) {
        Deque<Delivery> ahead = new ArrayDeque<>();
        ahead.push(new Delivery(records, 0));
        while (!ahead.isEmpty()) {
            Delivery delivery = ahead.pop();
            int done = done(delivery.records());
            if (done == delivery.records().size()) {
                continue;
            }
            if (done > 0) {
                ahead.push(new Delivery(
                        delivery.records().subList(done, delivery.records().size()), 0));
            } else {
                again(delivery, done < 0, ahead);
            }
        }
    }

    private void again(Delivery delivery, boolean thrown, Deque<Delivery> ahead) {
        List<Record> records = delivery.records();
        int failures = delivery.failures() + 1;
        if (records.size() > 1 && (thrown || failures > retries)) {
            int half = records.size() / 2;
            ahead.push(new Delivery(records.subList(half, records.size()), 0));
            ahead.push(new Delivery(records.subList(0, half), thrown ? delivery.failures() : retries));
        } else if (failures > retries) {
            onFailure.add(records.get(0));
        } else {
            ahead.push(new Delivery(records, failures));
        }
    }

    /** How many records stand before the first that is reported, or -1 when the call failed. */
    private int done(List<Record> records) {
        calls++;
        List<Failure> failures;
        try {
            byte[] answer = FunctionClient.of(function)
                    .withContext(FakeContext.create().withDeadline(Duration.ofSeconds(1), InstantSource.system()))
                    .invoke(event(records));
            if (dice.nextInt(60) == 0) {
                throw new IllegalStateException("the answer was lost");
            }
            failures = JSON.read(answer, Report.class).batchItemFailures();
        } catch (RuntimeException failure) {
            failedCalls++;
            return -1;
        }
        if (failures.isEmpty()) {
            return records.size();
        }
        reports++;
        return place(failures.get(0).itemIdentifier(), records);
    }

    private static int place(String sequenceNumber, List<Record> records) {
        for (int i = 0; i < records.size(); i++) {
            if (records.get(i).dynamodb().sequenceNumber().equals(sequenceNumber)) {
                return i;
            }
        }
        throw new AssertionError("The report names a record that was not delivered: " + sequenceNumber);
    }

    private byte[] event(List<Record> records) {
        List<Object> list = new ArrayList<>();
        for (Record record : records) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("eventID", record.eventID());
            json.put("eventName", record.eventNameAsString());
            json.put("eventVersion", record.eventVersion());
            json.put("eventSource", record.eventSource());
            json.put("awsRegion", record.awsRegion());
            json.put("dynamodb", change(record.dynamodb()));
            json.put("eventSourceARN", arn);
            list.add(json);
        }
        return JSON.write(Map.of("Records", list));
    }

    private static Map<String, Object> change(StreamRecord record) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(
                "ApproximateCreationDateTime",
                record.approximateCreationDateTime().getEpochSecond());
        json.put("Keys", item(record.keys()));
        if (record.hasNewImage()) {
            json.put("NewImage", item(record.newImage()));
        }
        if (record.hasOldImage()) {
            json.put("OldImage", item(record.oldImage()));
        }
        json.put("SequenceNumber", record.sequenceNumber());
        json.put("SizeBytes", record.sizeBytes());
        json.put("StreamViewType", record.streamViewTypeAsString());
        return json;
    }

    private static Map<String, Object> item(Map<String, AttributeValue> item) {
        Map<String, Object> json = new LinkedHashMap<>();
        item.forEach((name, value) -> json.put(name, value(value)));
        return json;
    }

    private static Map<String, Object> value(AttributeValue value) {
        String type = value.type().toString();
        return Map.of(
                type,
                switch (value.type()) {
                    case S -> value.s();
                    case N -> value.n();
                    case B -> base64(value.b());
                    case BOOL -> value.bool();
                    case NUL -> true;
                    case SS -> value.ss();
                    case NS -> value.ns();
                    case BS -> value.bs().stream().map(StreamShards::base64).toList();
                    case L -> value.l().stream().map(StreamShards::value).toList();
                    case M -> item(value.m());
                    default -> throw new AssertionError("A value of type " + type);
                });
    }

    private static String base64(SdkBytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.asByteArray());
    }
}
