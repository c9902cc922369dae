package dev.skiff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S3, SNS, EventBridge, CloudWatch Logs and Cognito, compared with the samples of AWS's guides. */
class OtherEventsTest {
    private static final String KEY = "in/red flöwer (1).jpg";
    private static final Instant TIME = Instant.parse("2019-09-03T19:37:27.192Z");

    @Test
    void an_object_becomes_the_event_in_the_file() {
        FakeS3Object object = FakeS3Object.created("b21b84d653bb07b05b1e6b33684dc11b")
                .withEventTime(TIME)
                .withRegion("us-east-2")
                .withSourceIp("205.255.255.255")
                .withPrincipalId("AWS:AIDAINPONIXQXHT3IKHL2")
                .withConfigurationId("828aa6fc-f7b5-4305-8584-487c791949c1")
                .withField("responseElements/x-amz-request-id", "D82B88E5F771F645")
                .withField(
                        "responseElements/x-amz-id-2",
                        "vlR7PnpV2Ce81l0PRw6jlUpck7Jo5ZsQjryTjKlc5aLWGVHPZLj5NeC6qMa0emYBDXOo6QBU0Wo=")
                .withSize(1305107)
                .withETag("b21b84d653bb07b05b1e6b33684dc11b")
                .withSequencer("0C0F6F405D6ED209E1");

        FakeS3Event event = FakeS3Event.of(object).withBucket("amzn-s3-demo-bucket");

        assertThat(Events.read(event.toBytes())).isEqualTo(Events.file("s3.json"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "created",
                "removed",
                "deleteMarkerCreated",
                "restored",
                "tagged",
                "expired",
                "transitioned",
                "tiered",
                "replicationFailed"
            })
    void each_thing_that_happens_to_an_object_has_what_belongs_to_it(String kind) {
        FakeS3Object object = FakeS3Event.of(object(kind))
                .withClock(InstantSource.fixed(TIME))
                .objects()
                .get(0);

        Map<String, Object> record = new LinkedHashMap<>(Events.read(object.toBytes()));
        record.put("object", Objects.requireNonNull(Events.at(record, "s3", "object")));
        record.keySet()
                .removeAll(List.of(
                        "eventSource",
                        "awsRegion",
                        "eventTime",
                        "userIdentity",
                        "requestParameters",
                        "responseElements",
                        "s3"));

        assertThat(record).isEqualTo(Events.at(Events.file("s3-kinds.json"), kind));
    }

    @Test
    void sequencers_of_one_event_ascend() {
        assertThat(FakeS3Event.created("a", "b", "c").objects())
                .extracting(object -> Events.text(Events.read(object.toBytes()), "s3", "object", "sequencer"))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void ids_of_any_length_do() {
        FakeS3Object object =
                FakeS3Event.created("a").withIds(() -> "1").objects().get(0);

        assertThat(Events.text(Events.read(object.toBytes()), "responseElements", "x-amz-request-id"))
                .matches("[0-9A-F]{16}");
    }

    @Test
    void the_test_message_of_s3_is_the_one_in_the_file() {
        FakeS3TestEvent event = FakeS3Event.testEvent("bucketname")
                .withClock(InstantSource.fixed(Instant.parse("2014-10-13T15:57:02.089Z")))
                .withRequestId("5582815E1AEA5ADF")
                .withHostId("8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3eKxsPzbB9wrR+YstdA6Knx4Ip8EXAMPLE");

        assertThat(Events.read(event.toBytes())).isEqualTo(Events.file("s3-test.json"));
    }

    @Test
    void a_notification_becomes_the_event_in_the_file() {
        FakeSnsMessage message = FakeSnsMessage.of("Hello from SNS!")
                .withId("95df01b4-ee98-5cb9-9903-4c221d41eb5e")
                .withSubject("TestInvoke")
                .withTimestamp(Instant.parse("2019-01-02T12:45:07Z"))
                .withSignature("1", "tcc6faL2yUC6dgZdmrwh1Y4cGa/ebXEkAi6RibDsvpi+tE/1+82j...65r==")
                .plusAttribute("Test", "TestString")
                .plusAttribute("TestBinary", new byte[] {1, 2});

        FakeSnsEvent event =
                FakeSnsEvent.of(List.of(message)).withTopic("arn:aws:sns:us-east-1:123456789012:sns-lambda");

        assertThat(Events.read(event.toBytes())).isEqualTo(Events.file("sns.json"));
    }

    @Test
    void a_notification_without_a_subject_has_null_for_a_function_and_nothing_for_a_queue() {
        FakeSnsMessage message = FakeSnsMessage.of("a");

        assertThat(Events.at(
                        Events.read(FakeSnsEvent.of(List.of(message))
                                .messages()
                                .get(0)
                                .toBytes()),
                        "Sns",
                        "Subject"))
                .isNull();
        assertThat(Events.read(message.toQueueBody().getBytes(UTF_8)))
                .doesNotContainKeys("Subject", "MessageAttributes");
    }

    @Test
    void a_notification_in_a_queue_is_the_body_in_the_file() {
        FakeSnsMessage message = FakeSnsMessage.of("This is a test message.")
                .withTopic("arn:aws:sns:us-east-2:111122223333:ExampleTopic1")
                .withId("dc1e94d9-56c5-5e96-808d-cc7f68faa162")
                .withSubject("TestSubject")
                .withTimestamp(Instant.parse("2021-02-16T21:41:19.978Z"));
        Map<String, Object> expected = Events.file("sns-in-sqs.json");

        String body =
                message.withSignature("1", Events.text(expected, "Signature")).toQueueBody();

        assertThat(Events.read(body.getBytes(UTF_8))).isEqualTo(expected);
    }

    @Test
    void a_notification_of_a_fifo_topic_is_the_body_in_the_file() {
        FakeSnsMessage message = FakeSnsMessage.of("{\"message\": \"hello world\"}")
                .withTopic("arn:aws:sns:eu-west-1:123456789012:Test.fifo")
                .withId("a7c9d2fa-77fa-5770-9de9-89391027cc7d")
                .withSequenceNumber("10000000000000003000")
                .withTimestamp(Instant.parse("2022-10-14T13:35:25.419Z"));

        assertThat(Events.read(message.toQueueBody().getBytes(UTF_8))).isEqualTo(Events.file("sns-fifo-in-sqs.json"));
    }

    @Test
    void attributes_of_a_notification_go_into_the_queue() {
        String body = FakeSnsMessage.of("a").plusAttribute("n", "Number", "7").toQueueBody();

        assertThat(Events.at(Events.read(body.getBytes(UTF_8)), "MessageAttributes", "n"))
                .isEqualTo(Map.of("Type", "Number", "Value", "7"));
    }

    @Test
    void envelopes_compose() {
        FakeSqsEvent event = FakeSqsEvent.of(
                FakeSnsMessage.of(FakeS3Event.created(KEY).toJson()).toQueueBody());

        Map<String, Object> notification =
                Events.read(event.messages().get(0).body().getBytes(UTF_8));
        Map<String, Object> s3 =
                Events.read(Events.text(notification, "Message").getBytes(UTF_8));

        assertThat(Events.text(s3, "Records")).contains("in/red+fl%C3%B6wer+%281%29.jpg");
    }

    @Test
    void an_event_of_a_bus_is_the_one_in_the_file() {
        Map<String, Object> expected = Events.file("event-bridge.json");

        FakeEventBridgeEvent event = FakeEventBridgeEvent.of("aws.s3", "Object Created", detail(expected))
                .withId("17793124-05d4-b198-2fde-7ededc63b103")
                .withAccount("111122223333")
                .withRegion("ca-central-1")
                .withClock(InstantSource.fixed(Instant.parse("2021-11-12T00:00:00.9Z")))
                .withResources("arn:aws:s3:::amzn-s3-demo-bucket1")
                .withReplayName("my-replay");

        assertThat(Events.read(event.toQueueBody().getBytes(UTF_8))).isEqualTo(expected);
    }

    @Test
    void a_rule_with_a_schedule_sends_the_event_in_the_file() {
        FakeEventBridgeEvent event = FakeEventBridgeEvent.scheduled(
                        "my-scheduled-rule", Instant.parse("2015-10-08T16:53:06Z"))
                .withId("53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa");

        assertThat(Events.read(event.toBytes())).isEqualTo(Events.file("event-bridge-scheduled.json"));
    }

    @Test
    void the_scheduler_sends_a_detail_that_is_a_text() {
        FakeEventBridgeEvent event = FakeEventBridgeEvent.scheduler("nightly", Instant.parse("2025-02-20T16:03:00Z"))
                .withId("d167b752-343a-4b28-afd6-d4de056319e8");

        assertThat(Events.read(event.toBytes())).isEqualTo(Events.file("event-bridge-scheduler.json"));
    }

    @Test
    void a_detail_is_json_in_which_numbers_keep_their_digits() {
        FakeEventBridgeEvent event = FakeEventBridgeEvent.of(
                "shop", "Order", "{\"price\":0.10000000000000000001,\"n\":null,\"list\":[1,true,\"x\"]}");

        assertThat(event.toJson())
                .contains("\"detail\":{\"price\":0.10000000000000000001,\"n\":null,\"list\":[1,true,\"x\"]}");
        assertThatThrownBy(() -> event.withDetailJson("{")).hasMessageContaining("the detail is not JSON");
        assertThat(event.withDetail(Map.of("a", 1)).toJson()).contains("\"detail\":{\"a\":1}");
    }

    @Test
    void log_lines_are_compressed_into_what_the_file_says() throws IOException {
        FakeCloudWatchLogsEvent event = FakeCloudWatchLogsEvent.of()
                .plus("eventId1", Instant.ofEpochMilli(1440442987000L), "[ERROR] First test message")
                .plus("[ERROR] Second test message")
                .withClock(InstantSource.fixed(Instant.ofEpochMilli(1440442987001L)))
                .withOwner("123456789123")
                .withLogGroup("testLogGroup")
                .withLogStream("testLogStream")
                .withFilters("testFilter");

        Map<String, Object> outside = Events.read(event.toBytes());
        byte[] gzip = Base64.getDecoder().decode(Events.text(outside, "awslogs", "data"));
        byte[] data = new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes();

        assertThat(outside).containsOnlyKeys("awslogs");
        assertThat(Events.read(data)).isEqualTo(Events.file("cloudwatch-logs-data.json"));
        assertThat(event.toData()).isEqualTo(new String(data, UTF_8));
        assertThat(event.withPolicyLevel("ACCOUNT_LEVEL_POLICY").toData()).contains("\"policyLevel\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "preSignUp",
                "postConfirmation",
                "preAuthentication",
                "postAuthentication",
                "tokenGeneration",
                "tokenGenerationV2",
                "tokenGenerationV3",
                "userMigration",
                "customMessage",
                "defineAuthChallenge",
                "createAuthChallenge",
                "verifyAuthChallenge",
                "customEmailSender",
                "customSmsSender",
                "inboundFederation"
            })
    void each_trigger_of_a_user_pool_sends_the_event_in_the_file(String trigger) {
        FakeCognitoEvent event = trigger(trigger)
                .withUserPool("us-east-1_EXAMPLE")
                .withUserName("testuser")
                .withClientId("1example23456789");
        if (event.toJson().contains("\"sub\"") && !trigger.equals("inboundFederation")) {
            event = event.withUserAttribute("sub", "u-1");
        }

        assertThat(Events.read(event.toBytes())).isEqualTo(Events.at(Events.file("cognito.json"), trigger));
    }

    @Test
    void a_trigger_takes_what_else_cognito_can_send() {
        Map<String, Object> event = Events.read(FakeCognitoEvent.tokenGeneration()
                .withTriggerSource("TokenGeneration_RefreshTokens")
                .withUserAttributes(Map.of("sub", "u-2"))
                .withGroups("admins")
                .withClientMetadata(Map.of("k", "v"))
                .withResponse("claimsOverrideDetails", Map.of())
                .toBytes());

        assertThat(event).containsEntry("triggerSource", "TokenGeneration_RefreshTokens");
        assertThat(Events.at(event, "request", "userAttributes")).isEqualTo(Map.of("sub", "u-2"));
        assertThat(Events.at(event, "request", "groupConfiguration", "groupsToOverride"))
                .isEqualTo(List.of("admins"));
        assertThat(Events.at(event, "request", "clientMetadata")).isEqualTo(Map.of("k", "v"));
        assertThat(Events.at(event, "response", "claimsOverrideDetails")).isEqualTo(Map.of());
    }

    @Test
    void a_challenge_takes_the_session_so_far() {
        List<Map<String, Object>> session = List.of(Map.of("challengeName", "SRP_A", "challengeResult", true));

        assertThat(Events.at(
                        Events.read(FakeCognitoEvent.defineAuthChallenge()
                                .withSession(session)
                                .toBytes()),
                        "request",
                        "session"))
                .isEqualTo(session);
    }

    private static FakeS3Object object(String kind) {
        return switch (kind) {
            case "created" -> FakeS3Object.created(KEY);
            case "removed" -> FakeS3Object.removed(KEY);
            case "deleteMarkerCreated" -> FakeS3Object.deleteMarkerCreated(KEY);
            case "restored" -> FakeS3Object.restored(KEY, Instant.EPOCH, "GLACIER");
            case "tagged" -> FakeS3Object.tagged(KEY);
            case "expired" -> FakeS3Object.expired(KEY);
            case "transitioned" -> FakeS3Object.transitioned(KEY, "DEEP_ARCHIVE");
            case "tiered" -> FakeS3Object.tiered(KEY, "ARCHIVE_ACCESS");
            case "replicationFailed" -> FakeS3Object.replicationFailed(KEY, "copies", "AssumeRoleNotPermitted");
            default -> throw new AssertionError(kind);
        };
    }

    private static FakeCognitoEvent trigger(String name) {
        return switch (name) {
            case "preSignUp" -> FakeCognitoEvent.preSignUp();
            case "postConfirmation" -> FakeCognitoEvent.postConfirmation();
            case "preAuthentication" -> FakeCognitoEvent.preAuthentication();
            case "postAuthentication" -> FakeCognitoEvent.postAuthentication();
            case "tokenGeneration" -> FakeCognitoEvent.tokenGeneration();
            case "tokenGenerationV2" -> FakeCognitoEvent.tokenGenerationV2();
            case "tokenGenerationV3" -> FakeCognitoEvent.tokenGenerationV3();
            case "userMigration" -> FakeCognitoEvent.userMigration("secret");
            case "customMessage" -> FakeCognitoEvent.customMessage();
            case "defineAuthChallenge" -> FakeCognitoEvent.defineAuthChallenge();
            case "createAuthChallenge" -> FakeCognitoEvent.createAuthChallenge();
            case "verifyAuthChallenge" -> FakeCognitoEvent.verifyAuthChallenge(Map.of("answer", "7"), "8");
            case "customEmailSender" -> FakeCognitoEvent.customEmailSender("AYAD");
            case "customSmsSender" -> FakeCognitoEvent.customSmsSender("AYAD");
            case "inboundFederation" -> FakeCognitoEvent.inboundFederation("ExampleOIDCProvider", "OIDC", provider());
            default -> throw new AssertionError(name);
        };
    }

    private static Map<String, Map<String, String>> provider() {
        return Map.of(
                "tokenResponse",
                Map.of("access_token", "eyExample", "token_type", "Bearer", "expires_in", "3600"),
                "idToken",
                Map.of("sub", "user123", "email", "testuser@example.com"));
    }

    private static Map<String, Object> detail(Map<String, Object> event) {
        Map<String, Object> detail = new LinkedHashMap<>();
        ((Map<?, ?>) Objects.requireNonNull(Events.at(event, "detail")))
                .forEach((name, value) -> detail.put(String.valueOf(name), value));
        return detail;
    }
}
