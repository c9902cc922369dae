package dev.skiff.local;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads JSON that must have the fields that a test asks for. */
final class Fields {
    private Fields() {}

    static Map<String, Object> of(byte[] json) {
        try {
            return JSON.std.mapFrom(json);
        } catch (IOException malformed) {
            throw new AssertionError(malformed);
        }
    }

    static Object in(Map<?, ?> object, String... path) {
        Object value = object;
        for (String name : path) {
            value = Objects.requireNonNull(((Map<?, ?>) value).get(name), name);
        }
        return value;
    }

    static Map<?, ?> object(Map<?, ?> object, String... path) {
        return (Map<?, ?>) in(object, path);
    }

    /** The records of an event. */
    static List<Map<?, ?>> records(Map<?, ?> event) {
        return ((List<?>) in(event, "Records"))
                .stream().<Map<?, ?>>map(record -> (Map<?, ?>) record).toList();
    }
}
