package dev.skiff.local;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/** Ids in the shapes that AWS gives them. */
final class Identifiers {
    private Identifiers() {}

    /** Fifteen characters and {@code =}, made of a long id. */
    static String brief(String id) {
        return Base64.getEncoder()
                .encodeToString(Arrays.copyOf(id.replace("-", "").getBytes(US_ASCII), 11));
    }

    /** A trace as X-Ray names it: {@code 1-<seconds>-<24 digits>}. */
    static String trace() {
        return "1-" + Long.toHexString(System.currentTimeMillis() / 1000) + "-" + hex(24);
    }

    static String hex(int digits) {
        return (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", "").substring(0, digits);
    }
}
