package dev.skiff.local.template;

import java.util.List;

/**
 * Notifications of a bucket.
 *
 * @param bucket its name
 * @param events such as {@code s3:ObjectCreated:*}
 * @param prefix of keys; empty: all
 * @param suffix of keys; empty: all
 */
public record SamBucketEvent(String bucket, List<String> events, String prefix, String suffix, String place)
        implements SamEvent {}
