package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.testing.FakeCognitoEvent;
import dev.skiff.testing.FakeDynamoDbEvent;
import dev.skiff.testing.FakeDynamoDbRecord;
import dev.skiff.testing.FakeEventBridgeEvent;
import dev.skiff.testing.FakeKafkaEvent;
import dev.skiff.testing.FakeKinesisEvent;
import dev.skiff.testing.FakeS3Event;
import dev.skiff.testing.FakeSnsEvent;
import dev.skiff.testing.FakeSqsEvent;
import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpDeployment;
import dev.skiff.testing.HttpSource;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventOriginTest {
    @ParameterizedTest
    @EnumSource
    void http_is_told_by_method_and_path(HttpSource source) {
        byte[] event = source.event(HttpCall.post("/users/7?x=1"), HttpDeployment.of(source));

        EventOrigin origin = EventOrigin.of(event);

        assertThat(origin.kind()).isEqualTo("HTTP");
        assertThat(origin.label()).startsWith("POST /").endsWith("/users/7");
    }

    @Test
    void records_are_told_by_their_source_and_number() {
        assertThat(EventOrigin.of(FakeSqsEvent.of("1", "2").withQueue("jobs").toBytes()))
                .isEqualTo(new EventOrigin("SQS", "jobs ×2"));
        assertThat(EventOrigin.of(FakeSnsEvent.of("1").withTopic("news").toBytes()))
                .isEqualTo(new EventOrigin("SNS", "news"));
        assertThat(EventOrigin.of(
                        FakeS3Event.created("a.txt").withBucket("files").toBytes()))
                .isEqualTo(new EventOrigin("S3", "files/a.txt"));
        assertThat(EventOrigin.of(FakeKinesisEvent.of("1").withStream("clicks").toBytes()))
                .isEqualTo(new EventOrigin("Kinesis", "clicks"));
        assertThat(EventOrigin.of(FakeDynamoDbEvent.of(FakeDynamoDbRecord.insert(Map.of("id", "1"), Map.of("id", "1")))
                        .withTable("users")
                        .toBytes()))
                .isEqualTo(new EventOrigin("DynamoDB", "users"));
    }

    @Test
    void others_are_told_by_what_names_them() {
        assertThat(EventOrigin.of(
                        FakeEventBridgeEvent.scheduled("nightly", Instant.EPOCH).toBytes()))
                .isEqualTo(new EventOrigin("Schedule", "nightly"));
        assertThat(EventOrigin.of(FakeEventBridgeEvent.of("shop", "Order placed", Map.of())
                        .toBytes()))
                .isEqualTo(new EventOrigin("EventBridge", "Order placed"));
        assertThat(EventOrigin.of(FakeCognitoEvent.preSignUp().toBytes()).kind())
                .isEqualTo("Cognito");
        assertThat(EventOrigin.of(FakeKafkaEvent.msk("topic", "1").toBytes()).kind())
                .isEqualTo("Kafka");
        assertThat(EventOrigin.of(bytes("{\"type\":\"REQUEST\",\"routeArn\":\"arn\"}")))
                .isEqualTo(new EventOrigin("Authorizer", "REQUEST"));
    }

    @Test
    void anything_else_is_a_direct_call() {
        for (String event : new String[] {"", "1", "[]", "{}", "{\"Records\":[]}", "{\"a\":", "no JSON", "null"}) {
            assertThat(EventOrigin.of(bytes(event))).as(event).isEqualTo(new EventOrigin("Direct", ""));
        }
    }

    @Test
    void an_event_that_is_cut_tells_what_stands_before() {
        byte[] event = bytes("{\"httpMethod\":\"GET\",\"path\":\"/a\",\"body\":\"xxx");

        assertThat(EventOrigin.of(event)).isEqualTo(new EventOrigin("HTTP", "GET /a"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
