package dev.skiff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.Instant;
import java.util.Locale;

/**
 * What happened to an object, as a record of S3's notification. The key is given plainly and stands in the event as S3
 * encodes it: a blank as {@code +}, what is not ASCII as percent-encoded UTF-8. Size and eTag are left out where the
 * object is gone. Immutable.
 */
public final class FakeS3Object extends Fake<FakeS3Object> {
    private static final String S3 = "s3.amazonaws.com";

    private FakeS3Object(Tree set, Origin origin) {
        super(set, origin, defaults(set, origin));
    }

    private static FakeS3Object of(String key, String eventName) {
        Tree set = Tree.EMPTY.with(eventName, "eventName").with(encoded(key), "s3", "object", "key");
        return new FakeS3Object(set, Origin.of(FakeS3Event.arn("my-bucket")));
    }

    /** {@code ObjectCreated:Put}; 1024 bytes. */
    public static FakeS3Object created(String key) {
        return of(key, "ObjectCreated:Put").withSize(1024).withETag("0123456789abcdef0123456789abcdef");
    }

    /** {@code ObjectRemoved:Delete}. */
    public static FakeS3Object removed(String key) {
        return of(key, "ObjectRemoved:Delete");
    }

    /** {@code ObjectRemoved:DeleteMarkerCreated}: the removal from a bucket with versions. */
    public static FakeS3Object deleteMarkerCreated(String key) {
        return of(key, "ObjectRemoved:DeleteMarkerCreated").withVersionId("L4kqtJlcpXroDTDmpUMLUo");
    }

    /** {@code ObjectRestore:Completed}, from a storage class such as {@code GLACIER}. */
    public static FakeS3Object restored(String key, Instant expiry, String storageClass) {
        return existing(key, "ObjectRestore:Completed")
                .with(
                        Timestamps.millis(expiry),
                        "glacierEventData",
                        "restoreEventData",
                        "lifecycleRestorationExpiryTime")
                .with(storageClass, "glacierEventData", "restoreEventData", "lifecycleRestoreStorageClass");
    }

    /** {@code ObjectTagging:Put}. */
    public static FakeS3Object tagged(String key) {
        return existing(key, "ObjectTagging:Put")
                .without("s3", "object", "size")
                .withVersion("2.3");
    }

    /** {@code LifecycleExpiration:Delete}. */
    public static FakeS3Object expired(String key) {
        return of(key, "LifecycleExpiration:Delete").withVersion("2.3").byS3();
    }

    /** {@code LifecycleTransition}, to a storage class such as {@code DEEP_ARCHIVE}. */
    public static FakeS3Object transitioned(String key, String storageClass) {
        return existing(key, "LifecycleTransition")
                .withVersion("2.3")
                .byS3()
                .with(storageClass, "lifecycleEventData", "transitionEventData", "destinationStorageClass");
    }

    /** {@code IntelligentTiering}, to {@code ARCHIVE_ACCESS} or {@code DEEP_ARCHIVE_ACCESS}. */
    public static FakeS3Object tiered(String key, String accessTier) {
        return existing(key, "IntelligentTiering")
                .withVersion("2.3")
                .byS3()
                .with(accessTier, "intelligentTieringEventData", "destinationAccessTier");
    }

    /** {@code Replication:OperationFailedReplication}, with a reason such as {@code AssumeRoleNotPermitted}. */
    public static FakeS3Object replicationFailed(String key, String destinationBucket, String reason) {
        return existing(key, "Replication:OperationFailedReplication")
                .withVersion("2.2")
                .byS3()
                .with("my-rule", "replicationEventData", "replicationRuleId")
                .with(FakeS3Event.arn(destinationBucket), "replicationEventData", "destinationBucket")
                .with("OBJECT_PUT", "replicationEventData", "s3Operation")
                .with(reason, "replicationEventData", "failureReason");
    }

    private static FakeS3Object existing(String key, String eventName) {
        return created(key).withEventName(eventName);
    }

    /** Without {@code s3:} before it: {@code ObjectCreated:CompleteMultipartUpload}. */
    public FakeS3Object withEventName(String eventName) {
        return with(eventName, "eventName");
    }

    public FakeS3Object withEventTime(Instant time) {
        return with(Timestamps.millis(time), "eventTime");
    }

    public FakeS3Object withSize(long size) {
        return with(size, "s3", "object", "size");
    }

    public FakeS3Object withETag(String eTag) {
        return with(eTag, "s3", "object", "eTag");
    }

    public FakeS3Object withVersionId(String versionId) {
        return with(versionId, "s3", "object", "versionId");
    }

    /** Without it those of one event ascend. */
    public FakeS3Object withSequencer(String sequencer) {
        return with(sequencer, "s3", "object", "sequencer");
    }

    public FakeS3Object withRegion(String region) {
        return with(region, "awsRegion");
    }

    public FakeS3Object withSourceIp(String sourceIp) {
        return with(sourceIp, "requestParameters", "sourceIPAddress");
    }

    public FakeS3Object withPrincipalId(String principalId) {
        return with(principalId, "userIdentity", "principalId");
    }

    /** The id of the bucket's notification configuration. */
    public FakeS3Object withConfigurationId(String configurationId) {
        return with(configurationId, "s3", "configurationId");
    }

    public String eventName() {
        return json().text("eventName");
    }

    /** As it stands in the event. */
    public String encodedKey() {
        return json().text("s3", "object", "key");
    }

    private FakeS3Object withVersion(String eventVersion) {
        return with(eventVersion, "eventVersion");
    }

    private FakeS3Object byS3() {
        return withPrincipalId(S3).withSourceIp(S3);
    }

    private static String encoded(String key) {
        return URLEncoder.encode(key, UTF_8).replace("%2F", "/");
    }

    @Override
    FakeS3Object copy(Tree changed, Origin changedOrigin) {
        return new FakeS3Object(changed, changedOrigin);
    }

    private static Tree defaults(Tree set, Origin origin) {
        Tree record = Tree.EMPTY
                .with("2.1", "eventVersion")
                .with("aws:s3", "eventSource")
                .with(origin.region(), "awsRegion")
                .with(Timestamps.millis(origin.at()), "eventTime")
                .with(set.text("eventName"), "eventName")
                .with("AWS:AIDAJDPLRKLG7UEXAMPLE", "userIdentity", "principalId")
                .with("203.0.113.7", "requestParameters", "sourceIPAddress")
                .with(RequestIds.ofS3(origin.id()), "responseElements", "x-amz-request-id")
                .with(RequestIds.brief(origin.id()), "responseElements", "x-amz-id-2")
                .with("1.0", "s3", "s3SchemaVersion")
                .with("my-notification", "s3", "configurationId")
                .with(origin.arn().substring(origin.arn().lastIndexOf(':') + 1), "s3", "bucket", "name")
                .with("A3NL1KOZZKEXAMPLE", "s3", "bucket", "ownerIdentity", "principalId")
                .with(origin.arn(), "s3", "bucket", "arn")
                .with(sequencer(origin.place()), "s3", "object", "sequencer");
        return set.at("replicationEventData") == null
                ? record
                : record.with(Timestamps.millis(origin.at()), "replicationEventData", "requestTime");
    }

    private static String sequencer(int place) {
        return "00" + Long.toHexString(0x55AED6DCD90281E5L + place).toUpperCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "FakeS3Object " + eventName() + " " + encodedKey();
    }
}
