package dev.skiff.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Ten messages of SQS, and the answer that reports none of them. */
final class Messages {
    private Messages() {}

    static byte[] event() {
        String messages = IntStream.range(0, 10).mapToObj(Messages::message).collect(Collectors.joining(","));
        return ("{\"Records\":[" + messages + "]}").getBytes(StandardCharsets.UTF_8);
    }

    static void check(byte[] answer) {
        String text = new String(answer, StandardCharsets.UTF_8);
        if (!text.equals("{\"batchItemFailures\":[]}")) {
            throw new IllegalStateException("expected no failures, got " + text);
        }
    }

    private static String message(int number) {
        return """
                {"messageId":"059f36b4-87a3-44ab-83d2-66197573%04d","receiptHandle":"AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a","body":"{\\"id\\":\\"o%d\\",\\"customer\\":\\"Ada\\",\\"count\\":%d}",
                "attributes":{"ApproximateReceiveCount":"1","SentTimestamp":"1545082649183","SenderId":"AIDAIENQZJOLO23YVJ4VO","ApproximateFirstReceiveTimestamp":"1545082649185"},
                "messageAttributes":{},"md5OfBody":"e4e68fb7bd0e697a0ae8f1bb342846b3","eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:us-east-2:123456789012:orders","awsRegion":"us-east-2"}""".formatted(number, number, number + 1);
    }
}
