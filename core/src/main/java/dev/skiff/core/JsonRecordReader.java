package dev.skiff.core;

import dev.skiff.core.internal.JsonInput;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records, through their canonical constructor. Names the record doesn't know are skipped. */
final class JsonRecordReader extends JsonReader {
    private final Class<?> type;
    private final Constructor<?> constructor;
    private final JsonProperty[] components;
    private final Map<String, JsonProperty> byName;

    private JsonRecordReader(
            Class<?> type, Constructor<?> constructor, JsonProperty[] components, Map<String, JsonProperty> byName) {
        this.type = type;
        this.constructor = constructor;
        this.components = components;
        this.byName = byName;
    }

    static JsonReader of(Class<?> raw, Type type, JsonReaders readers) {
        RecordComponent[] declared = raw.getRecordComponents();
        Class<?>[] erased = new Class<?>[declared.length];
        JsonProperty[] components = new JsonProperty[declared.length];
        Map<String, JsonProperty> byName = new HashMap<>();
        for (int i = 0; i < declared.length; i++) {
            erased[i] = declared[i].getType();
            components[i] = new JsonProperty(i, null, bound(declared[i].getGenericType(), type), readers);
            byName.put(declared[i].getName(), components[i]);
        }
        return new JsonRecordReader(raw, JsonConstructors.find(raw, erased), components, byName);
    }

    private static Type bound(Type component, Type owner) {
        return component instanceof Class<?> ? component : JsonGenerics.bind(component, owner);
    }

    @Override
    Object read(JsonInput input) {
        if (input.token() != JsonInput.OBJECT) {
            throw JsonMismatch.expected(type, input);
        }
        @Nullable Object[] values = new @Nullable Object[components.length];
        boolean[] seen = new boolean[components.length];
        for (String name = input.nextName(); name != null; name = input.nextName()) {
            JsonProperty component = byName.get(name);
            input.next();
            if (component == null) {
                input.skip();
            } else {
                values[component.index] = component.reader().readOrNull(input);
                seen[component.index] = true;
            }
        }
        fillMissing(values, seen);
        return JsonConstructors.make(constructor, values);
    }

    private void fillMissing(@Nullable Object[] values, boolean[] seen) {
        for (int i = 0; i < seen.length; i++) {
            if (!seen[i]) {
                values[i] = components[i].reader().ofMissing();
            }
        }
    }

    @Override
    boolean owns(String name) {
        return byName.containsKey(name);
    }

    @Override
    @Nullable JsonReader child(@Nullable String name) {
        JsonProperty component = byName.get(name);
        return component == null ? null : component.reader();
    }
}
