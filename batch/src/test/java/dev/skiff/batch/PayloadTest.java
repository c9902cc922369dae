package dev.skiff.batch;

import static dev.skiff.batch.Events.QUEUE;
import static dev.skiff.batch.Events.failures;
import static dev.skiff.batch.Events.quoted;
import static dev.skiff.batch.Events.records;
import static dev.skiff.batch.Events.sqs;
import static dev.skiff.batch.Events.sqsMessage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.core.JsonType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What comes in a message in an envelope of SNS, EventBridge or S3. */
class PayloadTest {
    private static final String ORDER = "{\"id\":\"o1\",\"count\":2}";
    private static final String S3_TEST =
            "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Time\":\"2014-10-13T15:57:02.089Z\",\"Bucket\":\"uploads\","
                    + "\"RequestId\":\"5582815E1AEA5ADF\",\"HostId\":\"8cLeGAmw098X5cv4\"}";

    private record Order(String id, int count) {}

    private final List<Object> seen = new ArrayList<>();

    @Test
    void what_was_published_to_sns_is_read_wrapped_and_raw() {
        assertThat(failures(sqs(batch(Payload.sns(Payload.json(Order.class)))), messages(sns(ORDER), ORDER)))
                .isEmpty();
        assertThat(seen).containsExactly(new Order("o1", 2), new Order("o1", 2));
    }

    @Test
    void a_message_of_sns_shows_its_subject() {
        Batch<PayloadRecord, ?> batch = Batch.of(Payload.sns(), message -> {
                    seen.add(message.subject().orElse("") + " " + message.message());
                })
                .reportItemFailures();
        assertThat(failures(sqs(batch), messages(sns("text"), "raw"))).containsExactly("m1");
        assertThat(seen).containsExactly("New text");
    }

    @Test
    void a_confirmation_that_waits_is_no_message() {
        String confirmation = sns("You have chosen to subscribe").replace("Notification", "SubscriptionConfirmation");
        assertThat(failures(sqs(batch(Payload.sns(Payload.text()))), messages(confirmation)))
                .containsExactly("m0");
    }

    @Test
    void the_detail_of_an_event_is_read_object_or_text() {
        Batch<PayloadRecord, ?> batch = Batch.of(Payload.eventBridge(Order.class), event -> {
                    seen.add(event.detailType() + " " + event.detail());
                })
                .reportItemFailures();
        byte[] event = messages(eventBridge(ORDER), eventBridge(quoted(ORDER)), eventBridge("7"), ORDER);
        assertThat(failures(sqs(batch), event)).containsExactly("m2", "m3");
        assertThat(seen).containsExactly("Placed " + new Order("o1", 2), "Placed " + new Order("o1", 2));
        assertThat(failures(
                        sqs(batch(Payload.eventBridge(new JsonType<Map<String, Object>>() {}))),
                        messages(eventBridge(ORDER))))
                .isEmpty();
    }

    @Test
    void a_notification_of_s3_has_several_objects_with_decoded_keys_and_its_test_has_none() {
        Batch<PayloadRecord, ?> batch =
                Batch.of(Payload.s3(), object -> seen.add(object.key())).reportItemFailures();
        assertThat(failures(sqs(batch), messages(s3("a+b.txt", "gr%C3%B6%C3%9Fe%2B"), S3_TEST, "{}")))
                .containsExactly("m2");
        assertThat(seen).containsExactly("a b.txt", "größe+");
    }

    @Test
    void a_notification_of_s3_comes_by_way_of_sns_too() {
        Batch<PayloadRecord, ?> batch = Batch.of(Payload.sns(Payload.s3()), object -> seen.add(object.key()))
                .reportItemFailures();
        assertThat(failures(sqs(batch), messages(sns(s3("a", "b")), sns(S3_TEST), sns("text"), s3("c"))))
                .containsExactly("m2");
        assertThat(seen).containsExactly("a", "b", "c");
    }

    @Test
    void a_message_is_one_unit_when_one_of_its_objects_fails() {
        Batch<PayloadRecord, ?> batch = Batch.of(Payload.s3(), object -> {
                    if (object.key().equals("b")) {
                        throw new IllegalStateException("b");
                    }
                    seen.add(object.key());
                })
                .reportItemFailures();
        assertThat(failures(sqs(batch), messages(s3("a", "b", "c"), s3("d")))).containsExactly("m0");
        assertThat(seen).containsExactly("a", "d");
    }

    private <T> Batch<PayloadRecord, T> batch(Payload<T> payload) {
        return Batch.of(payload, (T value) -> {
                    seen.add(value);
                })
                .reportItemFailures();
    }

    private static byte[] messages(String... bodies) {
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < bodies.length; i++) {
            messages.add(sqsMessage("m" + i, QUEUE, "", bodies[i]));
        }
        return records(messages);
    }

    private static String sns(String message) {
        return "{\"Type\":\"Notification\",\"MessageId\":\"63a3f6b6\",\"TopicArn\":\"arn:aws:sns:us-west-2:123456789012:orders\","
                + "\"Subject\":\"New\",\"Message\":" + quoted(message)
                + ",\"Timestamp\":\"2012-03-29T05:12:16.901Z\",\"UnsubscribeURL\":\"https://sns.example/\"}";
    }

    private static String eventBridge(String detail) {
        return "{\"version\":\"0\",\"id\":\"6a7e8feb\",\"detail-type\":\"Placed\",\"source\":\"shop\",\"account\":\"111122223333\","
                + "\"time\":\"2026-01-31T08:00:00Z\",\"region\":\"us-west-1\",\"resources\":[],\"detail\":" + detail
                + "}";
    }

    private static String s3(String... keys) {
        List<String> objects = new ArrayList<>();
        for (String key : keys) {
            objects.add(
                    "{\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectCreated:Put\",\"eventTime\":\"1970-01-01T00:00:00.000Z\","
                            + "\"s3\":{\"bucket\":{\"name\":\"uploads\"},\"object\":{\"key\":\"" + key
                            + "\",\"sequencer\":\"0A\"}}}");
        }
        return "{\"Records\":[" + String.join(",", objects) + "]}";
    }
}
