package dev.skiff.local;

import dev.skiff.testing.FakeCloudWatchLogsEvent;
import dev.skiff.testing.FakeCognitoEvent;
import dev.skiff.testing.FakeDynamoDbEvent;
import dev.skiff.testing.FakeDynamoDbRecord;
import dev.skiff.testing.FakeEventBridgeEvent;
import dev.skiff.testing.FakeKafkaEvent;
import dev.skiff.testing.FakeKinesisEvent;
import dev.skiff.testing.FakeKinesisRecord;
import dev.skiff.testing.FakeS3Event;
import dev.skiff.testing.FakeS3Object;
import dev.skiff.testing.FakeSnsEvent;
import dev.skiff.testing.FakeSqsEvent;
import dev.skiff.testing.FakeSqsMessage;
import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpDeployment;
import dev.skiff.testing.HttpSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Events as the sources send them, from the few facts that matter. A kind of event knows the names of its facts, so that a
 * misspelt one is refused.
 */
enum SampleEvents {
    S3("s3", "bucket", "key", "event", "size", "versionId") {
        @Override
        byte[] make(JsonBody facts, String region) {
            return s3(facts, region).toBytes();
        }
    },
    SNS("sns", "message", "topic", "subject", "attributes") {
        @Override
        byte[] make(JsonBody facts, String region) {
            String topic = Arns.of("sns", region, facts.text("topic").orElse("my-topic"));
            return FakeSnsEvent.of(List.of(TopicMessage.of(facts).delivered(topic)))
                    .toBytes();
        }
    },
    EVENTBRIDGE(
            "eventbridge", "source", "detail-type", "detail", "resources", "bus", "time", "id", "account", "region") {
        @Override
        byte[] make(JsonBody facts, String region) {
            return Rules.event(facts, region, Instant.now()).toBytes();
        }
    },
    SCHEDULE("schedule", "name", "time") {
        @Override
        byte[] make(JsonBody facts, String region) {
            String rule = Arns.of("events", region, "rule/", facts.text("name").orElse("my-rule"));
            Instant time = facts.text("time").map(Instant::parse).orElseGet(Instant::now);
            return FakeEventBridgeEvent.scheduled(rule, time).withRegion(region).toBytes();
        }
    },
    SQS("sqs", "body", "queue", "attributes", "group") {
        @Override
        byte[] make(JsonBody facts, String region) {
            String queue = Arns.of("sqs", region, facts.text("queue").orElse("my-queue"));
            List<FakeSqsMessage> messages = new ArrayList<>();
            for (String body : facts.texts("body")) {
                messages.add(message(body, facts));
            }
            if (messages.isEmpty()) {
                facts.required("body");
            }
            return FakeSqsEvent.of(messages).withQueue(queue).toBytes();
        }
    },
    DYNAMODB("dynamodb", "keys", "new", "old", "table") {
        @Override
        byte[] make(JsonBody facts, String region) {
            facts.required("keys");
            Map<String, Object> keys = facts.object("keys");
            FakeDynamoDbRecord record;
            if (!facts.has("old")) {
                record = FakeDynamoDbRecord.insert(keys, facts.has("new") ? facts.object("new") : keys);
            } else if (facts.has("new")) {
                record = FakeDynamoDbRecord.modify(keys, facts.object("old"), facts.object("new"));
            } else {
                record = FakeDynamoDbRecord.remove(keys, facts.object("old"));
            }
            String stream = Arns.of(
                    "dynamodb",
                    region,
                    "table/",
                    facts.text("table").orElse("my-table") + "/stream/2026-01-01T00:00:00.000");
            return FakeDynamoDbEvent.of(record).withTable(stream).toBytes();
        }
    },
    KINESIS("kinesis", "data", "stream", "partitionKey") {
        @Override
        byte[] make(JsonBody facts, String region) {
            String stream =
                    Arns.of("kinesis", region, "stream/", facts.text("stream").orElse("my-stream"));
            FakeKinesisRecord record = FakeKinesisRecord.of(facts.required("data"));
            if (facts.has("partitionKey")) {
                record = record.withPartitionKey(facts.required("partitionKey"));
            }
            return FakeKinesisEvent.of(List.of(record)).withStream(stream).toBytes();
        }
    },
    KAFKA("kafka", "value", "topic") {
        @Override
        byte[] make(JsonBody facts, String region) {
            String topic = facts.text("topic").orElse("my-topic");
            return FakeKafkaEvent.msk(topic, facts.required("value")).toBytes();
        }
    },
    COGNITO("cognito", "trigger", "user", "userPool", "attributes") {
        @Override
        byte[] make(JsonBody facts, String region) {
            return cognito(facts).withField("region", region).toBytes();
        }
    },
    LOGS("cloudwatch-logs", "message", "logGroup") {
        @Override
        byte[] make(JsonBody facts, String region) {
            facts.required("message");
            FakeCloudWatchLogsEvent event =
                    FakeCloudWatchLogsEvent.of(facts.texts("message").toArray(String[]::new));
            return facts.has("logGroup")
                    ? event.withLogGroup(facts.required("logGroup")).toBytes()
                    : event.toBytes();
        }
    },
    HTTP_API("httpapi", "method", "path", "body", "headers") {
        @Override
        byte[] make(JsonBody facts, String region) {
            return http(HttpSource.HTTP_API_2_0, facts, region);
        }
    },
    REST("rest", "method", "path", "body", "headers") {
        @Override
        byte[] make(JsonBody facts, String region) {
            return http(HttpSource.REST_API, facts, region);
        }
    },
    URL("url", "method", "path", "body", "headers") {
        @Override
        byte[] make(JsonBody facts, String region) {
            return http(HttpSource.FUNCTION_URL, facts, region);
        }
    };

