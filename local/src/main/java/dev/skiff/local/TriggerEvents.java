package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.skiff.local.template.SamApi;
import dev.skiff.local.template.SamBucketEvent;
import dev.skiff.local.template.SamEvent;
import dev.skiff.local.template.SamFunction;
import dev.skiff.local.template.SamQueueEvent;
import dev.skiff.local.template.SamRoute;
import dev.skiff.local.template.SamRuleEvent;
import dev.skiff.local.template.SamSchedule;
import dev.skiff.local.template.SamStreamEvent;
import dev.skiff.local.template.SamTemplate;
import dev.skiff.local.template.SamTopicEvent;
import dev.skiff.local.template.SamUserPoolEvent;
import dev.skiff.testing.FakeCognitoEvent;
import dev.skiff.testing.FakeDynamoDbEvent;
import dev.skiff.testing.FakeDynamoDbRecord;
import dev.skiff.testing.FakeEventBridgeEvent;
import dev.skiff.testing.FakeKinesisEvent;
import dev.skiff.testing.FakeS3Event;
import dev.skiff.testing.FakeSnsEvent;
import dev.skiff.testing.FakeSqsEvent;
import dev.skiff.testing.FakeSqsMessage;
import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpDeployment;
import dev.skiff.testing.HttpSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Events to call a function with: one for each of its triggers, as that trigger would send it, and one of each kind. */
final class TriggerEvents {
    private static final String BODY = "{\"hello\":\"world\"}";
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}+]*)(\\+?)}");

    private final SamTemplate template;
    private final Map<String, Supplier<byte[]>> ofTriggers = new LinkedHashMap<>();
    private final Map<String, Supplier<byte[]>> ofKinds = new LinkedHashMap<>();

    private TriggerEvents(SamTemplate template) {
        this.template = template;
    }

    static TriggerEvents of(SamFunction function, SamTemplate template) {
        TriggerEvents samples = new TriggerEvents(template);
        function.events().forEach(samples::add);
        function.url().ifPresent(url -> samples.trigger("Function URL", () -> http(HttpSource.FUNCTION_URL)));
        samples.addKinds();
        return samples;
    }

    /** What the function's own triggers are called here. */
    List<String> triggers() {
        return List.copyOf(ofTriggers.keySet());
    }

    /** What the other samples are called here. */
    List<String> kinds() {
        return ofKinds.keySet().stream()
                .filter(it -> !ofTriggers.containsKey(it))
                .toList();
    }

    /** The function's first trigger, or an empty object if it has none. */
    String usual() {
        return ofTriggers.isEmpty() ? "Empty" : triggers().get(0);
    }

    byte[] event(String name) {
        Supplier<byte[]> sample = ofTriggers.getOrDefault(name, ofKinds.get(name));
        if (sample == null) {
            throw new LocalException("there is no sample event " + name + ", only " + triggers() + " and " + kinds());
        }
        return sample.get();
    }

    private void trigger(String name, Supplier<byte[]> sample) {
        ofTriggers.putIfAbsent(name, sample);
    }

    private void add(SamEvent event) {
        if (event instanceof SamRoute route) {
            trigger(route.key().equals("$default") ? "ANY $default" : route.key(), () -> http(route));
        } else if (event instanceof SamQueueEvent queue) {
            trigger("SQS " + afterLast(':', queue.queueArn()), () -> sqs(queue.queueArn()));
        } else if (event instanceof SamStreamEvent stream) {
            trigger(stream.type() + " " + stream.name(), () -> stream(stream));
        } else if (event instanceof SamSchedule schedule) {
            trigger("Schedule " + schedule.name(), () -> schedule(schedule));
        } else if (event instanceof SamBucketEvent bucket) {
            trigger("S3 " + bucket.bucket(), () -> s3(bucket));
        } else if (event instanceof SamTopicEvent topic) {
            trigger(
                    "SNS " + afterLast(':', topic.topicArn()),
                    () -> FakeSnsEvent.of(BODY).withTopic(topic.topicArn()).toBytes());
        } else if (event instanceof SamRuleEvent rule) {
            trigger("EventBridge " + rule.name(), () -> rule(rule));
        } else if (event instanceof SamUserPoolEvent pool) {
            pool.triggers().forEach(name -> trigger("Cognito " + name, () -> cognito(pool.userPool(), name)));
        }
    }

    private void addKinds() {
        ofKinds.put("Empty", () -> "{}".getBytes(UTF_8));
        ofKinds.put("HTTP API", () -> http(HttpSource.HTTP_API_2_0));
        ofKinds.put("REST API", () -> http(HttpSource.REST_API));
        ofKinds.put("Function URL", () -> http(HttpSource.FUNCTION_URL));
        ofKinds.put("ALB", () -> http(HttpSource.ALB));
        ofKinds.put("SQS", () -> FakeSqsEvent.of(BODY).toBytes());
        ofKinds.put("SNS", () -> FakeSnsEvent.of(BODY).toBytes());
        ofKinds.put("S3", () -> FakeS3Event.created("folder/file.txt").toBytes());
        ofKinds.put("DynamoDB", () -> FakeDynamoDbEvent.of(inserted()).toBytes());
        ofKinds.put("Kinesis", () -> FakeKinesisEvent.of(BODY).toBytes());
        ofKinds.put("EventBridge", () -> FakeEventBridgeEvent.of("example", "Something happened", BODY)
                .toBytes());
        ofKinds.put("Schedule", () -> FakeEventBridgeEvent.scheduled("example", Instant.now())
                .toBytes());
        ofKinds.put("Cognito", () -> FakeCognitoEvent.preSignUp().toBytes());
    }

    private static byte[] http(HttpSource source) {
        HttpCall call = HttpCall.get("/").plusHeader("Host", "localhost").plusHeader("Accept", "*/*");
        return source.event(call, HttpDeployment.of(source));
    }

    private byte[] http(SamRoute route) {
        SamApi api = template.apis().stream()
                .filter(it -> it.logicalId().equals(route.api()))
                .findFirst()
                .orElseThrow(() -> new LocalException("the API " + route.api() + " is not in the template"));
        HttpSource source = source(api, route);
        String[] key = route.key().equals("$default")
                ? new String[] {"ANY", "/"}
                : route.key().split(" ", 2);
        Map<String, String> parameters = new LinkedHashMap<>();
        HttpCall call = call(key[0], path(key[1], parameters));
        HttpDeployment deployment = HttpDeployment.of(source).withRoute(route.key(), parameters);
        return source.event(call, api.stage().equals("$default") ? deployment : deployment.withStage(api.stage()));
    }

    private static HttpSource source(SamApi api, SamRoute route) {
        if (api.kind() == SamApi.Kind.REST) {
            return HttpSource.REST_API;
        }
        return route.payloadFormat().equals("1.0") ? HttpSource.HTTP_API_1_0 : HttpSource.HTTP_API_2_0;
    }

    private static HttpCall call(String method, String path) {
        HttpCall call = HttpCall.of(method.equals("ANY") ? "GET" : method, path)
                .plusHeader("Host", "localhost")
                .plusHeader("Accept", "*/*");
        return List.of("POST", "PUT", "PATCH").contains(method) ? call.withJson(BODY) : call;
    }

    /** The path with a value for each of its parameters, which are put into the map. */
    private static String path(String template, Map<String, String> parameters) {
        Matcher parameter = PARAMETER.matcher(template);
        StringBuilder path = new StringBuilder();
        while (parameter.find()) {
            String value = parameter.group(2).isEmpty() ? "1" : "a/b";
            parameters.put(parameter.group(1), value);
            parameter.appendReplacement(path, value);
        }
        return parameter.appendTail(path).toString();
    }

    private static byte[] sqs(String arn) {
        FakeSqsMessage message = FakeSqsMessage.of(BODY);
        FakeSqsMessage sent = arn.endsWith(".fifo") ? message.withGroup("group") : message;
        return FakeSqsEvent.of(List.of(sent)).withQueue(arn).toBytes();
    }

    private static byte[] stream(SamStreamEvent stream) {
        return stream.type().equals("Kinesis")
                ? FakeKinesisEvent.of(BODY).withStream(stream.streamArn()).toBytes()
                : FakeDynamoDbEvent.of(inserted()).withTable(stream.streamArn()).toBytes();
    }

    private static FakeDynamoDbRecord inserted() {
        return FakeDynamoDbRecord.insert(Map.of("id", "1"), Map.of("id", "1", "hello", "world"));
    }

    /** What the clock would send now. */
    static byte[] schedule(SamSchedule schedule) {
        return schedule.input().map(input -> input.getBytes(UTF_8)).orElseGet(() -> scheduled(schedule));
    }

    private static byte[] scheduled(SamSchedule schedule) {
        FakeEventBridgeEvent event = schedule.service() == SamSchedule.Service.SCHEDULER
                ? FakeEventBridgeEvent.scheduler(schedule.name(), Instant.now())
                : FakeEventBridgeEvent.scheduled(schedule.name(), Instant.now());
        return event.toBytes();
    }

    private static byte[] s3(SamBucketEvent bucket) {
        String key = bucket.prefix() + "file" + (bucket.suffix().isEmpty() ? ".txt" : bucket.suffix());
        boolean removes = bucket.events().stream().allMatch(it -> it.startsWith("s3:ObjectRemoved"));
        FakeS3Event event = removes ? FakeS3Event.removed(key) : FakeS3Event.created(key);
        return event.withBucket(bucket.bucket()).toBytes();
    }

    private static byte[] rule(SamRuleEvent rule) {
        if (rule.input().isPresent()) {
            return rule.input().get().getBytes(UTF_8);
        }
        Map<String, Object> pattern = pattern(rule.pattern());
        Map<String, Object> detail = new LinkedHashMap<>();
        if (pattern.get("detail") instanceof Map<?, ?> wanted) {
            wanted.forEach((name, matchers) -> detail.put(String.valueOf(name), matching(matchers)));
        }
        return FakeEventBridgeEvent.of(
                        String.valueOf(matching(pattern.getOrDefault("source", List.of("example")))),
                        String.valueOf(matching(pattern.getOrDefault("detail-type", List.of("Something happened")))),
                        detail)
                .toBytes();
    }

    private static Map<String, Object> pattern(String json) {
        try {
            return JSON.std.mapFrom(json);
        } catch (IOException malformed) {
            throw new UncheckedIOException("the rule's pattern is no JSON", malformed);
        }
    }

    /** A value that the first of these matchers lets pass, where that is easy to say. */
    private static Object matching(Object matchers) {
        if (matchers instanceof List<?> list && !list.isEmpty()) {
            Object first = list.get(0);
            return first instanceof Map<?, ?> matcher && !matcher.isEmpty()
                    ? matching(matcher.values().iterator().next())
                    : String.valueOf(first);
        }
        if (matchers instanceof Map<?, ?> nested) {
            Map<String, Object> object = new LinkedHashMap<>();
            nested.forEach((name, value) -> object.put(String.valueOf(name), matching(value)));
            return object;
        }
        return matchers;
    }

    private static byte[] cognito(String pool, String trigger) {
        FakeCognitoEvent event =
                switch (trigger) {
                    case "PostConfirmation" -> FakeCognitoEvent.postConfirmation();
                    case "PreAuthentication" -> FakeCognitoEvent.preAuthentication();
                    case "PostAuthentication" -> FakeCognitoEvent.postAuthentication();
                    case "PreTokenGeneration" -> FakeCognitoEvent.tokenGeneration();
                    case "PreTokenGenerationConfig" -> FakeCognitoEvent.tokenGenerationV2();
                    case "UserMigration" -> FakeCognitoEvent.userMigration("password");
                    case "CustomMessage" -> FakeCognitoEvent.customMessage();
                    case "DefineAuthChallenge" -> FakeCognitoEvent.defineAuthChallenge();
                    case "CreateAuthChallenge" -> FakeCognitoEvent.createAuthChallenge();
                    case "VerifyAuthChallengeResponse" ->
                        FakeCognitoEvent.verifyAuthChallenge(Map.of("answer", "42"), "42");
                    default -> FakeCognitoEvent.preSignUp();
                };
        return event.withUserPool(pool).toBytes();
    }

    private static String afterLast(char separator, String text) {
        return text.substring(text.lastIndexOf(separator) + 1);
    }
}
