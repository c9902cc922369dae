package dev.skiff.core;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * The default codec. It writes with jackson-jr. It reads with readers of our own on jackson-core's parser, because
 * jackson-jr reads {@code "abc"} as the int 0, loses the generic types below a collection, and its errors repeat the
 * body. See docs/json.md.
 */
final class JacksonJrCodec implements JsonCodec {
    private final JsonFactory factory = new JsonFactory().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
    private final JsonReaders readers = new JsonReaders();
    private volatile @Nullable JSON json; // made by the first write: a function that only reads never loads it

    @Override
    public Object read(byte[] bytes, Type type) {
        JsonReader reader = readers.of(type);
        try (JsonParser parser = factory.createParser(bytes)) {
            return readWhole(parser, reader);
        } catch (IOException e) {
            throw JsonFailure.closing();
        }
    }

    private static Object readWhole(JsonParser parser, JsonReader reader) {
        try {
            JsonToken first = parser.nextToken();
            if (first == null || first == JsonToken.VALUE_NULL) {
                throw JsonMismatch.noValue(first);
            }
            Object value = reader.read(parser);
            if (parser.nextToken() != null) {
                throw JsonMismatch.trailing();
            }
            return value;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw JsonFailure.reading(e, parser, reader);
        }
    }

    @Override
    public byte[] write(@Nullable Object value) {
        try {
            return json().asBytes(value);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw JsonFailure.writing(e, value, null);
        }
    }

    private JSON json() {
        JSON made = json;
        return made == null ? makeJson() : made;
    }

    private synchronized JSON makeJson() {
        JSON made = json;
        if (made == null) {
            made = JacksonJrWriter.json(factory);
            json = made;
        }
        return made;
    }
}
