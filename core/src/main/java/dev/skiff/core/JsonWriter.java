package dev.skiff.core;

import dev.skiff.core.internal.JsonOutput;
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
    private static final int MAX_SCALE = 9999;

    private final ConcurrentHashMap<Class<?>, JsonRecordWriter> records = new ConcurrentHashMap<>();
    private final JsonRarerWriter.Holder rarer = new JsonRarerWriter.Holder(this);

    void write(JsonOutput output, @Nullable Object value) {
        if (value == null) {
            output.nothing();
        } else if (value instanceof String text) {
            output.text(text);
        } else if (value instanceof Number number) {
            writeNumber(output, number);
        } else if (value instanceof Boolean flag) {
            output.flag(flag);
        } else if (value instanceof Record) {
            record(value.getClass()).write(output, value, this);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(output, map);
        } else if (value instanceof Collection<?> values) {
            writeAll(output, values);
        } else if (value instanceof Enum<?> constant) {
            output.text(constant.name());
        } else {
            rarer.get().write(output, value);
        }
    }

    private void writeNumber(JsonOutput output, Number number) {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            output.number(number.longValue());
        } else if (number instanceof Double || number instanceof Float) {
            writeFloating(output, number);
        } else if (number instanceof BigDecimal decimal) {
            writeDecimal(output, decimal);
        } else if (number instanceof BigInteger) {
            output.raw(number.toString());
        } else {
            rarer.get().write(output, number);
        }
    }

    /** What isn't a number has no number in JSON, and is written as text. */
    private static void writeFloating(JsonOutput output, Number number) {
        if (Double.isFinite(number.doubleValue())) {
            output.raw(number.toString());
        } else {
            output.text(number.toString());
        }
    }

    /** In plain digits; a scale that would make more than some thousand of them is a mistake or an attack. */
    private static void writeDecimal(JsonOutput output, BigDecimal decimal) {
        if (Math.abs((long) decimal.scale()) > MAX_SCALE) {
            throw JsonFailure.writing("java.math.BigDecimal with a scale beyond " + MAX_SCALE, null);
        }
        output.raw(decimal.toPlainString());
    }

    private void writeAll(JsonOutput output, Iterable<?> values) {
        output.beginArray();
        for (Object value : values) {
            write(output, value);
        }
        output.endArray();
    }

    private void writeMap(JsonOutput output, Map<?, ?> map) {
        output.beginObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            output.name(key(entry.getKey()));
            write(output, entry.getValue());
        }
        output.endObject();
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
