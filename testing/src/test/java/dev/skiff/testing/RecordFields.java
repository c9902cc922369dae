package dev.skiff.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A field of each record of an event, as a function would read it. */
final class RecordFields {
    private RecordFields() {}

    static List<String> of(byte[] event, String... path) {
        List<String> values = new ArrayList<>();
        for (Object record : (List<?>) at(FunctionAnswer.json(event), "Records")) {
            Object value = record;
            for (String name : path) {
                value = at(value, name);
            }
            values.add((String) value);
        }
        return values;
    }

    private static Object at(@Nullable Object json, String name) {
        return Objects.requireNonNull(((Map<?, ?>) Objects.requireNonNull(json)).get(name), name);
    }
}
