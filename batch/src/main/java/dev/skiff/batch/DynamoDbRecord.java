package dev.skiff.batch;

import dev.skiff.core.internal.OneLine;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change of an item as DynamoDB Streams tells it. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">AWS: the event of DynamoDB Streams</a>
 */
public final class DynamoDbRecord implements BatchRecord {
    private final Fields fields;

    DynamoDbRecord(Fields fields) {
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

    public String eventId() {
        return fields.eventId;
    }

    /** {@code INSERT}, {@code MODIFY} or {@code REMOVE}. */
    public String eventName() {
        return fields.eventName;
    }

    public boolean isInsert() {
        return fields.eventName.equals("INSERT");
    }

    public boolean isModify() {
        return fields.eventName.equals("MODIFY");
    }

    public boolean isRemove() {
        return fields.eventName.equals("REMOVE");
    }

    /** Whether DynamoDB itself removed the item, since its time to live was over. */
    public boolean isExpiry() {
        return isRemove() && "dynamodb.amazonaws.com".equals(fields.principalId);
    }

    /** The item's primary key. Order is kept among records with the same one. */
    public Item keys() {
        return fields.keys;
    }

    /** The item as it is: not there for a removal, or when the stream's view type leaves it out. */
    public Optional<Item> newImage() {
        return Optional.ofNullable(fields.newImage);
    }

    /** The item as it was: not there for an insert, or when the stream's view type leaves it out. */
    public Optional<Item> oldImage() {
        return Optional.ofNullable(fields.oldImage);
    }

    public Optional<Instant> approximateCreation() {
        return Optional.ofNullable(fields.approximateCreation);
    }

    /** In bytes, or -1 where the event doesn't say. */
    public long sizeBytes() {
        return fields.sizeBytes;
    }

    /** {@code KEYS_ONLY}, {@code NEW_IMAGE}, {@code OLD_IMAGE} or {@code NEW_AND_OLD_IMAGES}. */
    public String streamViewType() {
        return fields.streamViewType;
    }

    /** Who removed the item where a service did: {@code dynamodb.amazonaws.com} for an expiry. */
    public Optional<String> principalId() {
        return Optional.ofNullable(fields.principalId);
    }

    /** The stream. */
    public String eventSourceArn() {
        return fields.eventSourceArn;
    }

    /** The table, as the stream's ARN names it; empty where it doesn't. */
    public String tableName() {
        String arn = fields.eventSourceArn;
        int from = arn.indexOf(":table/");
        int to = arn.indexOf("/stream/");
        return from < 0 || to < from ? "" : arn.substring(from + 7, to);
    }

    public String awsRegion() {
        return fields.awsRegion;
    }

    public String eventVersion() {
        return fields.eventVersion;
    }

    @Override
    public String toString() {
        return OneLine.of("DynamoDbRecord " + fields.sequenceNumber + " " + fields.eventName);
    }

    /** Filled by the decoder, then left alone. */
    static final class Fields {
        String sequenceNumber = "";
        String eventId = "";
        String eventName = "";
        String eventSourceArn = "";
        String awsRegion = "";
        String eventVersion = "";
        String streamViewType = "";
        long sizeBytes = -1;
        Item keys = new Item(Map.of());

        @Nullable Item newImage;

        @Nullable Item oldImage;

        @Nullable Instant approximateCreation;

        @Nullable String principalId;
    }
}
