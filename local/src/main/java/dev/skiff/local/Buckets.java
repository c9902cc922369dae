package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skiff.local.template.SamBucketEvent;
import dev.skiff.local.template.SamFunction;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The notifications of a template's buckets: what happens to an object goes to the functions that asked for it. */
final class Buckets {
    private final AsyncTargets targets;

    Buckets(AsyncTargets targets) {
        this.targets = targets;
    }

    /**
     * Tells of one object: its {@code bucket} and {@code key}, and where they matter {@code event}, {@code size} and the like; or
     * of a whole notification with one record.
     */
    Reached notify(JsonBody body) {
        if (body.get("Records") instanceof List<?> records) {
            return notifyAsIs(body, records);
        }
        byte[] event = SampleEvents.s3(body, targets.region()).toBytes();
        return notify(body.required("bucket"), eventName(body), body.required("key"), event);
    }

    static String eventName(JsonBody body) {
        String name = body.text("event").orElse("ObjectCreated:Put");
        return name.startsWith("s3:") ? name.substring("s3:".length()) : name;
    }

    private Reached notifyAsIs(JsonBody body, List<?> records) {
        if (records.size() != 1 || !(records.get(0) instanceof Map<?, ?> record)) {
            throw new LocalException("S3 sends one record in a notification, here are " + records.size());
        }
        JsonBody fields = JsonBody.read(JsonBody.write(record));
        JsonBody s3 = JsonBody.of(fields.object("s3"));
        String bucket = JsonBody.of(s3.object("bucket")).required("name");
        String key = JsonBody.of(s3.object("object")).required("key");
        byte[] event = JsonBody.write(body.fields()).getBytes(UTF_8);
        return notify(bucket, fields.required("eventName"), URLDecoder.decode(key, UTF_8), event);
    }

    private Reached notify(String bucket, String eventName, String key, byte[] event) {
        Reached.Builder reached = new Reached.Builder();
        for (SamFunction function : targets.functions()) {
            for (SamBucketEvent wanted : function.events(SamBucketEvent.class)) {
                if (matches(wanted, bucket, eventName, key)) {
                    reached.reached(targets.call(function, event, Optional.empty()));
                } else {
                    reached.missed(function.logicalId() + ": " + describe(wanted));
                }
            }
        }
        return reached.build();
    }

    static String describe(SamBucketEvent wanted) {
        return "bucket " + wanted.bucket() + ", " + String.join(" ", wanted.events())
                + (wanted.prefix().isEmpty() ? "" : ", prefix " + wanted.prefix())
                + (wanted.suffix().isEmpty() ? "" : ", suffix " + wanted.suffix());
    }

    private static boolean matches(SamBucketEvent wanted, String bucket, String eventName, String key) {
        return wanted.bucket().equals(bucket)
                && wanted.events().stream().anyMatch(event -> matches(event, eventName))
                && key.startsWith(wanted.prefix())
                && key.endsWith(wanted.suffix());
    }

    /** {@code s3:ObjectCreated:*} stands for all that begin so. */
    private static boolean matches(String wanted, String eventName) {
        String name = wanted.startsWith("s3:") ? wanted.substring("s3:".length()) : wanted;
        return name.endsWith("*") ? eventName.startsWith(name.substring(0, name.length() - 1)) : eventName.equals(name);
    }
}
