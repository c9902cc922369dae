package dev.skiff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;

/** Ids in the shapes that AWS gives them. */
final class RequestIds {
    private RequestIds() {}

    static String uuid() {
        return UUID.randomUUID().toString();
    }

    /** Fifteen characters and {@code =}, as HTTP APIs and REST's extended id have it. */
    static String brief() {
        return brief(uuid());
    }

    /** The short id that belongs to a long one. */
    static String brief(String id) {
        return Base64.getEncoder().encodeToString(Arrays.copyOf(named(id).getBytes(UTF_8), 11));
    }

    /** Sixteen digits, as S3 has them; always the same for this id. */
    static String ofS3(String id) {
        return named(id).replace("-", "").substring(0, 16).toUpperCase(Locale.ROOT);
    }

    private static String named(String id) {
        return UUID.nameUUIDFromBytes(id.getBytes(UTF_8)).toString();
    }

    static String trace(Instant now) {
        String hex = uuid().replace("-", "");
        return "Root=1-" + Long.toHexString(now.getEpochSecond()) + "-" + hex.substring(0, 24);
    }
}
