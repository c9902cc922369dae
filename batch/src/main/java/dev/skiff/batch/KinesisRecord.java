package dev.skiff.batch;

import dev.skiff.core.internal.OneLine;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record of a Kinesis data stream as Lambda delivers it. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html">AWS: the event of Kinesis</a>
 */
public final class KinesisRecord implements PayloadRecord {
    private final Fields fields;

    KinesisRecord(Fields fields) {
        this.fields = fields;
    }

    /** The sequence number, which a report of failure names. */
    @Override
    public String id() {
        return fields.sequenceNumber;
    }

    public String sequenceNumber() {
        return fields.sequenceNumber;
    }

    /** Order is kept among records with the same one. */
    public String partitionKey() {
        return fields.partitionKey;
    }

    /** The data, decoded. */
    @Override
    public byte[] payload() {
        return Base64Payload.decoded(fields.data, "data");
    }

    public Optional<Instant> approximateArrival() {
        return Optional.ofNullable(fields.approximateArrival);
    }

    /** Shard and sequence number: {@code shardId-000000000006:49590338271490256608559692538361571095921575989136588898}. */
    public String eventId() {
        return fields.eventId;
    }

    /** The stream, or its consumer with enhanced fan-out. */
    public String eventSourceArn() {
        return fields.eventSourceArn;
    }

    public String awsRegion() {
        return fields.awsRegion;
    }

    /** {@code aws:kinesis:record}. */
    public String eventName() {
        return fields.eventName;
    }

    public String eventVersion() {
        return fields.eventVersion;
    }

    public String kinesisSchemaVersion() {
        return fields.kinesisSchemaVersion;
    }

    /** The function's role. */
    public String invokeIdentityArn() {
        return fields.invokeIdentityArn;
    }

    /** {@code NONE} or {@code KMS}, where the event says. */
    public Optional<String> encryptionType() {
        return Optional.ofNullable(fields.encryptionType);
    }

    @Override
    public String toString() {
        return "KinesisRecord " + OneLine.of(fields.eventId);
    }

    /** Filled by the decoder, then left alone. */
    static final class Fields {
        String sequenceNumber = "";
        String partitionKey = "";
        String eventId = "";
        String eventSourceArn = "";
        String awsRegion = "";
        String eventName = "";
        String eventVersion = "";
        String kinesisSchemaVersion = "";
        String invokeIdentityArn = "";

        @Nullable String data;

        @Nullable Instant approximateArrival;

        @Nullable String encryptionType;
    }
}
