package dev.skiff.core;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** One property of a record or bean. Its reader is found when it is first needed, so that types may contain themselves. */
final class JsonProperty {
    final int index;
    final @Nullable AccessibleObject target; // a bean's setter or field
    private final Type type;
    private final JsonReaders readers;
    private @Nullable JsonReader reader; // a benign race: readers are the same for the same type

    JsonProperty(int index, @Nullable AccessibleObject target, Type type, JsonReaders readers) {
        this.index = index;
        this.target = target;
        this.type = type;
        this.readers = readers;
    }

    JsonReader reader() {
        JsonReader found = reader;
        if (found == null) {
            found = readers.of(type);
            reader = found;
        }
        return found;
    }
}
