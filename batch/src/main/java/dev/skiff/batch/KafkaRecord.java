package dev.skiff.batch;

import dev.skiff.core.internal.OneLine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record of a Kafka topic (MSK or self-managed) as Lambda delivers it. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-msk.html">AWS: the event of MSK</a>
 */
public final class KafkaRecord implements PayloadRecord {
    private final Fields fields;

    KafkaRecord(Fields fields) {
        this.fields = fields;
    }

    /** {@code topic-partition@offset}. */
    @Override
    public String id() {
        return fields.topicPartition + "@" + fields.offset;
    }

    public String topic() {
        return fields.topic;
    }

    public int partition() {
        return fields.partition;
    }

    public long offset() {
        return fields.offset;
    }

    /** The topic and partition as the event names them, such as {@code orders-0}. */
    public String topicPartition() {
        return fields.topicPartition;
    }

    public Optional<Instant> timestamp() {
        return fields.timestamp < 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(fields.timestamp));
    }

    /** {@code CREATE_TIME} or {@code LOG_APPEND_TIME}. */
    public String timestampType() {
        return fields.timestampType;
    }

    /** The key, decoded; empty when the record has none. */
    public Optional<byte[]> key() {
        return fields.key == null ? Optional.empty() : Optional.of(Base64Payload.decoded(fields.key, "key"));
    }

    /** The value, decoded; empty for a tombstone. */
    public Optional<byte[]> value() {
        return fields.value == null ? Optional.empty() : Optional.of(payload());
    }

    /** The value, decoded; a tombstone, which has none, is unreadable: {@link Batch#kafka(PayloadHandler)} takes it as it is. */
    @Override
    public byte[] payload() {
        return Base64Payload.decoded(fields.value, "value (it is a tombstone)");
    }

    /** In their order; a name can come more than once. */
    public List<KafkaHeader> headers() {
        return fields.headers;
    }

    /** {@code aws:kafka} or {@code SelfManagedKafka}. */
    public String eventSource() {
        return fields.cluster.eventSource;
    }

    /** The MSK cluster. */
    public Optional<String> eventSourceArn() {
        return Optional.ofNullable(fields.cluster.eventSourceArn);
    }

    public String bootstrapServers() {
        return fields.cluster.bootstrapServers;
    }

    @Override
    public String toString() {
        return "KafkaRecord " + OneLine.of(id());
    }

    /** Order is kept inside it: the key's records of a partition, or those without a key. */
    String laneKey() {
        return fields.key == null ? fields.topicPartition : fields.topicPartition + "\n" + fields.key;
    }

    /** What all records of an event share. */
    static final class Cluster {
        String eventSource = "";
        String bootstrapServers = "";

        @Nullable String eventSourceArn;
    }

    /** Filled by the decoder, then left alone. */
    static final class Fields {
        final Cluster cluster;
        final String topicPartition;
        String topic = "";
        int partition = -1;
        long offset = -1;
        long timestamp = -1;
        String timestampType = "";
        List<KafkaHeader> headers = List.of();

        @Nullable String key;

        @Nullable String value;

        Fields(Cluster cluster, String topicPartition) {
            this.cluster = cluster;
            this.topicPartition = topicPartition;
        }
    }
}
