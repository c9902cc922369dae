package dev.skiff.core.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.CloudWatchLogsEvent;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.skiff.core.EventException;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Objects as Lambda's runtime makes them, against the same event read from its bytes. */
class EventAdapterTest {
    @Test
    void a_notification_of_s3_says_the_same() {
        S3Record expected = S3Event.from(Events.bytes("s3-put.json")).records().get(0);
        S3Record record = EventAdapter.s3(
                        pojo("s3-put.json", com.amazonaws.services.lambda.runtime.events.S3Event.class))
                .records()
                .get(0);
        assertThat(record.eventName()).isEqualTo(expected.eventName());
        assertThat(record.eventVersion()).isEqualTo(expected.eventVersion());
        assertThat(record.awsRegion()).isEqualTo(expected.awsRegion());
        assertThat(record.eventTime()).isEqualTo(expected.eventTime());
        assertThat(record.bucket()).isEqualTo(expected.bucket());
        assertThat(record.bucketArn()).isEqualTo(expected.bucketArn());
        assertThat(record.key()).isEqualTo("in box/größe+1 (ä).png");
        assertThat(record.encodedKey()).isEqualTo(expected.encodedKey());
        assertThat(record.size()).hasValue(1024);
        assertThat(record.eTag()).isEqualTo(expected.eTag());
        assertThat(record.versionId()).isEqualTo(expected.versionId());
        assertThat(record.sequencer()).isEqualTo(expected.sequencer());
        assertThat(record.configurationId()).isEqualTo(expected.configurationId());
        assertThat(record.principalId()).isEqualTo(expected.principalId());
        assertThat(record.sourceIpAddress()).isEqualTo(expected.sourceIpAddress());
        assertThat(record.responseElements()).isEqualTo(expected.responseElements());
    }

    @Test
    void a_list_without_records_is_what_the_runtime_makes_of_the_test_event() {
        S3Event event =
                EventAdapter.s3(pojo("s3-test.json", com.amazonaws.services.lambda.runtime.events.S3Event.class));
        assertThat(event.records()).isEmpty();
        assertThat(event.isTest()).isTrue();
    }

    @Test
    void a_message_of_sns_says_the_same() {
        SnsMessage expected = SnsMessage.ofEvent(Events.bytes("sns.json")).get(0);
        SnsMessage message = EventAdapter.sns(pojo("sns.json", SNSEvent.class)).get(0);
        assertThat(message.messageId()).isEqualTo(expected.messageId());
        assertThat(message.topicArn()).isEqualTo(expected.topicArn());
        assertThat(message.subject()).isEqualTo(expected.subject());
        assertThat(message.message()).isEqualTo(expected.message());
        assertThat(message.timestamp()).isEqualTo(expected.timestamp());
        assertThat(message.messageAttributes()).isEqualTo(expected.messageAttributes());
        assertThat(message.signature()).isEqualTo(expected.signature());
        assertThat(message.signatureVersion()).isEqualTo(expected.signatureVersion());
        assertThat(message.signingCertUrl()).isEqualTo(expected.signingCertUrl());
        assertThat(message.unsubscribeUrl()).isEqualTo(expected.unsubscribeUrl());
        assertThat(message.eventSubscriptionArn()).isEqualTo(expected.eventSubscriptionArn());
    }

    @Test
    void an_event_of_eventbridge_says_the_same() {
        EventBridgeEvent<Map<String, Object>> event = EventAdapter.eventBridge(scheduled("eventbridge.json"));
        assertThat(event.id()).isEqualTo("6a7e8feb-b491-4cf7-a9f1-bf3703467718");
        assertThat(event.detailType()).isEqualTo("Order Placed");
        assertThat(event.source()).isEqualTo("shop.orders");
        assertThat(event.account()).isEqualTo("111122223333");
        assertThat(event.resources()).containsExactly("arn:aws:s3:::orders");
        assertThat(event.detail()).containsEntry("id", "o1").containsEntry("count", 2);
        assertThat(event.replayName()).isEmpty();
    }

    @Test
    void a_schedule_says_the_same() {
        ScheduledEvent expected = ScheduledEvent.from(Events.bytes("scheduled-rule.json"));
        ScheduledEvent event = EventAdapter.scheduled(scheduled("scheduled-rule.json"));
        assertThat(event.time()).isEqualTo(expected.time());
        assertThat(event.arn()).isEqualTo(expected.arn());
        assertThat(event.id()).isEqualTo(expected.id());
        assertThat(event.input()).isEqualTo("{}");
    }

    @Test
    void log_events_say_the_same() {
        CloudWatchLogs logs = EventAdapter.cloudWatchLogs(pojo("cloudwatch-logs.json", CloudWatchLogsEvent.class));
        assertThat(logs.logGroup()).isEqualTo("/aws/lambda/orders");
        assertThat(logs.logEvents()).hasSize(2);
    }

    @Test
    void what_a_wrong_mapper_leaves_null_is_refused() {
        SNSEvent nullRecord = new SNSEvent();
        nullRecord.setRecords(new ArrayList<>(Arrays.asList((SNSEvent.SNSRecord) null)));
        SNSEvent nullSns = new SNSEvent();
        nullSns.setRecords(List.of(new SNSEvent.SNSRecord()));
        SNSEvent other = new SNSEvent();
        SNSEvent.SNSRecord record = new SNSEvent.SNSRecord();
        record.setEventSource("aws:sqs");
        other.setRecords(List.of(record));
        assertThatThrownBy(() -> EventAdapter.sns(new SNSEvent()))
                .isInstanceOf(EventException.class)
                .hasMessageContaining("records")
                .hasMessageContaining("aws-lambda-java-serialization");
        assertThatThrownBy(() -> EventAdapter.sns(nullRecord)).isInstanceOf(EventException.class);
        assertThatThrownBy(() -> EventAdapter.sns(nullSns)).isInstanceOf(EventException.class);
        assertThatThrownBy(() -> EventAdapter.sns(other)).hasMessageContaining("aws:sqs");
        assertThatThrownBy(() -> EventAdapter.s3(new S3EventNotification(null))).isInstanceOf(EventException.class);
        assertThatThrownBy(() -> EventAdapter.s3(
                        new S3EventNotification(List.of(new S3EventNotification.S3EventNotificationRecord(
                                null, null, null, null, null, null, null, null, null)))))
                .isInstanceOf(EventException.class);
        assertThatThrownBy(
                        () -> EventAdapter.scheduled(new com.amazonaws.services.lambda.runtime.events.ScheduledEvent()))
                .isInstanceOf(EventException.class);
        assertThatThrownBy(() ->
                        EventAdapter.eventBridge(new com.amazonaws.services.lambda.runtime.events.ScheduledEvent()))
                .isInstanceOf(EventException.class);
        assertThatThrownBy(() -> EventAdapter.cloudWatchLogs(new CloudWatchLogsEvent()))
                .isInstanceOf(EventException.class);
    }

    private static com.amazonaws.services.lambda.runtime.events.ScheduledEvent scheduled(String file) {
        return pojo(file, com.amazonaws.services.lambda.runtime.events.ScheduledEvent.class);
    }

    private static <T> T pojo(String file, Class<T> type) {
        return LambdaEventSerializers.serializerFor(type, EventAdapterTest.class.getClassLoader())
                .fromJson(new ByteArrayInputStream(Events.bytes(file)));
    }
}
