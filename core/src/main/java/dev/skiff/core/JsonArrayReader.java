package dev.skiff.core;

import dev.skiff.core.internal.JsonInput;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arrays of objects and of primitives. */
final class JsonArrayReader extends JsonReader {
    private final Class<?> component;
    private final JsonReader elements;

    private JsonArrayReader(Class<?> component, JsonReader elements) {
        this.component = component;
        this.elements = elements;
    }

    static JsonReader of(Class<?> component, JsonReader elements) {
        return new JsonArrayReader(component, elements);
    }

    @Override
    Object read(JsonInput input) {
        if (input.token() != JsonInput.ARRAY) {
            throw JsonMismatch.expected(List.class, input);
        }
        List<@Nullable Object> values = new ArrayList<>();
        while (input.next() != JsonInput.ARRAY_END) {
            values.add(elements.readOrNull(input));
        }
        Object array = Array.newInstance(component, values.size());
        for (int i = 0; i < values.size(); i++) {
            Array.set(array, i, values.get(i));
        }
        return array;
    }

    @Override
    @Nullable JsonReader child(@Nullable String name) {
        return elements;
    }
}
