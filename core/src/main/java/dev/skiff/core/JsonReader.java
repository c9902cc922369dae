package dev.skiff.core;

import dev.skiff.core.internal.JsonInput;
import org.jspecify.annotations.Nullable;

/** Reads values of one type. Immutable but for what it finds out lazily, and that is safe to find out twice. */
abstract class JsonReader {

    /** The value whose first token is at hand, which isn't null; leaves its last token at hand. */
    abstract Object read(JsonInput input);

    /** What a JSON null means. */
    @Nullable Object ofNull(JsonInput input) {
        return null;
    }

    /** What a property that isn't there means. */
    @Nullable Object ofMissing() {
        return null;
    }

    final @Nullable Object readOrNull(JsonInput input) {
        return input.token() == JsonInput.NULL ? ofNull(input) : read(input);
    }

    /** The value that the key of a map stands for. */
    Object ofKey(String key) {
        throw new IllegalArgumentException("The keys of a map can be text, numbers, enums and what is text in JSON, not"
                + " what " + getClass().getSimpleName() + " reads");
    }

    /** Whether the name is one of the type's own, so that a message may say it. */
    boolean owns(String name) {
        return false;
    }

    /** The reader of the property, of the map's value, or for null of the element. */
    @Nullable JsonReader child(@Nullable String name) {
        return null;
    }
}
