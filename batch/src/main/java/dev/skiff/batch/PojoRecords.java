package dev.skiff.batch;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.models.TimeWindow;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import dev.skiff.core.EventException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Our records from the event objects of aws-lambda-java-events, in which anything can be null. */
final class PojoRecords {
    private PojoRecords() {}

    static List<SqsMessage> sqs(SQSEvent event) {
        List<SqsMessage> messages = new ArrayList<>();
        for (SQSEvent.SQSMessage pojo : records(event.getRecords(), "SQSEvent")) {
            messages.add(message(pojo));
        }
        return messages;
    }

    static List<KinesisRecord> kinesis(KinesisEvent event) {
        if (event instanceof KinesisTimeWindowEvent windowed && windowed.getWindow() != null) {
            throw Records.windowed();
        }
        return kinesisRecords(event);
    }

    static List<KinesisRecord> kinesis(KinesisTimeWindowEvent event, WindowFields window) {
        return event.getRecords() == null && window.last ? List.of() : kinesisRecords(event);
    }

    private static List<KinesisRecord> kinesisRecords(KinesisEvent event) {
        List<KinesisRecord> records = new ArrayList<>();
        for (KinesisEvent.KinesisEventRecord pojo : records(event.getRecords(), "KinesisEvent")) {
            records.add(record(pojo));
        }
        return records;
    }

    static List<DynamoDbRecord> dynamoDb(DynamodbEvent event) {
        if (event instanceof DynamodbTimeWindowEvent windowed && windowed.getWindow() != null) {
            throw Records.windowed();
        }
        return dynamoDbRecords(event);
    }

    static List<DynamoDbRecord> dynamoDb(DynamodbTimeWindowEvent event, WindowFields window) {
        return event.getRecords() == null && window.last ? List.of() : dynamoDbRecords(event);
    }

    static WindowFields window(KinesisTimeWindowEvent event) {
        WindowFields fields = window(event.getWindow(), event.getState());
        fields.shardId = Records.orEmpty(event.getShardId());
        fields.eventSourceArn = Records.orEmpty(event.getEventSourceArn());
        fields.last = Boolean.TRUE.equals(event.getIsFinalInvokeForWindow());
        fields.terminatedEarly = Boolean.TRUE.equals(event.getIsWindowTerminatedEarly());
        return fields;
    }

    static WindowFields window(DynamodbTimeWindowEvent event) {
        WindowFields fields = window(event.getWindow(), event.getState());
        fields.shardId = Records.orEmpty(event.getShardId());
        fields.eventSourceArn = Records.orEmpty(event.getEventSourceArn());
        fields.last = Boolean.TRUE.equals(event.getIsFinalInvokeForWindow());
        fields.terminatedEarly = Boolean.TRUE.equals(event.getIsWindowTerminatedEarly());
        return fields;
    }

    private static WindowFields window(@Nullable TimeWindow window, @Nullable Map<String, String> state) {
        WindowFields fields = new WindowFields();
        if (window != null && window.getStart() != null && window.getEnd() != null) {
            fields.start = WindowFields.time(window.getStart());
            fields.end = WindowFields.time(window.getEnd());
        }
        fields.state = state;
        return fields;
    }

    private static List<DynamoDbRecord> dynamoDbRecords(DynamodbEvent event) {
        List<DynamoDbRecord> records = new ArrayList<>();
        for (DynamodbEvent.DynamodbStreamRecord pojo : records(event.getRecords(), "DynamodbEvent")) {
            records.add(record(pojo));
        }
        return records;
    }

    static List<KafkaRecord> kafka(KafkaEvent event) {
        if (event.getRecords() == null) {
            throw missing("KafkaEvent");
        }
        KafkaRecord.Cluster cluster = new KafkaRecord.Cluster();
        cluster.eventSource = Records.orEmpty(event.getEventSource());
        cluster.eventSourceArn = event.getEventSourceArn();
        cluster.bootstrapServers = Records.orEmpty(event.getBootstrapServers());
        List<KafkaRecord> records = new ArrayList<>();
        event.getRecords().forEach((topicPartition, pojos) -> {
            Records.checkId(Records.orEmpty(topicPartition), "topic and partition");
            for (KafkaEvent.KafkaEventRecord pojo : records(pojos, "KafkaEvent")) {
                records.add(record(pojo, new KafkaRecord.Fields(cluster, topicPartition)));
            }
        });
        return records;
    }