    private final String source;
    private final String facts;

    SampleEvents(String source, String... facts) {
        this.source = source;
        this.facts = String.join(" ", facts);
    }

    abstract byte[] make(JsonBody facts, String region);

    /** Makes an event of the source with this name. */
    static byte[] of(String source, JsonBody facts, String region) {
        requireKnown(source, facts.fields().keySet());
        return named(source).make(facts, region);
    }

    static void requireKnown(String source, Set<String> names) {
        List<String> known = List.of(named(source).facts.split(" ", -1));
        names.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(unknown -> {
            throw new LocalException(source + " knows no " + unknown + ", only " + known);
        });
    }

    static SampleEvents named(String source) {
        for (SampleEvents kind : values()) {
            if (kind.source.equals(source)) {
                return kind;
            }
        }
        throw new LocalException("there is no event source " + source + ", only " + sources());
    }

    static List<String> sources() {
        List<String> sources = new ArrayList<>();
        for (SampleEvents kind : values()) {
            sources.add(kind.source);
        }
        return sources;
    }

    /** Whether the source waits for the function's answer. */
    boolean waits() {
        return this == COGNITO || this == HTTP_API || this == REST || this == URL;
    }

    static FakeS3Event s3(JsonBody facts, String region) {
        String eventName = Buckets.eventName(facts);
        String key = facts.required("key");
        FakeS3Object object =
                eventName.startsWith("ObjectRemoved:") ? FakeS3Object.removed(key) : FakeS3Object.created(key);
        object = object.withEventName(eventName).withRegion(region);
        if (facts.has("size")) {
            object = object.withSize(facts.number("size").orElse(0L));
        }
        if (facts.has("versionId")) {
            object = object.withVersionId(facts.required("versionId"));
        }
        return FakeS3Event.of(object).withBucket(facts.text("bucket").orElse("my-bucket"));
    }

    private static FakeSqsMessage message(String body, JsonBody facts) {
        FakeSqsMessage message = FakeSqsMessage.of(body);
        for (Map.Entry<String, Object> attribute : facts.object("attributes").entrySet()) {
            message = message.plusMessageAttribute(attribute.getKey(), String.valueOf(attribute.getValue()));
        }
        return facts.has("group") ? message.withGroup(facts.required("group")) : message;
    }

    /** The trigger is one of a template ({@code PreSignUp}) or a source of events ({@code PreSignUp_AdminCreateUser}). */
    private static FakeCognitoEvent cognito(JsonBody facts) {
        String trigger = facts.required("trigger");
        int underscore = trigger.indexOf('_');
        FakeCognitoEvent event =
                switch (underscore < 0 ? trigger : trigger.substring(0, underscore)) {
                    case "PreSignUp" -> FakeCognitoEvent.preSignUp();
                    case "PostConfirmation" -> FakeCognitoEvent.postConfirmation();
                    case "PreAuthentication" -> FakeCognitoEvent.preAuthentication();
                    case "PostAuthentication" -> FakeCognitoEvent.postAuthentication();
                    case "PreTokenGeneration", "TokenGeneration" -> FakeCognitoEvent.tokenGeneration();
                    case "UserMigration" -> FakeCognitoEvent.userMigration("password");
                    case "CustomMessage" -> FakeCognitoEvent.customMessage();
                    case "DefineAuthChallenge" -> FakeCognitoEvent.defineAuthChallenge();
                    case "CreateAuthChallenge" -> FakeCognitoEvent.createAuthChallenge();
                    case "VerifyAuthChallengeResponse" ->
                        FakeCognitoEvent.verifyAuthChallenge(Map.of("answer", "1"), "1");
                    default -> throw new LocalException("Cognito has no trigger " + trigger);
                };
        if (underscore >= 0) {
            event = event.withTriggerSource(trigger);
        }
        if (facts.has("user")) {
            event = event.withUserName(facts.required("user"));
        }
        if (facts.has("userPool")) {
            event = event.withUserPool(facts.required("userPool"));
        }
        for (Map.Entry<String, Object> attribute : facts.object("attributes").entrySet()) {
            event = event.withUserAttribute(attribute.getKey(), String.valueOf(attribute.getValue()));
        }
        return event;
    }

    private static byte[] http(HttpSource source, JsonBody facts, String region) {
        HttpCall call = HttpCall.of(
                facts.text("method").orElse(facts.has("body") ? "POST" : "GET"),
                facts.text("path").orElse("/"));
        Map<String, Object> headers = new LinkedHashMap<>(Map.of("Accept", "*/*"));
        headers.putAll(facts.object("headers"));
        for (Map.Entry<String, Object> header : headers.entrySet()) {
            call = call.withHeader(header.getKey(), String.valueOf(header.getValue()));
        }
        if (facts.has("body")) {
            call = facts.get("body") instanceof String text
                    ? call.withText(text)
                    : call.withJson(facts.required("body"));
        }
        return source.event(call, HttpDeployment.of(source).withRegion(region));
    }
}
