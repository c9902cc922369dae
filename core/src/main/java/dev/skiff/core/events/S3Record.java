package dev.skiff.core.events;

import dev.skiff.core.EventException;
import dev.skiff.core.internal.EventReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one object. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">AWS: the structure of S3's events</a>
 */
public final class S3Record {
    private final Values values;

    S3Record(Values values) {
        this.values = values;
    }

    /** Such as {@code ObjectCreated:Put}. */
    public String eventName() {
        return values.eventName;
    }

    public Optional<Instant> eventTime() {
        return Optional.ofNullable(values.eventTime);
    }

    public String eventVersion() {
        return values.eventVersion;
    }

    public String awsRegion() {
        return values.awsRegion;
    }

    public String bucket() {
        return values.bucket;
    }

    public String bucketArn() {
        return values.bucketArn;
    }

    /** The object's key, decoded: as {@code GetObject} wants it. */
    public String key() {
        return values.key;
    }

    /** The key as the event has it: form-encoded, with {@code +} for a space. */
    public String encodedKey() {
        return values.encodedKey;
    }

    /** In bytes; not there for deletions. */
    public OptionalLong size() {
        return values.size < 0 ? OptionalLong.empty() : OptionalLong.of(values.size);
    }

    public Optional<String> eTag() {
        return Optional.ofNullable(values.eTag);
    }

    public Optional<String> versionId() {
        return Optional.ofNullable(values.versionId);
    }

    /** Orders the events of one key: of two with as many digits, the larger is the later. */
    public Optional<String> sequencer() {
        return Optional.ofNullable(values.sequencer);
    }

    /** The name of the notification's configuration. */
    public Optional<String> configurationId() {
        return Optional.ofNullable(values.configurationId);
    }

    /** Who caused it, as AWS names principals. */
    public Optional<String> principalId() {
        return Optional.ofNullable(values.principalId);
    }

    public Optional<String> sourceIpAddress() {
        return Optional.ofNullable(values.sourceIp);
    }

    /** {@code x-amz-request-id} and {@code x-amz-id-2}, for questions to AWS. */
    public Map<String, String> responseElements() {
        return Collections.unmodifiableMap(values.responseElements);
    }

    /** Of restores from Glacier, as it came; empty for other events. */
    public Map<String, @Nullable Object> glacierEventData() {
        return values.glacier;
    }

    /** Of lifecycle transitions, as it came; empty for other events. */
    public Map<String, @Nullable Object> lifecycleEventData() {
        return values.lifecycle;
    }

    /** Of replication, as it came; empty for other events. */
    public Map<String, @Nullable Object> replicationEventData() {
        return values.replication;
    }

    /** Of intelligent tiering, as it came; empty for other events. */
    public Map<String, @Nullable Object> intelligentTieringEventData() {
        return values.tiering;
    }

    @Override
    public String toString() {
        return "S3Record " + values.eventName + " in " + values.bucket;
    }

    static S3Record read(EventReader event) {
        Values values = new Values();
        String source = null;
        while (event.next()) {
            switch (event.name()) {
                case "eventSource" -> source = event.text();
                case "eventName" -> values.eventName = Fields.orEmpty(event.text());
                case "eventTime" -> values.eventTime = Fields.instant(event);
                case "eventVersion" -> values.eventVersion = Fields.orEmpty(event.text());
                case "awsRegion" -> values.awsRegion = Fields.orEmpty(event.text());
                case "userIdentity" -> values.principalId = Fields.one(event, "principalId");
                case "requestParameters" -> values.sourceIp = Fields.one(event, "sourceIPAddress");
                case "responseElements" -> values.responseElements = Fields.texts(event);
                case "s3" -> s3(event, values);
                case "glacierEventData" -> values.glacier = map(event);
                case "lifecycleEventData" -> values.lifecycle = map(event);
                case "replicationEventData" -> values.replication = map(event);
                case "intelligentTieringEventData" -> values.tiering = map(event);
                default -> event.skip();
            }
        }
        return of(source, values);
    }

    static S3Record of(@Nullable String source, Values values) {
        Fields.checkSource(source, "aws:s3");
        if (values.bucket.isEmpty() || values.encodedKey.isEmpty()) {
            throw EventException.of(
                    "A record of the event has no s3.bucket.name or s3.object.key, so it isn't one of S3");
        }
        values.key = decoded(values.encodedKey);
        return new S3Record(values);
    }

    private static void s3(EventReader event, Values values) {
        if (!event.enter()) {
            return;
        }
        while (event.next()) {
            switch (event.name()) {
                case "configurationId" -> values.configurationId = event.text();
                case "bucket" -> bucket(event, values);
                case "object" -> object(event, values);
                default -> event.skip();
            }
        }
    }

    private static void bucket(EventReader event, Values values) {
        if (!event.enter()) {
            return;
        }
        while (event.next()) {
            switch (event.name()) {
                case "name" -> values.bucket = Fields.orEmpty(event.text());
                case "arn" -> values.bucketArn = Fields.orEmpty(event.text());
                default -> event.skip();
            }
        }
    }

    private static void object(EventReader event, Values values) {
        if (!event.enter()) {
            return;
        }
        while (event.next()) {
            switch (event.name()) {
                case "key" -> values.encodedKey = Fields.orEmpty(event.text());
                case "size" -> values.size = event.number(-1);
                case "eTag" -> values.eTag = event.text();
                case "versionId" -> values.versionId = event.text();
                case "sequencer" -> values.sequencer = event.text();
                default -> event.skip();
            }
        }
    }

    private static String decoded(String key) {
        try {
            return URLDecoder.decode(key, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw EventException.of("The s3.object.key of a record should be form-encoded, and isn't");
        }
    }

    @SuppressWarnings("unchecked") // objects of an event are maps by name
    private static Map<String, @Nullable Object> map(EventReader event) {
        Object value = event.value();
        if (value instanceof Map) {
            return (Map<String, @Nullable Object>) value;
        }
        return Map.of();
    }

    /** Filled by the decoder, then left alone. */
    static final class Values {
        String eventName = "";
        String eventVersion = "";
        String awsRegion = "";
        String bucket = "";
        String bucketArn = "";
        String key = "";
        String encodedKey = "";
        long size = -1;
        Map<String, String> responseElements = Map.of();
        Map<String, @Nullable Object> glacier = Map.of();
        Map<String, @Nullable Object> lifecycle = Map.of();
        Map<String, @Nullable Object> replication = Map.of();
        Map<String, @Nullable Object> tiering = Map.of();

        @Nullable Instant eventTime;

        @Nullable String eTag;

        @Nullable String versionId;

        @Nullable String sequencer;

        @Nullable String configurationId;

        @Nullable String principalId;

        @Nullable String sourceIp;
    }
}
