package dev.skiff.testing;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change of an item as the table's stream tells it. Keys and images are plain maps: text, numbers, booleans, null,
 * {@code byte[]}, lists, maps, and sets of text, numbers or {@code byte[]}. Immutable.
 */
public final class FakeDynamoDbRecord extends Fake<FakeDynamoDbRecord> {
    private static final BigInteger FIRST_SEQUENCE_NUMBER = new BigInteger("400000000008367680596");

    private FakeDynamoDbRecord(Tree set, Origin origin) {
        super(set, origin, defaults(set, origin));
    }

    public static FakeDynamoDbRecord insert(Map<String, ?> keys, Map<String, ?> newImage) {
        return of("INSERT", keys).withNewImage(newImage);
    }

    public static FakeDynamoDbRecord modify(Map<String, ?> keys, Map<String, ?> oldImage, Map<String, ?> newImage) {
        return of("MODIFY", keys).withNewImage(newImage).withOldImage(oldImage);
    }

    public static FakeDynamoDbRecord remove(Map<String, ?> keys, Map<String, ?> oldImage) {
        return of("REMOVE", keys).withOldImage(oldImage);
    }

    private static FakeDynamoDbRecord of(String name, Map<String, ?> keys) {
        Tree set = Tree.EMPTY.with(name, "eventName").with(DynamoDbItem.typed(keys), "dynamodb", "Keys");
        return new FakeDynamoDbRecord(set, FakeDynamoDbEvent.origin());
    }

    public FakeDynamoDbRecord withEventId(String eventId) {
        return with(eventId, "eventID");
    }

    /** Without it the numbers of one event ascend. */
    public FakeDynamoDbRecord withSequenceNumber(String sequenceNumber) {
        return with(sequenceNumber, "dynamodb", "SequenceNumber");
    }

    /** Whole seconds are all that a stream tells. */
    public FakeDynamoDbRecord withCreated(Instant created) {
        return with(created.getEpochSecond(), "dynamodb", "ApproximateCreationDateTime");
    }

    /** Without it what DynamoDB counts for keys and images. */
    public FakeDynamoDbRecord withSizeBytes(long sizeBytes) {
        return with(sizeBytes, "dynamodb", "SizeBytes");
    }

    /**
     * {@code KEYS_ONLY}, {@code NEW_IMAGE}, {@code OLD_IMAGE} or {@code NEW_AND_OLD_IMAGES}, which is the default;
     * images that the type doesn't show are dropped.
     */
    public FakeDynamoDbRecord withViewType(String viewType) {
        boolean newer = viewType.equals("NEW_IMAGE") || viewType.equals("NEW_AND_OLD_IMAGES");
        boolean older = viewType.equals("OLD_IMAGE") || viewType.equals("NEW_AND_OLD_IMAGES");
        if (!newer && !older && !viewType.equals("KEYS_ONLY")) {
            throw new IllegalArgumentException("'" + viewType
                    + "' is no view type: expected KEYS_ONLY, NEW_IMAGE, OLD_IMAGE or NEW_AND_OLD_IMAGES");
        }
        FakeDynamoDbRecord record = with(viewType, "dynamodb", "StreamViewType");
        record = newer ? record : record.without("dynamodb", "NewImage");
        return older ? record : record.without("dynamodb", "OldImage");
    }

    /** A deletion by DynamoDB since the item's time to live was over. */
    public FakeDynamoDbRecord byTimeToLive() {
        return withUserIdentity("Service", "dynamodb.amazonaws.com");
    }

    public FakeDynamoDbRecord withUserIdentity(String type, String principalId) {
        return with(type, "userIdentity", "type").with(principalId, "userIdentity", "principalId");
    }

    /** {@code INSERT}, {@code MODIFY} or {@code REMOVE}. */
    public String eventName() {
        return json().text("eventName");
    }

    public String sequenceNumber() {
        return json().text("dynamodb", "SequenceNumber");
    }

    /** In DynamoDB's JSON, each value under its type. */
    public Map<String, @Nullable Object> keys() {
        return json().object("dynamodb", "Keys");
    }

    private FakeDynamoDbRecord withNewImage(Map<String, ?> image) {
        return with(DynamoDbItem.typed(image), "dynamodb", "NewImage");
    }

    private FakeDynamoDbRecord withOldImage(Map<String, ?> image) {
        return with(DynamoDbItem.typed(image), "dynamodb", "OldImage");
    }

    @Override
    FakeDynamoDbRecord copy(Tree changed, Origin changedOrigin) {
        return new FakeDynamoDbRecord(changed, changedOrigin);
    }

    private static Tree defaults(Tree set, Origin origin) {
        String eventId = origin.id().replace("-", "");
        return Tree.EMPTY
                .with(eventId, "eventID")
                .with("1.1", "eventVersion")
                .with("aws:dynamodb", "eventSource")
                .with(origin.region(), "awsRegion")
                .with(origin.at().getEpochSecond(), "dynamodb", "ApproximateCreationDateTime")
                .with(sequenceNumber(origin.place()), "dynamodb", "SequenceNumber")
                .with(size(set), "dynamodb", "SizeBytes")
                .with("NEW_AND_OLD_IMAGES", "dynamodb", "StreamViewType")
                .with(origin.arn(), "eventSourceARN");
    }

    private static String sequenceNumber(int place) {
        return FIRST_SEQUENCE_NUMBER.add(BigInteger.valueOf(place * 100L)).toString();
    }

    private static long size(Tree set) {
        Tree shown = set.over(Tree.EMPTY);
        return DynamoDbItem.size(shown.object("dynamodb", "Keys"))
                + DynamoDbItem.size(shown.object("dynamodb", "NewImage"))
                + DynamoDbItem.size(shown.object("dynamodb", "OldImage"));
    }

    @Override
    public String toString() {
        return "FakeDynamoDbRecord " + eventName() + " " + sequenceNumber();
    }
}