    private static SqsMessage message(SQSEvent.SQSMessage pojo) {
        SqsMessage.Fields fields = new SqsMessage.Fields();
        fields.id = Records.orEmpty(pojo.getMessageId());
        fields.receiptHandle = Records.orEmpty(pojo.getReceiptHandle());
        fields.eventSourceArn = Records.orEmpty(pojo.getEventSourceArn());
        fields.awsRegion = Records.orEmpty(pojo.getAwsRegion());
        fields.body = pojo.getBody();
        fields.md5OfBody = pojo.getMd5OfBody();
        fields.md5OfMessageAttributes = pojo.getMd5OfMessageAttributes();
        if (pojo.getAttributes() != null) {
            fields.attributes.putAll(pojo.getAttributes());
            fields.attributes.values().removeIf(Objects::isNull);
        }
        if (pojo.getMessageAttributes() != null) {
            pojo.getMessageAttributes().forEach((name, value) -> {
                if (value != null) {
                    fields.messageAttributes.put(name, attribute(value));
                }
            });
        }
        Records.checkSource(pojo.getEventSource(), "aws:sqs");
        Records.checkId(fields.id, "messageId");
        return new SqsMessage(fields);
    }

    private static MessageAttribute attribute(SQSEvent.MessageAttribute pojo) {
        return new MessageAttribute(
                Records.orEmpty(pojo.getDataType()), pojo.getStringValue(), base64(pojo.getBinaryValue()));
    }

    private static KinesisRecord record(KinesisEvent.KinesisEventRecord pojo) {
        KinesisRecord.Fields fields = new KinesisRecord.Fields();
        fields.eventId = Records.orEmpty(pojo.getEventID());
        fields.eventName = Records.orEmpty(pojo.getEventName());
        fields.eventVersion = Records.orEmpty(pojo.getEventVersion());
        fields.eventSourceArn = Records.orEmpty(pojo.getEventSourceARN());
        fields.awsRegion = Records.orEmpty(pojo.getAwsRegion());
        fields.invokeIdentityArn = Records.orEmpty(pojo.getInvokeIdentityArn());
        KinesisEvent.Record kinesis = pojo.getKinesis();
        if (kinesis != null) {
            fields.sequenceNumber = Records.orEmpty(kinesis.getSequenceNumber());
            fields.partitionKey = Records.orEmpty(kinesis.getPartitionKey());
            fields.data = base64(kinesis.getData());
            fields.encryptionType = kinesis.getEncryptionType();
            fields.kinesisSchemaVersion = Records.orEmpty(kinesis.getKinesisSchemaVersion());
            Date arrival = kinesis.getApproximateArrivalTimestamp();
            fields.approximateArrival = arrival == null ? null : arrival.toInstant();
        }
        Records.checkSource(pojo.getEventSource(), "aws:kinesis");
        Records.checkId(fields.sequenceNumber, "kinesis.sequenceNumber");
        return new KinesisRecord(fields);
    }

    private static DynamoDbRecord record(DynamodbEvent.DynamodbStreamRecord pojo) {
        DynamoDbRecord.Fields fields = new DynamoDbRecord.Fields();
        fields.eventId = Records.orEmpty(pojo.getEventID());
        fields.eventName = Records.orEmpty(pojo.getEventName());
        fields.eventVersion = Records.orEmpty(pojo.getEventVersion());
        fields.eventSourceArn = Records.orEmpty(pojo.getEventSourceARN());
        fields.awsRegion = Records.orEmpty(pojo.getAwsRegion());
        fields.principalId =
                pojo.getUserIdentity() == null ? null : pojo.getUserIdentity().getPrincipalId();
        StreamRecord change = pojo.getDynamodb();
        if (change != null) {
            fields.sequenceNumber = Records.orEmpty(change.getSequenceNumber());
            fields.streamViewType = Records.orEmpty(change.getStreamViewType());
            fields.sizeBytes = change.getSizeBytes() == null ? -1 : change.getSizeBytes();
            Date creation = change.getApproximateCreationDateTime();
            fields.approximateCreation = creation == null ? null : creation.toInstant();
            fields.keys = change.getKeys() == null ? fields.keys : item(change.getKeys());
            fields.newImage = change.getNewImage() == null ? null : item(change.getNewImage());
            fields.oldImage = change.getOldImage() == null ? null : item(change.getOldImage());
        }
        Records.checkSource(pojo.getEventSource(), "aws:dynamodb");
        Records.checkId(fields.sequenceNumber, "dynamodb.SequenceNumber");
        return new DynamoDbRecord(fields);
    }

