package dev.skiff.batch;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Bytes that an event has as base64. */
final class Base64Payload {
    private Base64Payload() {}

    static byte[] decoded(@Nullable String base64, String field) {
        if (base64 == null) {
            throw new UnreadablePayloadException("The record has no " + field, null);
        }
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException failure) {
            throw new UnreadablePayloadException("The record's " + field + " is not base64", null);
        }
    }
}
