package dev.skiff.core;

import dev.skiff.core.internal.JsonInput;
import java.lang.reflect.Constructor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collections: an interface gets the JDK's usual class, in the order of the JSON where it has one. */
final class JsonCollectionReader extends JsonReader {
    private final @Nullable Constructor<?> constructor; // null for the usual: a list
    private final JsonReader elements;

    private JsonCollectionReader(@Nullable Constructor<?> constructor, JsonReader elements) {
        this.constructor = constructor;
        this.elements = elements;
    }

    static JsonReader of(Class<?> type, JsonReader elements) {
        boolean list = type.isAssignableFrom(ArrayList.class);
        return new JsonCollectionReader(list ? null : JsonConstructors.noArguments(implementation(type)), elements);
    }

    private static Class<?> implementation(Class<?> type) {
        if (!type.isInterface()) {
            return type;
        }
        if (type.isAssignableFrom(LinkedHashSet.class)) {
            return LinkedHashSet.class;
        }
        return type.isAssignableFrom(TreeSet.class) ? TreeSet.class : queue(type);
    }

    private static Class<?> queue(Class<?> type) {
        return type.isAssignableFrom(ArrayDeque.class) ? ArrayDeque.class : type;
    }

    @Override
    Object read(JsonInput input) {
        if (input.token() != JsonInput.ARRAY) {
            throw JsonMismatch.expected(List.class, input);
        }
        Collection<@Nullable Object> values = empty();
        while (input.next() != JsonInput.ARRAY_END) {
            add(values, elements.readOrNull(input), input);
        }
        return values;
    }

    private static void add(Collection<@Nullable Object> values, @Nullable Object value, JsonInput input) {
        try {
            values.add(value);
        } catch (NullPointerException | ClassCastException e) { // a deque of nulls, a sorted set of what has no order
            throw JsonMismatch.element(input);
        }
    }

    @SuppressWarnings("unchecked") // made from a collection's class; its elements are what the reader reads
    private Collection<@Nullable Object> empty() {
        return constructor == null
                ? new ArrayList<>()
                : (Collection<@Nullable Object>) JsonConstructors.make(constructor);
    }

    @Override
    @Nullable JsonReader child(@Nullable String name) {
        return elements;
    }
}
