package dev.skiff.core;

import dev.skiff.core.internal.JsonInput;
import java.util.HashMap;
import java.util.Map;

/** Enums by name. */
final class JsonEnumReader extends JsonReader {
    private final Class<?> type;
    private final Map<String, Object> constants = new HashMap<>();

    private JsonEnumReader(Class<?> type) {
        this.type = type;
        for (Object constant : type.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
    }

    static JsonReader of(Class<?> type) {
        return new JsonEnumReader(type);
    }

    @Override
    Object read(JsonInput input) {
        if (input.token() != JsonInput.TEXT) {
            throw JsonMismatch.expected(type, input);
        }
        return constant(input.text());
    }

    @Override
    Object ofKey(String key) {
        return constant(key);
    }

    private Object constant(String name) {
        Object constant = constants.get(name);
        if (constant == null) {
            throw JsonMismatch.notOneOf(type);
        }
        return constant;
    }
}