    private static KafkaRecord record(KafkaEvent.KafkaEventRecord pojo, KafkaRecord.Fields fields) {
        fields.topic = Records.orEmpty(pojo.getTopic());
        fields.partition = pojo.getPartition();
        fields.offset = KafkaSource.checkedOffset(pojo.getOffset(), fields);
        fields.timestamp = pojo.getTimestamp();
        fields.timestampType = Records.orEmpty(pojo.getTimestampType());
        fields.key = pojo.getKey();
        fields.value = pojo.getValue();
        if (pojo.getHeaders() != null) {
            List<KafkaHeader> headers = new ArrayList<>();
            for (Map<String, byte[]> header : pojo.getHeaders()) {
                if (header != null) {
                    header.forEach((name, value) ->
                            headers.add(new KafkaHeader(name, value == null ? new byte[0] : value.clone())));
                }
            }
            fields.headers = List.copyOf(headers);
        }
        return new KafkaRecord(fields);
    }

    private static Item item(
            Map<String, com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue> pojos) {
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        pojos.forEach((name, pojo) -> values.put(name, value(pojo)));
        return new Item(values);
    }

    private static AttributeValue value(
            com.amazonaws.services.lambda.runtime.events.models.dynamodb.@Nullable AttributeValue pojo) {
        if (pojo == null) {
            throw EventException.of("An attribute value of the DynamodbEvent is null");
        }
        if (pojo.getS() != null) {
            return AttributeValue.string(pojo.getS());
        } else if (pojo.getN() != null) {
            return AttributeValue.number(number(pojo.getN()));
        } else if (pojo.getB() != null) {
            return AttributeValue.binary(bytes(pojo.getB()));
        } else if (pojo.getBOOL() != null) {
            return AttributeValue.flag(pojo.getBOOL());
        } else if (pojo.getM() != null) {
            return AttributeValue.item(item(pojo.getM()));
        } else if (pojo.getL() != null) {
            return AttributeValue.list(
                    pojo.getL().stream().map(PojoRecords::value).toList());
        } else if (pojo.getSS() != null) {
            return AttributeValue.strings(pojo.getSS());
        } else if (pojo.getNS() != null) {
            return AttributeValue.numbers(
                    pojo.getNS().stream().map(PojoRecords::number).toList());
        } else if (pojo.getBS() != null) {
            return AttributeValue.binaries(
                    pojo.getBS().stream().map(PojoRecords::bytes).toList());
        }
        return AttributeValue.nothing();
    }

    private static BigDecimal number(String digits) {
        try {
            return new BigDecimal(digits);
        } catch (NumberFormatException notOne) {
            throw EventException.of("An attribute value of the DynamodbEvent should be a number");
        }
    }

    private static <P> List<P> records(@Nullable List<P> pojos, String event) {
        if (pojos == null) {
            throw missing(event);
        }
        for (P pojo : pojos) { // contains(null) throws on immutable lists
            if (pojo == null) {
                throw missing(event);
            }
        }
        return pojos;
    }

    private static RuntimeException missing(String event) {
        return EventException.of(
                "The " + event + " has no records, or one that is null: was it read by a mapper that knows"
                        + " AWS's names? Lambda's own does");
    }

    private static @Nullable String base64(@Nullable ByteBuffer buffer) {
        return buffer == null ? null : Base64.getEncoder().encodeToString(bytes(buffer));
    }

    /** Leaves the buffer where it stands. */
    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
