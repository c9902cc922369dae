package dev.skiff.local;

import java.util.Map;
import java.util.Set;

/**
 * Where an event comes from, as its own fields tell it.
 *
 * @param kind in one word, such as {@code HTTP} or {@code SQS}
 * @param label which one of them: the method and path, the queue's name; empty if nothing is known
 */
record EventOrigin(String kind, String label) {
    static final String HTTP = "HTTP";

    private static final int LONGEST_LABEL = 200;

    private static final Set<String> PATHS = Set.of(
            "/requestContext/http/method",
            "/rawPath",
            "/httpMethod",
            "/path",
            "/type",
            "/methodArn",
            "/routeArn",
            "/Records/#",
            "/Records/0/eventSource",
            "/Records/0/eventSourceARN",
            "/Records/0/EventSource",
            "/Records/0/Sns/TopicArn",
            "/Records/0/s3/bucket/name",
            "/Records/0/s3/object/key",
            "/source",
            "/detail-type",
            "/resources/0",
            "/triggerSource",
            "/eventSource",
            "/awslogs/data");

    static EventOrigin of(byte[] event) {
        Map<String, String> seen = JsonGlance.at(event, PATHS);
        if (seen.containsKey("/methodArn") || seen.containsKey("/routeArn")) {
            return new EventOrigin("Authorizer", seen.getOrDefault("/type", ""));
        }
        if (seen.containsKey("/requestContext/http/method")) {
            return http(seen.get("/requestContext/http/method"), seen.getOrDefault("/rawPath", ""));
        }
        if (seen.containsKey("/httpMethod")) {
            return http(seen.get("/httpMethod"), seen.getOrDefault("/path", ""));
        }
        if (seen.containsKey("/Records/0/eventSource") || seen.containsKey("/Records/0/EventSource")) {
            return records(seen);
        }
        return other(seen);
    }

    private static EventOrigin http(String method, String path) {
        return new EventOrigin(HTTP, cut(method + " " + path));
    }

    private static EventOrigin records(Map<String, String> seen) {
        String source = seen.getOrDefault("/Records/0/eventSource", "");
        String arn = seen.getOrDefault("/Records/0/eventSourceARN", "");
        return switch (source) {
            case "aws:sqs" -> counted("SQS", afterLast(':', arn), seen);
            case "aws:dynamodb" -> counted("DynamoDB", table(arn), seen);
            case "aws:kinesis" -> counted("Kinesis", afterLast('/', arn), seen);
            case "aws:s3" ->
                counted(
                        "S3",
                        seen.getOrDefault("/Records/0/s3/bucket/name", "") + "/"
                                + seen.getOrDefault("/Records/0/s3/object/key", ""),
                        seen);
            default -> counted("SNS", afterLast(':', seen.getOrDefault("/Records/0/Sns/TopicArn", source)), seen);
        };
    }

    private static EventOrigin other(Map<String, String> seen) {
        if (seen.containsKey("/triggerSource")) {
            return new EventOrigin("Cognito", cut(seen.get("/triggerSource")));
        }
        if (seen.containsKey("/detail-type")) {
            boolean scheduled = Set.of("aws.events", "aws.scheduler").contains(seen.getOrDefault("/source", ""));
            return scheduled
                    ? new EventOrigin("Schedule", cut(afterLast('/', seen.getOrDefault("/resources/0", ""))))
                    : new EventOrigin("EventBridge", cut(seen.get("/detail-type")));
        }
        if (seen.containsKey("/awslogs/data")) {
            return new EventOrigin("Logs", "");
        }
        return new EventOrigin(seen.getOrDefault("/eventSource", "").endsWith("kafka") ? "Kafka" : "Direct", "");
    }

    private static EventOrigin counted(String kind, String name, Map<String, String> seen) {
        String count = seen.getOrDefault("/Records/#", "1");
        return new EventOrigin(kind, cut(count.equals("1") ? name : name + " ×" + count));
    }

    /** Of {@code arn:aws:dynamodb:region:account:table/name/stream/time}. */
    private static String table(String arn) {
        String[] parts = arn.split("/", -1);
        return parts.length > 1 ? parts[1] : arn;
    }

    private static String afterLast(char separator, String text) {
        return text.substring(text.lastIndexOf(separator) + 1);
    }

    private static String cut(String label) {
        return label.length() > LONGEST_LABEL ? label.substring(0, LONGEST_LABEL) + "…" : label;
    }
}
