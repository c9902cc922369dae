package dev.skiff.core;

import dev.skiff.core.internal.JsonInput;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Optional: empty for null and for a property that isn't there, so a record never holds a null Optional. */
final class JsonOptionalReader extends JsonReader {
    private final JsonReader value;

    private JsonOptionalReader(JsonReader value) {
        this.value = value;
    }

    static JsonReader of(JsonReader value) {
        return new JsonOptionalReader(value);
    }

    @Override
    Object read(JsonInput input) {
        return Optional.of(value.read(input));
    }

    @Override
    Object ofNull(JsonInput input) {
        return Optional.empty();
    }

    @Override
    Object ofMissing() {
        return Optional.empty();
    }

    @Override
    boolean owns(String name) {
        return value.owns(name);
    }

    @Override
    @Nullable JsonReader child(@Nullable String name) {
        return value.child(name);
    }
}
