package dev.skiff.core;

import dev.skiff.core.internal.JsonInput;
import java.util.Base64;

/** Bytes as base64 text. */
final class JsonBase64Reader extends JsonReader {

    static JsonReader of() {
        return new JsonBase64Reader();
    }

    @Override
    Object read(JsonInput input) {
        if (input.token() != JsonInput.TEXT) {
            throw JsonMismatch.expected(byte[].class, input);
        }
        try {
            return Base64.getDecoder().decode(input.text());
        } catch (IllegalArgumentException e) {
            throw JsonMismatch.expected(byte[].class, input);
        }
    }
}
