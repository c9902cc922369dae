package dev.skiff.examples.uploads;

import java.util.Optional;

/** A message: this version of an object was read; with a reason if it was refused. */
public record Imported(String bucket, String key, String eTag, long lines, long pieces, Optional<String> refusal) {
    Imported(String bucket, String key, String eTag, long lines, long pieces) {
        this(bucket, key, eTag, lines, pieces, Optional.empty());
    }

    static Imported refused(String bucket, String key, String eTag, String reason) {
        return new Imported(bucket, key, eTag, 0, 0, Optional.of(reason));
    }
}
