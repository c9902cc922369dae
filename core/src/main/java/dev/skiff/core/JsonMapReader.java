package dev.skiff.core;

import dev.skiff.core.internal.JsonInput;
import java.lang.reflect.Constructor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Maps, in the order of the JSON; of a key that comes twice the last value stands. */
final class JsonMapReader extends JsonReader {
    private final @Nullable Constructor<?> constructor; // null for the usual: a linked map
    private final JsonReader keys;
    private final JsonReader values;

    private JsonMapReader(@Nullable Constructor<?> constructor, JsonReader keys, JsonReader values) {
        this.constructor = constructor;
        this.keys = keys;
        this.values = values;
    }

    static JsonReader of(Class<?> type, JsonReader keys, JsonReader values) {
        boolean linked = type.isAssignableFrom(LinkedHashMap.class);
        Constructor<?> constructor = linked ? null : JsonConstructors.noArguments(implementation(type));
        return new JsonMapReader(constructor, keys instanceof JsonAnyReader ? textKeys() : keys, values);
    }

    private static JsonReader textKeys() {
        return Objects.requireNonNull(JsonScalarReader.of(String.class));
    }

    private static Class<?> implementation(Class<?> type) {
        if (!type.isInterface()) {
            return type;
        }
        return type.isAssignableFrom(TreeMap.class) ? TreeMap.class : ConcurrentHashMap.class;
    }

    @Override
    Object read(JsonInput input) {
        if (input.token() != JsonInput.OBJECT) {
            throw JsonMismatch.expected(Map.class, input);
        }
        Map<Object, @Nullable Object> map = empty();
        for (String name = input.nextName(); name != null; name = input.nextName()) {
            Object key = keys.ofKey(name);
            input.next();
            put(map, key, values.readOrNull(input), input);
        }
        return map;
    }

    private static void put(Map<Object, @Nullable Object> map, Object key, @Nullable Object value, JsonInput input) {
        try {
            map.put(key, value);
        } catch (NullPointerException | ClassCastException e) {
            throw JsonMismatch.element(input);
        }
    }

    @SuppressWarnings("unchecked") // made from a map's class; its entries are what the readers read
    private Map<Object, @Nullable Object> empty() {
        return constructor == null
                ? new LinkedHashMap<>()
                : (Map<Object, @Nullable Object>) JsonConstructors.make(constructor);
    }

    @Override
    @Nullable JsonReader child(@Nullable String name) {
        return values;
    }
}
