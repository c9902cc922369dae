package dev.skiff.core.events;

import dev.skiff.core.internal.JsonOutput;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what {@link dev.skiff.core.internal.EventReader#value} reads, and what users put together of the same. */
final class JsonTree {
    private JsonTree() {}

    static byte[] json(@Nullable Object value) {
        JsonOutput output = new JsonOutput(64);
        write(output, value);
        return output.toByteArray();
    }

    private static void write(JsonOutput output, @Nullable Object value) {
        if (value instanceof String text) {
            output.text(text);
        } else if (value instanceof Map<?, ?> map) {
            object(output, map);
        } else if (value instanceof Iterable<?> list) {
            array(output, list);
        } else if (value instanceof Boolean flag) {
            output.flag(flag);
        } else if (value instanceof Number number && isFinite(number)) {
            output.raw(number.toString());
        } else if (value == null) {
            output.nothing();
        } else {
            throw new IllegalArgumentException(
                    "A " + value.getClass().getName()
                            + " can't be written as it is: text, numbers, booleans, maps and lists can, and anything else by a codec");
        }
    }

    private static void object(JsonOutput output, Map<?, ?> map) {
        output.beginObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            output.name(String.valueOf(entry.getKey()));
            write(output, entry.getValue());
        }
        output.endObject();
    }

    private static void array(JsonOutput output, Iterable<?> list) {
        output.beginArray();
        for (Object element : list) {
            write(output, element);
        }
        output.endArray();
    }

    /** JSON has no words for the others. */
    private static boolean isFinite(Number number) {
        return !(number instanceof Double || number instanceof Float) || Double.isFinite(number.doubleValue());
    }
}
