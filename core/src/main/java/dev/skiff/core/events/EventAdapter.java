package dev.skiff.core.events;

import com.amazonaws.services.lambda.runtime.events.CloudWatchLogsEvent;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification;
import dev.skiff.core.EventException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.joda.time.DateTime;
import org.jspecify.annotations.Nullable;

/**
 * Our values from the event objects of {@code aws-lambda-java-events}, for handlers and tests that are written with them. Needs that library on the class path, which the
 * function classes don't. An object without records, as a mapper that doesn't know the runtime's names leaves it, throws an {@link EventException}.
 *
 * <p>What the objects can't carry is not there: data of restores, lifecycle, replication and tiering of S3, the sequence numbers of SNS, a replay's name and a detail that is text.
 * For user pools there is none: their objects lose fields that the answer must have, so a {@link CognitoFunction} takes bytes.
 */
public final class EventAdapter {
    private EventAdapter() {}

    /**
     * A notification of S3, of an {@code S3Event}, too. A list without any record is taken for S3's test event, which Lambda's runtime turns into that; a mapper that doesn't know
     * the runtime's names does the same to every event. A size that was missing is 0 where that runtime read it.
     */
    public static S3Event s3(S3EventNotification event) {
        List<S3Record> records = new ArrayList<>();
        for (S3EventNotification.S3EventNotificationRecord pojo : records(event.getRecords(), "S3Event")) {
            records.add(record(pojo));
        }
        return new S3Event(records, records.isEmpty());
    }

    /** The messages of an event of SNS. */
    public static List<SnsMessage> sns(SNSEvent event) {
        List<SnsMessage> messages = new ArrayList<>();
        for (SNSEvent.SNSRecord pojo : records(event.getRecords(), "SNSEvent")) {
            messages.add(message(pojo));
        }
        return List.copyOf(messages);
    }

    /** An event of EventBridge, for which that library has the name of schedules. */
    public static EventBridgeEvent<Map<String, Object>> eventBridge(
            com.amazonaws.services.lambda.runtime.events.ScheduledEvent event) {
        return new EventBridgeEvent<>(values(event), detail(event));
    }

    /** The event of a schedule. */
    public static ScheduledEvent scheduled(com.amazonaws.services.lambda.runtime.events.ScheduledEvent event) {
        return new ScheduledEvent(new EventBridgeEvent<>(values(event), EventBridgeEvent.text(detail(event))));
    }

    /** Log events of CloudWatch Logs, unzipped. */
    public static CloudWatchLogs cloudWatchLogs(CloudWatchLogsEvent event) {
        CloudWatchLogsEvent.AWSLogs logs = event.getAwsLogs();
        if (logs == null || logs.getData() == null) {
            throw missing("awsLogs.data", "CloudWatchLogsEvent");
        }
        return CloudWatchLogs.ofData(logs.getData());
    }

    private static S3Record record(S3EventNotification.S3EventNotificationRecord pojo) {
        S3Record.Values values = new S3Record.Values();
        values.eventName = Fields.orEmpty(pojo.getEventName());
        values.eventVersion = Fields.orEmpty(pojo.getEventVersion());
        values.awsRegion = Fields.orEmpty(pojo.getAwsRegion());
        values.eventTime = instant(pojo.getEventTime());
        if (pojo.getUserIdentity() != null) {
            values.principalId = pojo.getUserIdentity().getPrincipalId();
        }
        if (pojo.getRequestParameters() != null) {
            values.sourceIp = pojo.getRequestParameters().getSourceIPAddress();
        }
        if (pojo.getResponseElements() != null) {
            values.responseElements = responseElements(pojo.getResponseElements());
        }
        if (pojo.getS3() != null) {
            s3(pojo.getS3(), values);
        }
        return S3Record.of(pojo.getEventSource(), values);
    }

