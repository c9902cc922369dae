package dev.skiff.core;

import dev.skiff.core.internal.JsonInput;
import dev.skiff.core.internal.JsonOutput;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * The default codec. It reads by itself, and writes by itself what it knows best: records, their usual components, collections. Beans it writes with jackson-jr,
 * which is loaded by the first one. It doesn't read with jackson-jr, which reads {@code "abc"} as the int 0, loses the
 * generic types below a collection, and repeats the body in its errors. See docs/json.md.
 */
final class JacksonJrCodec implements JsonCodec {
    private final JsonReaders readers = new JsonReaders();
    private final JsonWriter writer = new JsonWriter();

    @Override
    public Object read(byte[] bytes, Type type) {
        JsonReader reader = readers.of(type);
        JsonInput input = JsonInput.of(bytes);
        try {
            return readWhole(input, reader);
        } catch (RuntimeException | StackOverflowError e) {
            throw JsonFailure.reading(e, input, reader);
        }
    }

    private static Object readWhole(JsonInput input, JsonReader reader) {
        char first = input.next();
        if (first == JsonInput.END) {
            throw JsonMismatch.nothing();
        }
        if (first == JsonInput.NULL) {
            throw JsonMismatch.nullAlone();
        }
        Object value = reader.read(input);
        if (input.next() != JsonInput.END) {
            throw JsonMismatch.trailing();
        }
        return value;
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
