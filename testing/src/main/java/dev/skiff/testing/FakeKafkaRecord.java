package dev.skiff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record of a topic as Lambda hands it over. What it hasn't is left out: the key, and the value of a tombstone.
 * Immutable.
 */
public final class FakeKafkaRecord extends Fake<FakeKafkaRecord> {
    private FakeKafkaRecord(Tree set, Origin origin) {
        super(set, origin, defaults(origin));
    }

    /** Without a key, created now. A null value is a tombstone. */
    public static FakeKafkaRecord of(String topic, int partition, long offset, byte @Nullable [] value) {
        Tree set = Tree.EMPTY.with(topic, "topic").with(partition, "partition").with(offset, "offset");
        FakeKafkaRecord record = new FakeKafkaRecord(set, Origin.of(""));
        return value == null ? record : record.withValue(value);
    }

    /** The same with a text. */
    public static FakeKafkaRecord of(String topic, int partition, long offset, @Nullable String value) {
        return of(topic, partition, offset, value == null ? null : value.getBytes(UTF_8));
    }

    /** A record that deletes its key. */
    public static FakeKafkaRecord tombstone(String topic, int partition, long offset, String key) {
        return of(topic, partition, offset, (byte[]) null).withKey(key);
    }

    public FakeKafkaRecord withKey(byte[] key) {
        return with(base64(key), "key");
    }

    public FakeKafkaRecord withKey(String key) {
        return withKey(key.getBytes(UTF_8));
    }

    public FakeKafkaRecord withValue(byte[] value) {
        return with(base64(value), "value");
    }

    public FakeKafkaRecord withOffset(long offset) {
        return with(offset, "offset");
    }

    public FakeKafkaRecord withTimestamp(Instant timestamp) {
        return with(timestamp.toEpochMilli(), "timestamp");
    }

    /** {@code CREATE_TIME} by default, or {@code LOG_APPEND_TIME}. */
    public FakeKafkaRecord withTimestampType(String timestampType) {
        return with(timestampType, "timestampType");
    }

    /** The event has its bytes as signed numbers. Headers of the same name stay. */
    public FakeKafkaRecord plusHeader(String name, byte[] value) {
        List<Object> headers = new ArrayList<>();
        if (json().at("headers") instanceof List<?> before) {
            headers.addAll(before);
        }
        List<Integer> numbers = new ArrayList<>();
        for (byte number : value) {
            numbers.add((int) number);
        }
        headers.add(Map.of(name, numbers));
        return with(headers, "headers");
    }

    public FakeKafkaRecord plusHeader(String name, String value) {
        return plusHeader(name, value.getBytes(UTF_8));
    }

    /** What a schema registry adds: {@code AVRO}, {@code PROTOBUF} or {@code JSON}, and the schema's id. */
    public FakeKafkaRecord withKeySchema(String dataFormat, String schemaId) {
        return with(dataFormat, "keySchemaMetadata", "dataFormat").with(schemaId, "keySchemaMetadata", "schemaId");
    }

    /** The same for the value. */
    public FakeKafkaRecord withValueSchema(String dataFormat, String schemaId) {
        return with(dataFormat, "valueSchemaMetadata", "dataFormat").with(schemaId, "valueSchemaMetadata", "schemaId");
    }

    public String topic() {
        return json().text("topic");
    }

    public int partition() {
        return Integer.parseInt(json().text("partition"));
    }

    public long offset() {
        return Long.parseLong(json().text("offset"));
    }

    /** The key under which the event has it, which reports of failures name: {@code my-topic-0}. */
    public String topicPartition() {
        return topic() + "-" + json().text("partition");
    }

    public Optional<byte[]> key() {
        return bytes("key");
    }

    /** Empty for a tombstone. */
    public Optional<byte[]> value() {
        return bytes("value");
    }

    @Override
    FakeKafkaRecord copy(Tree changed, Origin changedOrigin) {
        return new FakeKafkaRecord(changed, changedOrigin);
    }

    private Optional<byte[]> bytes(String name) {
        Object base64 = json().at(name);
        return base64 == null
                ? Optional.empty()
                : Optional.of(Base64.getDecoder().decode(base64.toString()));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Tree defaults(Origin origin) {
        return Tree.EMPTY
                .with(origin.at().toEpochMilli(), "timestamp")
                .with("CREATE_TIME", "timestampType")
                .with(List.of(), "headers");
    }

    @Override
    public String toString() {
        return "FakeKafkaRecord " + topicPartition() + " " + json().text("offset");
    }
}
