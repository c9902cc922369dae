package dev.skiff.core;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Base64;

/** Bytes as base64 text. */
final class JsonBase64Reader extends JsonReader {

    static JsonReader of() {
        return new JsonBase64Reader();
    }

    @Override
    Object read(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw JsonMismatch.expected(byte[].class, parser);
        }
        try {
            return Base64.getDecoder().decode(parser.getText());
        } catch (IllegalArgumentException e) {
            throw JsonMismatch.expected(byte[].class, parser);
        }
    }
}