    private static void s3(S3EventNotification.S3Entity pojo, S3Record.Values values) {
        values.configurationId = unlessEmpty(pojo.getConfigurationId());
        if (pojo.getBucket() != null) {
            values.bucket = Fields.orEmpty(pojo.getBucket().getName());
            values.bucketArn = Fields.orEmpty(pojo.getBucket().getArn());
        }
        S3EventNotification.S3ObjectEntity object = pojo.getObject();
        if (object != null) {
            Long size = object.getSizeAsLong();
            values.encodedKey = Fields.orEmpty(object.getKey());
            values.size = size == null ? -1 : size;
            values.eTag = unlessEmpty(object.geteTag());
            values.versionId = unlessEmpty(object.getVersionId());
            values.sequencer = unlessEmpty(object.getSequencer());
        }
    }

    private static Map<String, String> responseElements(S3EventNotification.ResponseElementsEntity pojo) {
        Map<String, String> elements = new LinkedHashMap<>();
        if (pojo.getxAmzRequestId() != null) {
            elements.put("x-amz-request-id", pojo.getxAmzRequestId());
        }
        if (pojo.getxAmzId2() != null) {
            elements.put("x-amz-id-2", pojo.getxAmzId2());
        }
        return elements;
    }

    private static SnsMessage message(SNSEvent.SNSRecord pojo) {
        SnsMessage.Values values = new SnsMessage.Values();
        values.subscriptionArn = pojo.getEventSubscriptionArn();
        SNSEvent.SNS sns = pojo.getSNS();
        if (sns != null) {
            values.type = Fields.orEmpty(sns.getType());
            values.messageId = Fields.orEmpty(sns.getMessageId());
            values.topicArn = Fields.orEmpty(sns.getTopicArn());
            values.subject = sns.getSubject();
            values.message = sns.getMessage();
            values.timestamp = instant(sns.getTimestamp());
            values.signature = sns.getSignature();
            values.signatureVersion = sns.getSignatureVersion();
            values.signingCertUrl = sns.getSigningCertUrl();
            values.unsubscribeUrl = sns.getUnsubscribeUrl();
            attributes(sns, values);
        }
        return SnsMessage.of(pojo.getEventSource(), values);
    }

    private static void attributes(SNSEvent.SNS sns, SnsMessage.Values values) {
        if (sns.getMessageAttributes() != null) {
            sns.getMessageAttributes().forEach((name, attribute) -> {
                if (attribute != null && attribute.getValue() != null) {
                    values.attributes.put(name, attribute.getValue());
                }
            });
        }
    }

    private static Map<String, Object> detail(com.amazonaws.services.lambda.runtime.events.ScheduledEvent pojo) {
        return pojo.getDetail() == null ? new LinkedHashMap<>() : new LinkedHashMap<>(pojo.getDetail());
    }

    private static EventBridgeEvent.Values values(com.amazonaws.services.lambda.runtime.events.ScheduledEvent pojo) {
        EventBridgeEvent.Values values = new EventBridgeEvent.Values();
        values.id = Fields.orEmpty(pojo.getId());
        values.version = Fields.orEmpty(pojo.getVersion());
        values.detailType = Fields.orEmpty(pojo.getDetailType());
        values.source = Fields.orEmpty(pojo.getSource());
        values.account = Fields.orEmpty(pojo.getAccount());
        values.region = Fields.orEmpty(pojo.getRegion());
        values.time = instant(pojo.getTime());
        values.resources = pojo.getResources() == null ? List.of() : List.copyOf(pojo.getResources());
        if (values.source.isEmpty() || values.detailType.isEmpty()) {
            throw missing("source or detailType", "ScheduledEvent");
        }
        return values;
    }

    /** Lambda's runtime makes empty text of what is missing. */
    private static @Nullable String unlessEmpty(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static @Nullable Instant instant(@Nullable DateTime time) {
        return time == null ? null : Instant.ofEpochMilli(time.getMillis());
    }

    private static <R> List<R> records(@Nullable List<R> records, String pojo) {
        if (records == null) {
            throw missing("records", pojo);
        }
        for (R record : records) {
            if (record == null) {
                throw EventException.of("A record of the " + pojo + " is null");
            }
        }
        return records;
    }

    private static RuntimeException missing(String field, String pojo) {
        return EventException.of(
                "The " + pojo + " has no " + field
                        + ": a mapper that doesn't know the names of Lambda's runtime leaves it so. Read it by aws-lambda-java-serialization");
    }
}
