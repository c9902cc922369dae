package dev.skiff.core;

import dev.skiff.core.internal.JsonInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Object: maps, lists, text, booleans; whole numbers of any size exact, others as Double. */
final class JsonAnyReader extends JsonReader {

    static JsonReader of() {
        return new JsonAnyReader();
    }

    @Override
    Object read(JsonInput input) {
        return switch (input.token()) {
            case JsonInput.OBJECT -> map(input);
            case JsonInput.ARRAY -> list(input);
            case JsonInput.TEXT -> input.text();
            case JsonInput.TRUE -> true;
            case JsonInput.FALSE -> false;
            case JsonInput.WHOLE, JsonInput.FRACTION -> JsonNumberReader.any(input);
            default -> throw JsonMismatch.expected(Object.class, input);
        };
    }

    private Map<String, @Nullable Object> map(JsonInput input) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (String name = input.nextName(); name != null; name = input.nextName()) {
            input.next();
            map.put(name, readOrNull(input));
        }
        return map;
    }

    private List<@Nullable Object> list(JsonInput input) {
        List<@Nullable Object> list = new ArrayList<>();
        while (input.next() != JsonInput.ARRAY_END) {
            list.add(readOrNull(input));
        }
        return list;
    }

    @Override
    JsonReader child(@Nullable String name) {
        return this;
    }
}
