package dev.skiff.core;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes values: text, numbers, records and collections by itself, which is what bodies are made of, and all else by {@link JsonRarerWriter}, which isn't
 * loaded before. Remembers the records it has met.
 */
final class JsonWriter {
    private final ConcurrentHashMap<Class<?>, JsonRecordWriter> records = new ConcurrentHashMap<>();
    private final JsonRarerWriter.Holder rarer = new JsonRarerWriter.Holder(this);

    void write(JsonGenerator generator, @Nullable Object value) throws IOException {
        if (value == null) {
            generator.writeNull();
        } else if (value instanceof String text) {
            generator.writeString(text);
        } else if (value instanceof Number number) {
            writeNumber(generator, number);
        } else if (value instanceof Boolean flag) {
            generator.writeBoolean(flag);
        } else if (value instanceof Record) {
            record(value.getClass()).write(generator, value, this);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(generator, map);
        } else if (value instanceof Collection<?> values) {
            writeAll(generator, values);
        } else if (value instanceof Enum<?> constant) {
            generator.writeString(constant.name());
        } else {
            rarer.get().write(generator, value);
        }
    }

    private void writeNumber(JsonGenerator generator, Number number) throws IOException {
        if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
            generator.writeNumber(number.intValue());
        } else if (number instanceof Long) {
            generator.writeNumber(number.longValue());
        } else if (number instanceof Double) {
            generator.writeNumber(number.doubleValue());
        } else if (number instanceof Float) {
            generator.writeNumber(number.floatValue());
        } else if (number instanceof BigDecimal decimal) {
            generator.writeNumber(decimal);
        } else if (number instanceof BigInteger integer) {
            generator.writeNumber(integer);
        } else {
            rarer.get().write(generator, number);
        }
    }

    private void writeAll(JsonGenerator generator, Iterable<?> values) throws IOException {
        generator.writeStartArray();
        for (Object value : values) {
            write(generator, value);
        }
        generator.writeEndArray();
    }

    private void writeMap(JsonGenerator generator, Map<?, ?> map) throws IOException {
        generator.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            generator.writeFieldName(key(entry.getKey()));
            write(generator, entry.getValue());
        }
        generator.writeEndObject();
    }

    private static String key(@Nullable Object key) {
        return key instanceof Enum<?> constant ? constant.name() : String.valueOf(key);
    }

    private JsonRecordWriter record(Class<?> type) {
        JsonRecordWriter known = records.get(type);
        if (known == null) {
            known = JsonRecordWriter.of(type);
            records.putIfAbsent(type, known);
        }
        return known;
    }
}
