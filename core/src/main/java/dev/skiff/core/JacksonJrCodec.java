package dev.skiff.core;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.skiff.core.internal.Json;
import dev.skiff.core.internal.JsonOutput;
import java.io.IOException;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * The default codec. What it knows best it reads and writes by itself on jackson-core's parser and our own output: records, their usual components, collections.
 * The beans it writes with jackson-jr, which is loaded by the first one. It doesn't read with jackson-jr, which reads {@code "abc"} as the int 0, loses the
 * generic types below a collection, and repeats the body in its errors. See docs/json.md.
 */
final class JacksonJrCodec implements JsonCodec {
    private final JsonReaders readers = new JsonReaders();
    private final JsonWriter writer = new JsonWriter();

    @Override
    public Object read(byte[] bytes, Type type) {
        JsonReader reader = readers.of(type);
        try (JsonParser parser = Json.parser(bytes)) {
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
        JsonOutput output = new JsonOutput(256);
        try {
            writer.write(output, value);
        } catch (RuntimeException | StackOverflowError e) {
            throw JsonFailure.writing(e, value, null);
        }
        return output.toByteArray();
    }
}
