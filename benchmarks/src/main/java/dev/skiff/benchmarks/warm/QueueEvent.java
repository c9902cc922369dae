package dev.skiff.benchmarks.warm;

import static java.nio.charset.StandardCharsets.UTF_8;

/** An event of SQS. */
public final class QueueEvent {
    private QueueEvent() {}

    /** Of so many messages of about 600 bytes: 10,000 of them are as much as Lambda takes. */
    public static byte[] of(int records) {
        StringBuilder text = new StringBuilder("{\"Records\":[");
        for (int i = 0; i < records; i++) {
            text.append(i == 0 ? "" : ",").append(message(i));
        }
        return text.append("]}").toString().getBytes(UTF_8);
    }

    private static String message(int number) {
        return ("{\"messageId\":\"059f36b4-87a3-44ab-83d2-%012d\",\"receiptHandle\":\"AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a\","
                        + "\"body\":\"{\\\"id\\\":\\\"o%d\\\",\\\"customer\\\":\\\"Ada\\\",\\\"count\\\":3}\",\"attributes\":{\"ApproximateReceiveCount\":\"1\","
                        + "\"SentTimestamp\":\"1545082649183\",\"SenderId\":\"AIDAIENQZJOLO23YVJ4VO\",\"ApproximateFirstReceiveTimestamp\":\"1545082649185\"},"
                        + "\"messageAttributes\":{},\"md5OfBody\":\"e4e68fb7bd0e697a0ae8f1bb342846b3\",\"eventSource\":\"aws:sqs\","
                        + "\"eventSourceARN\":\"arn:aws:sqs:us-east-2:123456789012:orders\",\"awsRegion\":\"us-east-2\"}")
                .formatted(number, number);
    }
}
