package dev.skiff.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.skiff.core.JsonCodec;
import dev.skiff.testing.FunctionClient;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Events in the shape that AWS sends, and answers read back. */
final class Events {
    static final String QUEUE = "arn:aws:sqs:eu-central-1:123456789012:orders";
    static final String FIFO = QUEUE + ".fifo";
    private static final JsonCodec JSON = JsonCodec.jacksonJr();

    private Events() {}

    static String sqsMessage(String id, String arn, String group, String body) {
        return """
                {"messageId":"%s","receiptHandle":"receipt-%s","body":%s,"attributes":{"ApproximateReceiveCount":"2",
                "SentTimestamp":"1545082649183","SenderId":"AIDAIENQZJOLO23YVJ4VO",%s
                "ApproximateFirstReceiveTimestamp":"1545082649185"},"messageAttributes":{},
                "md5OfBody":"098f6bcd4621d373cade4e832627b4f6","eventSource":"aws:sqs","eventSourceARN":"%s","awsRegion":"eu-central-1"}
                """.formatted(id, id, quoted(body), group.isEmpty() ? "" : "\"MessageGroupId\":\"" + group + "\",", arn);
    }

    static byte[] records(List<String> records) {
        return ("{\"Records\":[" + String.join(",", records) + "]}").getBytes(UTF_8);
    }

    /** Messages m0, m1, … whose bodies are 0, 1, … */
    static byte[] sqs(int count) {
        return sqs(count, i -> Integer.toString(i));
    }

    static byte[] sqs(int count, IntFunction<String> body) {
        return records(IntStream.range(0, count)
                .mapToObj(i -> sqsMessage("m" + i, QUEUE, "", body.apply(i)))
                .toList());
    }

    /** Messages m0, m1, … of these groups. */
    static byte[] fifo(String... groups) {
        return records(IntStream.range(0, groups.length)
                .mapToObj(i -> sqsMessage("m" + i, FIFO, groups[i], Integer.toString(i)))
                .toList());
    }

    /** Records with sequence numbers 100, 101, … of these partition keys, whose data are 0, 1, … */
    static byte[] kinesis(String... keys) {
        return records(IntStream.range(0, keys.length)
                .mapToObj(i -> kinesisRecord(Integer.toString(100 + i), keys[i], Integer.toString(i)))
                .toList());
    }

    static String kinesisRecord(String sequenceNumber, String key, String data) {
        return """
                {"kinesis":{"kinesisSchemaVersion":"1.0","partitionKey":"%s","sequenceNumber":"%s","data":"%s",
                "approximateArrivalTimestamp":1545084650.987},"eventSource":"aws:kinesis","eventVersion":"1.0",
                "eventID":"shardId-000000000006:%s","eventName":"aws:kinesis:record",
                "invokeIdentityArn":"arn:aws:iam::123456789012:role/lambda-role","awsRegion":"eu-central-1",
                "eventSourceARN":"arn:aws:kinesis:eu-central-1:123456789012:stream/orders"}
                """.formatted(key, sequenceNumber, base64(data), sequenceNumber);
    }

    static String dynamoDbRecord(String sequenceNumber, String eventName, String images) {
        return """
                {"eventID":"c4ca4238a0b923820dcc509a6f75849b","eventName":"%s","eventVersion":"1.1","eventSource":"aws:dynamodb",
                "awsRegion":"eu-central-1","dynamodb":{"ApproximateCreationDateTime":1479499740,%s,"SequenceNumber":"%s","SizeBytes":26,
                "StreamViewType":"NEW_AND_OLD_IMAGES"},
                "eventSourceARN":"arn:aws:dynamodb:eu-central-1:123456789012:table/orders/stream/2015-06-27T00:48:05.899"}
                """.formatted(eventName, images, sequenceNumber);
    }

    /** An event with records of one topic; each value is its offset. */
    static String kafka(Map<String, List<Long>> offsets) {
        return "{\"eventSource\":\"aws:kafka\",\"eventSourceArn\":\"arn:aws:kafka:eu-central-1:123456789012:cluster/c/1\","
                + "\"bootstrapServers\":\"b-1:9092,b-2:9092\",\"records\":{"
                + offsets.entrySet().stream()
                        .map(entry -> quoted(entry.getKey()) + ":["
                                + entry.getValue().stream()
                                        .map(offset -> kafkaRecord(entry.getKey(), offset))
                                        .collect(Collectors.joining(","))
                                + "]")
                        .collect(Collectors.joining(","))
                + "}}";
    }

    private static String kafkaRecord(String topicPartition, long offset) {
        int dash = topicPartition.lastIndexOf('-');
        return """
                {"topic":"%s","partition":%s,"offset":%d,"timestamp":1545084650987,"timestampType":"CREATE_TIME","key":null,
                "value":"%s","headers":[{"trace":[104,105,-61,-92]}]}
                """.formatted(
                        topicPartition.substring(0, dash),
                        topicPartition.substring(dash + 1),
                        offset,
                        base64(Long.toString(offset)));
    }

    /** The identifiers of the answer, in its order. */
    static List<Object> failures(RequestStreamHandler function, byte[] event) {
        return failures(FunctionClient.of(function).invoke(event));
    }

    static List<Object> failures(byte[] answer) {
        Map<?, ?> report = JSON.read(answer, Map.class);
        if (report.size() != 1) {
            throw new AssertionError("The answer has " + report.keySet());
        }
        List<Object> ids = new ArrayList<>();
        for (Object failure : (List<?>) Objects.requireNonNull(report.get("batchItemFailures"))) {
            Map<?, ?> identifier = (Map<?, ?>) failure;
            if (identifier.size() != 1) {
                throw new AssertionError("A failure has " + identifier.keySet());
            }
            ids.add(identifier.get("itemIdentifier"));
        }
        return ids;
    }

    static RequestStreamHandler sqs(Batch<? super SqsMessage, ?> batch) {
        return new SqsFunction(batch) {};
    }

    static RequestStreamHandler kinesis(Batch<? super KinesisRecord, ?> batch) {
        return new KinesisFunction(batch) {};
    }

    static RequestStreamHandler dynamoDb(Batch<? super DynamoDbRecord, ?> batch) {
        return new DynamoDbFunction(batch) {};
    }

    static RequestStreamHandler kafka(Batch<? super KafkaRecord, ?> batch) {
        return new KafkaFunction(batch) {};
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    static String quoted(String text) {
        return new String(JSON.write(text), UTF_8);
    }
}
