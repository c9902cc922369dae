package dev.skiff.testing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes JSON as a stream of fields. */
final class Json {
    static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator generator;

    private Json(JsonGenerator generator) {
        this.generator = generator;
    }

    interface Fields {
        void writeTo(Json json) throws IOException;
    }

    static byte[] object(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
        try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
            generator.writeStartObject();
            fields.writeTo(new Json(generator));
            generator.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    Json field(String name, @Nullable String value) throws IOException {
        generator.writeStringField(name, value);
        return this;
    }

    Json field(String name, long value) throws IOException {
        generator.writeNumberField(name, value);
        return this;
    }

    Json field(String name, boolean value) throws IOException {
        generator.writeBooleanField(name, value);
        return this;
    }

    Json object(String name, Fields fields) throws IOException {
        generator.writeObjectFieldStart(name);
        fields.writeTo(this);
        generator.writeEndObject();
        return this;
    }

    /** Plain values: maps, lists, text, numbers, booleans, null. */
    Json value(String name, @Nullable Object value) throws IOException {
        generator.writeFieldName(name);
        write(value);
        return this;
    }

    /** One text for each name. */
    Json texts(String name, Map<String, List<String>> groups, Function<List<String>, String> one) throws IOException {
        generator.writeObjectFieldStart(name);
        for (Map.Entry<String, List<String>> group : groups.entrySet()) {
            generator.writeStringField(group.getKey(), one.apply(group.getValue()));
        }
        generator.writeEndObject();
        return this;
    }

    private void write(@Nullable Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                generator.writeFieldName(String.valueOf(entry.getKey()));
                write(entry.getValue());
            }
            generator.writeEndObject();
        } else if (value instanceof Iterable<?> list) {
            generator.writeStartArray();
            for (Object item : list) {
                write(item);
            }
            generator.writeEndArray();
        } else if (value instanceof Integer || value instanceof Long) {
            generator.writeNumber(((Number) value).longValue());
        } else if (value instanceof Number number) {
            generator.writeNumber(number.toString());
        } else if (value instanceof Boolean truth) {
            generator.writeBoolean(truth);
        } else if (value == null) {
            generator.writeNull();
        } else {
            generator.writeString(value.toString());
        }
    }
}
