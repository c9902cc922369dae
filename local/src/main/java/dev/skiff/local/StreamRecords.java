package dev.skiff.local;

import dev.skiff.testing.FakeDynamoDbRecord;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;

/** Records of a table's stream as they stand in an event. */
final class StreamRecords {
    private StreamRecords() {}

    static FakeDynamoDbRecord of(Record record) {
        StreamRecord change = record.dynamodb();
        FakeDynamoDbRecord fake = FakeDynamoDbRecord.insert(Map.of(), Map.of())
                .withField("eventName", record.eventNameAsString())
                .withEventId(record.eventID())
                .withField("dynamodb/Keys", item(change.keys()))
                .withSequenceNumber(change.sequenceNumber())
                .withCreated(change.approximateCreationDateTime())
                .withSizeBytes(change.sizeBytes())
                .withField("dynamodb/StreamViewType", change.streamViewTypeAsString());
        fake = change.hasNewImage()
                ? fake.withField("dynamodb/NewImage", item(change.newImage()))
                : fake.withoutField("dynamodb/NewImage");
        fake = change.hasOldImage() ? fake.withField("dynamodb/OldImage", item(change.oldImage())) : fake;
        return record.userIdentity() == null
                ? fake
                : fake.withUserIdentity(
                        record.userIdentity().type(), record.userIdentity().principalId());
    }

    private static Map<String, Object> item(Map<String, AttributeValue> item) {
        Map<String, Object> json = new LinkedHashMap<>();
        item.forEach((name, value) -> json.put(name, Map.of(value.type().toString(), value(value))));
        return json;
    }

    private static Object value(AttributeValue value) {
        return switch (value.type()) {
            case S -> value.s();
            case N -> value.n();
            case B -> base64(value.b());
            case BOOL -> value.bool();
            case NUL -> true;
            case SS -> value.ss();
            case NS -> value.ns();
            case BS -> value.bs().stream().map(StreamRecords::base64).toList();
            case M -> item(value.m());
            case L -> list(value.l());
            default -> throw new IllegalArgumentException("an attribute of no known type: " + value.type());
        };
    }

    private static List<Object> list(List<AttributeValue> values) {
        List<Object> json = new ArrayList<>();
        values.forEach(value -> json.add(Map.of(value.type().toString(), value(value))));
        return json;
    }

    private static String base64(SdkBytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.asByteArray());
    }
}
