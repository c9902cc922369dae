package dev.skiff.core.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.core.EventException;
import dev.skiff.core.JsonCodec;
import dev.skiff.core.JsonException;
import dev.skiff.core.JsonType;
import dev.skiff.core.LambdaFunction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsTest {
    private static final JsonCodec JSON = JsonCodec.jacksonJr();

    private record Order(String id, int count) {}

    @Test
    void an_object_that_was_created_shows_all_that_s3_says() {
        S3Record record = S3Event.from(event("s3-put.json")).records().get(0);
        assertThat(record.eventName()).isEqualTo("ObjectCreated:Put");
        assertThat(record.bucket()).isEqualTo("uploads");
        assertThat(record.bucketArn()).isEqualTo("arn:aws:s3:::uploads");
        assertThat(record.key()).isEqualTo("in box/größe+1 (ä).png");
        assertThat(record.encodedKey()).isEqualTo("in+box/gr%C3%B6%C3%9Fe%2B1+%28%C3%A4%29.png");
        assertThat(record.size()).hasValue(1024);
        assertThat(record.eTag()).contains("0123456789abcdef0123456789abcdef");
        assertThat(record.sequencer()).contains("0A1B2C3D4E5F678901");
        assertThat(record.eventTime()).contains(Instant.EPOCH);
        assertThat(record.sourceIpAddress()).contains("127.0.0.1");
        assertThat(record.principalId()).contains("AWS:AIDAEXAMPLE");
        assertThat(record.configurationId()).contains("testConfigRule");
        assertThat(record.responseElements()).containsEntry("x-amz-request-id", "EXAMPLE123456789");
        assertThat(record.glacierEventData()).isEmpty();
    }

    @Test
    void a_deletion_has_no_size_and_data_of_restores_is_kept() {
        List<S3Record> records =
                S3Event.from(event("s3-delete-and-restore.json")).records();
        assertThat(records.get(0).size()).isEmpty();
        assertThat(records.get(0).eTag()).isEmpty();
        assertThat(records.get(0).eventTime()).isEmpty();
        assertThat(records.get(1).glacierEventData())
                .containsEntry(
                        "restoreEventData",
                        Map.of(
                                "lifecycleRestorationExpiryTime",
                                "1970-01-01T00:01:00.000Z",
                                "lifecycleRestoreStorageClass",
                                "STANDARD"));
    }

    @Test
    void data_of_lifecycle_replication_and_tiering_is_kept() {
        List<S3Record> records =
                S3Event.from(event("s3-lifecycle-replication-tiering.json")).records();
        assertThat(records.get(0).lifecycleEventData())
                .containsEntry("transitionEventData", Map.of("destinationStorageClass", "GLACIER"));
        assertThat(records.get(0).size()).isEmpty();
        assertThat(records.get(1).replicationEventData())
                .containsEntry("failureReason", "AssumeRoleNotPermitted")
                .hasSize(5);
        assertThat(records.get(1).size()).hasValue(520_080_000_000L);
        assertThat(records.get(2).intelligentTieringEventData())
                .containsEntry("destinationAccessTier", "DEEP_ARCHIVE_ACCESS");
        assertThat(records.get(2).size()).hasValue(0);
    }

    @Test
    void the_test_event_of_s3_is_passed_over() {
        byte[] test = event("s3-test.json");
        assertThat(S3Event.from(test).isTest()).isTrue();
        List<S3Record> seen = new ArrayList<>();
        LambdaFunction function = new S3Function((record, context) -> seen.add(record)) {};
        Events.call(function, test);
        Events.call(function, event("s3-put.json"));
        assertThat(seen).hasSize(1);
    }

    @Test
    void a_message_of_sns_shows_all_that_sns_says() {
        SnsMessage message = SnsMessage.ofEvent(event("sns.json")).get(0);
        assertThat(message.message()).isEqualTo("{\"id\":\"o1\",\"count\":2}");
        assertThat(message.subject()).isEmpty();
        assertThat(message.topicArn()).isEqualTo("arn:aws:sns:us-east-2:123456789012:orders");
        assertThat(message.messageAttributes()).containsEntry("Test", "TestString");
        assertThat(message.timestamp()).contains(Instant.parse("2019-01-02T12:45:07Z"));
        assertThat(message.signingCertUrl()).contains("https://sns.us-east-2.amazonaws.com/cert.pem");
        assertThat(message.unsubscribeUrl()).contains("https://sns.us-east-2.amazonaws.com/?Action=Unsubscribe");
        assertThat(message.eventSubscriptionArn()).isPresent();
    }

    @Test
    void an_envelope_of_sns_is_told_from_what_was_published() {
        byte[] envelope = event("sns-envelope.json");
        assertThat(SnsMessage.isEnvelope(envelope)).isTrue();
        SnsMessage message = SnsMessage.from(envelope);
        assertThat(message.message()).isEqualTo("{\"id\":\"o1\",\"count\":2}");
        assertThat(message.subject()).contains("New");
        assertThat(message.signingCertUrl()).isPresent();
        for (String published : List.of(
                "text",
                "",
                "[]",
                "null",
                "{",
                "{\"Type\":\"Notification\",\"Message\":\"m\"}",
                "{\"Type\":7,\"Message\":{}}")) {
            assertThat(SnsMessage.isEnvelope(published.getBytes(UTF_8)))
                    .as(published)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Message\":null",
                "\"Message\":{}",
                "\"Other\":1",
                "\"Message\":\"m\",\"Timestamp\":\"noon\"",
                "\"Message\":\"m\",\"MessageAttributes\":[]",
                "\"Message\":\"m\",\"Subject\":{}"
            })
    void an_envelope_that_is_broken_is_still_one_and_refused(String fields) {
        byte[] envelope = ("\uFEFF{\"Type\":\"Notification\",\"MessageId\":\"i\",\"TopicArn\":\"t\"," + fields + "}")
                .getBytes(UTF_8);
        assertThat(SnsMessage.isEnvelope(envelope)).isTrue();
        assertThatThrownBy(() -> SnsMessage.from(envelope)).isInstanceOf(EventException.class);
    }

    @Test
    void a_subscription_to_confirm_is_an_envelope_but_no_message() {
        byte[] confirmation =
                "{\"Type\":\"SubscriptionConfirmation\",\"MessageId\":\"m\",\"TopicArn\":\"t\",\"Message\":\"You have chosen\"}"
                        .getBytes(UTF_8);
        assertThat(SnsMessage.isEnvelope(confirmation)).isTrue();
        assertThatThrownBy(() -> SnsMessage.from(confirmation)).hasMessageContaining("a SubscriptionConfirmation");
    }

    @Test
    void an_event_of_a_bus_has_its_detail_as_a_type() {
        EventBridgeEvent<Order> event = EventBridgeEvent.from(event("eventbridge.json"), Order.class, JSON);
        assertThat(event.detail()).isEqualTo(new Order("o1", 2));
        assertThat(event.detailType()).isEqualTo("Order Placed");
        assertThat(event.source()).isEqualTo("shop.orders");
        assertThat(event.time()).contains(Instant.parse("2026-01-31T08:00:00Z"));
        assertThat(event.resources()).containsExactly("arn:aws:s3:::orders");
        assertThat(event.replayName()).contains("again");
        assertThat(EventBridgeEvent.from(event("eventbridge.json"), new JsonType<Map<String, Object>>() {}, JSON)
                        .detail())
                .containsEntry("id", "o1");
        assertThat(EventBridgeEvent.from(event("eventbridge.json"), String.class, JSON)
                        .detail())
                .isEqualTo("{\"id\":\"o1\",\"count\":2}");
    }

    @Test
    void a_detail_that_is_text_is_that_text_or_json_within() {
        assertThat(EventBridgeEvent.from(event("scheduler.json"), String.class, JSON)
                        .detail())
                .isEqualTo("{\"id\":\"o7\",\"count\":1}");
        assertThat(EventBridgeEvent.from(event("scheduler.json"), Order.class, JSON)
                        .detail())
                .isEqualTo(new Order("o7", 1));
        byte[] plain = text("scheduler.json")
                .replace("{\\\"id\\\":\\\"o7\\\",\\\"count\\\":1}", "plain text")
                .getBytes(UTF_8);
        assertThat(EventBridgeEvent.from(plain, String.class, JSON).detail()).isEqualTo("plain text");
        assertThatThrownBy(() -> EventBridgeEvent.from(plain, Order.class, JSON))
                .isInstanceOf(JsonException.class);
    }

    @Test
    void functions_hand_events_to_their_handlers_and_let_failures_out() {
        List<Object> seen = new ArrayList<>();
        Events.call(new SnsFunction((message, context) -> seen.add(message.message())) {}, event("sns.json"));
        Events.call(
                new EventBridgeFunction<>(Order.class, (event, context) -> seen.add(event.detail())) {},
                event("eventbridge.json"));
        assertThat(seen).containsExactly("{\"id\":\"o1\",\"count\":2}", new Order("o1", 2));
        LambdaFunction failing = new SnsFunction((message, context) -> {
            throw new IllegalStateException("down");
        }) {};
        assertThatThrownBy(() -> Events.call(failing, event("sns.json"))).hasMessage("down");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "",
                "{\"Records\":null}",
                "{\"Records\":{}}",
                "{\"Records\":[null]}",
                "{\"Records\":[{}]}",
                "{\"Records\":[],\"Records\":[]}",
                "{\"Records\":[{\"eventSource\":\"aws:sqs\"}]}",
                "{\"Records\":[{\"EventSource\":\"aws:sqs\"}]}",
                "{\"Records\":["
            })
    void an_event_of_another_shape_is_refused(String json) {
        byte[] event = json.getBytes(UTF_8);
        assertThatThrownBy(() -> S3Event.from(event)).isInstanceOf(EventException.class);
        assertThatThrownBy(() -> SnsMessage.ofEvent(event)).isInstanceOf(EventException.class);
        assertThatThrownBy(() -> EventBridgeEvent.from(event, String.class, JSON))
                .isInstanceOf(EventException.class);
    }

    @Test
    void a_refusal_names_the_fields_it_saw() {
        assertThatThrownBy(() -> S3Event.from("{\"version\":\"2.0\",\"rawPath\":\"/\"}".getBytes(UTF_8)))
                .hasMessageContaining("version, rawPath");
        byte[] key = text("s3-put.json").replace("in+box", "100%").getBytes(UTF_8);
        assertThatThrownBy(() -> S3Event.from(key)).hasMessageContaining("form-encoded");
    }

    private static String text(String name) {
        return Events.text(name);
    }

    private static byte[] event(String name) {
        return Events.bytes(name);
    }
}
