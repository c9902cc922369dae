package dev.skiff.core;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads values of one type. Immutable but for what it finds out lazily, and that is safe to find out twice. */
abstract class JsonReader {

    /** The value whose first token the parser stands on, which isn't null; leaves the parser on its last token. */
    abstract Object read(JsonParser parser) throws IOException;

    /** What a JSON null means. */
    @Nullable Object ofNull(JsonParser parser) {
        return null;
    }

    /** What a property that isn't there means. */
    @Nullable Object ofMissing() {
        return null;
    }

    final @Nullable Object readOrNull(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NULL ? ofNull(parser) : read(parser);
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
