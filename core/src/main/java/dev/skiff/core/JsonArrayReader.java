package dev.skiff.core;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
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
    Object read(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw JsonMismatch.expected(List.class, parser);
        }
        List<@Nullable Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(elements.readOrNull(parser));
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
