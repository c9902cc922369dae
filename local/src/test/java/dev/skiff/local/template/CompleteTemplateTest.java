package dev.skiff.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.RecursiveComparisonAssert;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A template with everything in it, in YAML with short forms and in JSON with long ones. */
class CompleteTemplateTest {
    private static final Path DIRECTORY =
            Path.of("src/test/resources/templates").toAbsolutePath();
    private static final String ARN = "arn:aws:%s:us-east-1:123456789012:%s";
    private static final String JOBS = ARN.formatted("sqs", "local-Jobs");
    private static final String DEAD_JOBS = ARN.formatted("sqs", "local-DeadJobs");
    private static final String TOPIC = ARN.formatted("sns", "local-Topic");
    private static final SamAsync DELIVERY =
            new SamAsync(185, Duration.ofDays(1), Optional.empty(), Optional.empty(), Optional.empty());
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "STAGE", "test",
            "TABLE", "local-Orders",
            "JOBS", "https://sqs.us-east-1.amazonaws.com/123456789012/local-Jobs");

    @ParameterizedTest
    @ValueSource(strings = {"complete.yaml", "complete.json"})
    void functions_have_what_globals_and_their_own_properties_say(String file) {
        List<SamFunction> functions = read(file).functions();

        assertThat(functions)
                .extracting(SamFunction::logicalId)
                .containsExactly("Api", "Old", "Gatekeeper", "Worker", "Plain");
        assertThat(functions)
                .filteredOn(function -> !function.logicalId().equals("Plain"))
                .allSatisfy(function -> {
                    assertThat(function.environment()).isEqualTo(ENVIRONMENT);
                    assertThat(function.code()).isEqualTo(DIRECTORY.resolve("orders.zip"));
                    assertThat(function.layers()).containsExactly(DIRECTORY.resolve("layers/libraries"));
                    assertThat(function.runtime()).isEqualTo("java25");
                    assertThat(function.memorySize()).isEqualTo(1024);
                    assertThat(function.timeout()).isEqualTo(Duration.ofSeconds(20));
                    assertThat(function.snapStart())
                            .isEqualTo(!function.logicalId().equals("Old"));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"complete.yaml", "complete.json"})
    void topics_and_buses_are_those_of_the_template_and_those_that_sam_makes(String file) {
        assertThat(read(file).topics())
                .extracting(SamTopic::arn, SamTopic::maximumMessageSize, SamTopic::isFifo)
                .containsExactlyInAnyOrder(
                        tuple(TOPIC, 262_144, false),
                        tuple(ARN.formatted("sns", "local-WorkerEventInvokeConfigOnSuccessTopic"), 262_144, false));
        assertThat(read(file).buses()).containsExactly("shop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"complete.yaml", "complete.json"})
    void a_function_behind_an_http_api_and_a_url_is_read(String file) {
        SamFunction api = function(file, "Api");

        assertThat(api.name()).isEqualTo("orders-test");
        assertThat(api.handler()).isEqualTo("example.Api");
        assertThat(api.reservedConcurrency()).hasValue(5);
        assertThat(api.provisionedConcurrency()).isEqualTo(2);
        assertSame(api.async()).isEqualTo(SamAsync.DEFAULT);
        assertSame(api.url())
                .isEqualTo(Optional.of(new SamUrl(
                        "AWS_IAM",
                        Optional.of(new SamCors(
                                List.of("*"),
                                List.of("*"),
                                List.of(),
                                List.of("etag"),
                                Optional.of(Duration.ofMinutes(1)),
                                false)),
                        true,
                        "")));
        assertSame(api.events())
                .isEqualTo(List.of(
                        route("ServerlessHttpApi", "GET /orders", "2.0", 30_000, "Tokens"),
                        new SamRoute(
                                "ServerlessHttpApi",
                                "POST /orders",
                                "1.0",
                                Duration.ofSeconds(5),
                                Optional.of("Tokens"),
                                List.of("orders/write"),
                                ""),
                        new SamRoute(
                                "ServerlessHttpApi",
                                "ANY /health",
                                "2.0",
                                Duration.ofSeconds(30),
                                Optional.empty(),
                                List.of(),
                                "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"complete.yaml", "complete.json"})
    void routes_of_rest_apis_are_read(String file) {
        assertSame(function(file, "Old").events())
                .isEqualTo(List.of(
                        route("Rest", "GET /orders/{id}", "1.0", 29_000, "Pool"),
                        route("Rest", "ANY /pay", "1.0", 29_000, "Gate"),
                        route("Rest", "PUT /signed", "1.0", 29_000, "AWS_IAM"),
                        new SamRoute(
                                "ServerlessRestApi",
                                "GET /free",
                                "1.0",
                                Duration.ofSeconds(29),
                                Optional.empty(),
                                List.of(),
                                "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"complete.yaml", "complete.json"})
    void apis_have_their_authorizers_and_cors_settings(String file) {
        SamApi http = new SamApi(
                "ServerlessHttpApi",
                SamApi.Kind.HTTP,
                "$default",
                Optional.of(new SamCors(
                        List.of("https://orders.example"),
                        List.of("GET", "POST"),
                        List.of("content-type", "authorization"),
                        List.of(),
                        Optional.of(Duration.ofMinutes(10)),
                        false)),
                Map.of(
                        "Tokens",
                        new SamAuthorizer.Jwt(
                                "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Users",
                                List.of("client"),
                                "$request.header.Authorization",
                                List.of(),
                                "")),
                List.of(),
                "");
        SamApi rest = new SamApi(
                "Rest",
                SamApi.Kind.REST,
                "test",
                Optional.of(new SamCors(
                        List.of("https://old.example"),
                        List.of("GET", "PUT"),
                        List.of("X-A", "X-B"),
                        List.of(),
                        Optional.of(Duration.ofMinutes(5)),
                        false)),
                Map.of(
                        "Pool",
                        new SamAuthorizer.Cognito(
                                List.of(ARN.formatted("cognito-idp", "userpool/us-east-1_Users")),
                                "Authorization",
                                List.of(),
                                ""),
                        "Gate",
                        new SamAuthorizer.Lambda(
                                "Gatekeeper",
                                "REQUEST",
                                "1.0",
                                false,
                                List.of("method.request.header.X-Key", "method.request.querystring.key"),
                                Optional.empty(),
                                Duration.ofMinutes(1),
                                ""),
                        "AWS_IAM",
                        new SamAuthorizer.Iam("")),
                List.of("image/png", "application/pdf"),
                "");
        SamApi implicit =
                new SamApi("ServerlessRestApi", SamApi.Kind.REST, "Prod", Optional.empty(), Map.of(), List.of(), "");

        assertSame(read(file).apis()).ignoringCollectionOrder().isEqualTo(List.of(http, rest, implicit));
    }

    @ParameterizedTest
    @ValueSource(strings = {"complete.yaml", "complete.json"})
    void queues_and_streams_that_lambda_polls_are_read(String file) {
        SamFunction worker = function(file, "Worker");

        assertSame(worker.events(SamQueueEvent.class))
                .isEqualTo(List.of(
                        new SamQueueEvent(
                                "WorkerJobs",
                                JOBS,
                                100,
                                Duration.ofSeconds(5),
                                true,
                                OptionalInt.of(3),
                                List.of(
                                        "{\"body\":{\"kind\":[\"order\"]}}",
                                        "{\"body\":{\"size\":[{\"numeric\":[\">\",100]}],\"big\":[true,null]}}"),
                                true,
                                ""),
                        new SamQueueEvent(
                                "WorkerQueued",
                                ARN.formatted("sqs", "local-WorkerQueuedQueue"),
                                10,
                                Duration.ZERO,
                                false,
                                OptionalInt.empty(),
                                List.of(),
                                true,
                                "")));
        assertSame(worker.events(SamStreamEvent.class))
                .isEqualTo(List.of(
                        new SamStreamEvent(
                                "WorkerChanges",
                                "DynamoDB",
                                ARN.formatted("dynamodb", "table/local-Orders/stream/2026-01-01T00:00:00.000"),
                                100,
                                Duration.ZERO,
                                "TRIM_HORIZON",
                                2,
                                true,
                                OptionalInt.of(3),
                                Optional.of(Duration.ofHours(1)),
                                Duration.ofSeconds(30),
                                Optional.of(DEAD_JOBS),
                                true,
                                List.of(),
                                true,
                                ""),
                        new SamStreamEvent(
                                "WorkerClicks",
                                "Kinesis",
                                ARN.formatted("kinesis", "stream/local-ClickStream"),
                                100,
                                Duration.ZERO,
                                "LATEST",
                                1,
                                false,
                                OptionalInt.empty(),
                                Optional.empty(),
                                Duration.ZERO,
                                Optional.empty(),
                                false,
                                List.of(),
                                false,
                                "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"complete.yaml", "complete.json"})
    void schedules_are_read(String file) {
        assertSame(function(file, "Worker").events(SamSchedule.class))
                .isEqualTo(List.of(
                        new SamSchedule(
                                "local-WorkerNightly",
                                SamSchedule.Service.RULE,
                                "cron(0 3 * * ? *)",
                                ZoneOffset.UTC,
                                Optional.of("{\"job\": \"nightly\"}"),
                                Optional.empty(),
                                Optional.empty(),
                                true,
                                new SamAsync(
                                        4,
                                        Duration.ofDays(1),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(ARN.formatted("sqs", "local-MissedNights"))),
                                ""),
                        new SamSchedule(
                                "WorkerWeekly",
                                SamSchedule.Service.SCHEDULER,
                                "rate(7 days)",
                                ZoneId.of("Europe/Berlin"),
                                Optional.empty(),
                                Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
                                Optional.of(Instant.parse("2026-12-30T23:00:00Z")),
                                false,
                                AsyncReader.withDeadLetters(
                                        DELIVERY, Optional.of(ARN.formatted("sqs", "local-WorkerWeeklyQueue"))),
                                "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"complete.yaml", "complete.json"})
    void buckets_topics_rules_and_user_pools_are_read(String file) {
        SamFunction worker = function(file, "Worker");

        assertSame(worker.events(SamBucketEvent.class))
                .isEqualTo(List.of(new SamBucketEvent(
                        "local-Bucket", List.of("s3:ObjectCreated:*", "s3:ObjectRemoved:*"), "in/", ".csv", "")));
        assertSame(worker.events(SamTopicEvent.class))
                .isEqualTo(List.of(new SamTopicEvent(
                        TOPIC, Optional.of("{\"kind\":[\"order\"]}"), "MessageBody", Optional.empty(), "")));
        assertSame(worker.events(SamRuleEvent.class))
                .isEqualTo(List.of(
                        new SamRuleEvent(
                                "local-WorkerPaid",
                                "shop",
                                "{\"source\":[\"shop\"],\"detail\":{\"paid\":[true]}}",
                                Optional.empty(),
                                Optional.of("$.detail"),
                                true,
                                DELIVERY,
                                ""),
                        new SamRuleEvent(
                                "local-WorkerInstances",
                                "default",
                                "{\"source\":[\"aws.ec2\"]}",
                                Optional.of("{}"),
                                Optional.empty(),
                                false,
                                DELIVERY,
                                "")));
        assertSame(worker.events(SamUserPoolEvent.class))
                .isEqualTo(
                        List.of(new SamUserPoolEvent("us-east-1_Users", List.of("PreSignUp", "PostConfirmation"), "")));
        assertSame(worker.async())
                .isEqualTo(new SamAsync(
                        1,
                        Duration.ofMinutes(5),
                        Optional.of(ARN.formatted("sns", "local-WorkerEventInvokeConfigOnSuccessTopic")),
                        Optional.of(ARN.formatted("sqs", "local-WorkerEventInvokeConfigOnFailureQueue")),
                        Optional.of(DEAD_JOBS)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"complete.yaml", "complete.json"})
    void a_function_without_sam_has_what_other_resources_say_of_it(String file) {
        SamFunction plain = function(file, "Plain");

        assertThat(plain.code()).isEqualTo(DIRECTORY.resolve("plain/classes"));
        assertThat(plain.environment()).isEqualTo(Map.of("PASSWORD", "not-so-secret"));
        assertThat(plain.memorySize()).isEqualTo(128);
        assertThat(plain.layers()).isEmpty();
        assertSame(plain.url()).isEqualTo(Optional.of(new SamUrl("NONE", Optional.empty(), false, "")));
        assertSame(plain.async())
                .isEqualTo(
                        new SamAsync(0, Duration.ofHours(6), Optional.empty(), Optional.empty(), Optional.of(TOPIC)));
        assertSame(plain.events())
                .isEqualTo(List.of(
                        new SamQueueEvent(
                                "PlainJobs",
                                ARN.formatted("sqs", "local-Fifo.fifo"),
                                5,
                                Duration.ZERO,
                                false,
                                OptionalInt.empty(),
                                List.of(),
                                true,
                                ""),
                        new SamSchedule(
                                "local-PlainRule",
                                SamSchedule.Service.RULE,
                                "rate(5 minutes)",
                                ZoneOffset.UTC,
                                Optional.of("{\"a\":1}"),
                                Optional.empty(),
                                Optional.empty(),
                                true,
                                DELIVERY,
                                ""),
                        new SamRuleEvent(
                                "local-PlainRule",
                                "default",
                                "{\"source\":[\"other\"]}",
                                Optional.of("{\"a\":1}"),
                                Optional.empty(),
                                true,
                                DELIVERY,
                                ""),
                        new SamSchedule(
                                "once",
                                SamSchedule.Service.SCHEDULER,
                                "at(2026-05-01T08:00:00)",
                                ZoneOffset.UTC,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                true,
                                DELIVERY,
                                ""),
                        new SamTopicEvent(TOPIC, Optional.empty(), "MessageAttributes", Optional.empty(), "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"complete.yaml", "complete.json"})
    void queues_are_read_with_those_that_sam_makes(String file) {
        assertSame(read(file).queues())
                .ignoringCollectionOrder()
                .isEqualTo(List.of(
                        queue(
                                "Jobs",
                                Map.of("VisibilityTimeout", "125"),
                                Optional.of(new SamQueue.Redrive(DEAD_JOBS, 5))),
                        queue("DeadJobs", Map.of("MessageRetentionPeriod", "1209600"), Optional.empty()),
                        new SamQueue(
                                "Fifo",
                                "local-Fifo.fifo",
                                ARN.formatted("sqs", "local-Fifo.fifo"),
                                Map.of("FifoQueue", "true", "ContentBasedDeduplication", "true"),
                                Optional.empty(),
                                ""),
                        queue("MissedNights", Map.of(), Optional.empty()),
                        queue("WorkerWeeklyQueue", Map.of(), Optional.empty()),
                        queue("WorkerQueuedQueue", Map.of(), Optional.empty()),
                        queue("WorkerEventInvokeConfigOnFailureQueue", Map.of(), Optional.empty())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"complete.yaml", "complete.json"})
    void tables_and_subscriptions_are_read(String file) {
        SamTemplate template = read(file);

        assertThat(template.tables()).extracting(SamTable::logicalId).containsExactly("Orders", "Small");
        assertThat(template.tables().get(0).properties())
                .isEqualTo(Map.of(
                        "TableName", "local-Orders",
                        "AttributeDefinitions", List.of(Map.of("AttributeName", "id", "AttributeType", "S")),
                        "KeySchema", List.of(Map.of("AttributeName", "id", "KeyType", "HASH")),
                        "BillingMode", "PAY_PER_REQUEST",
                        "StreamSpecification", Map.of("StreamEnabled", true, "StreamViewType", "NEW_AND_OLD_IMAGES")));
        assertThat(template.tables().get(1).properties())
                .isEqualTo(Map.of(
                        "TableName", "small",
                        "AttributeDefinitions", List.of(Map.of("AttributeName", "key", "AttributeType", "N")),
                        "KeySchema", List.of(Map.of("AttributeName", "key", "KeyType", "HASH")),
                        "ProvisionedThroughput", Map.of("ReadCapacityUnits", 1L, "WriteCapacityUnits", 2L)));
        assertSame(template.subscriptions())
                .ignoringCollectionOrder()
                .isEqualTo(List.of(subscription(ARN.formatted("sqs", "local-WorkerQueuedQueue")), subscription(JOBS)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"complete.yaml", "complete.json"})
    void what_is_not_run_is_named(String file) {
        assertThat(read(file).notRun())
                .contains(
                        "Worker: event Kafka (MSK) isn't run locally",
                        "Worker: the layer arn:aws:lambda:us-east-1:580247275435:layer:LambdaInsightsExtension:14"
                                + " isn't loaded, it is none of this template",
                        "Workflow: state machines aren't run");
        assertThat(read(file).warnings()).isEmpty();
    }

    private static SamRoute route(String api, String key, String format, int timeout, String authorizer) {
        return new SamRoute(api, key, format, Duration.ofMillis(timeout), Optional.of(authorizer), List.of(), "");
    }

    private static SamQueue queue(String id, Map<String, String> attributes, Optional<SamQueue.Redrive> redrive) {
        return new SamQueue(id, "local-" + id, ARN.formatted("sqs", "local-" + id), attributes, redrive, "");
    }

    private static SamSubscription subscription(String queue) {
        return new SamSubscription(TOPIC, queue, false, Optional.empty(), "MessageAttributes", Optional.empty(), "");
    }

    private static RecursiveComparisonAssert<?> assertSame(Object actual) {
        return assertThat(actual).usingRecursiveComparison().ignoringFieldsMatchingRegexes("(.*\\.)?place");
    }

    private static SamFunction function(String file, String id) {
        return read(file).functions().stream()
                .filter(function -> function.logicalId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static SamTemplate read(String file) {
        return SamTemplate.read(DIRECTORY.resolve(file), new SamTemplate.Options(Map.of(), Map.of()));
    }
}
