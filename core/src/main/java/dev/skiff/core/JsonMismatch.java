package dev.skiff.core;

import dev.skiff.core.internal.JsonInput;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * What a reader says when the JSON isn't what it expects; {@link JsonFailure} adds the place. The methods return it as a
 * RuntimeException so that the verifier doesn't load this class before something goes wrong.
 */
final class JsonMismatch extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private JsonMismatch(String problem, @Nullable Throwable cause) {
        super(problem, cause, false, false);
    }

    String problem() {
        return String.valueOf(getMessage());
    }

    static RuntimeException expected(Class<?> type, JsonInput input) {
        return new JsonMismatch("Expected " + JsonWords.of(type) + ", found " + JsonWords.of(input.token()), null);
    }

    static RuntimeException outOfRange(Class<?> type) {
        return new JsonMismatch("Expected " + JsonWords.of(type) + ", found a number out of its range", null);
    }

    static RuntimeException notOneOf(Class<?> enumType) {
        return new JsonMismatch("Expected " + JsonWords.of(enumType) + ", found another text", null);
    }

    static RuntimeException key(Class<?> type) {
        return new JsonMismatch("Expected keys that are " + JsonWords.of(type) + ", found another text", null);
    }

    static RuntimeException element(JsonInput input) {
        return new JsonMismatch(
                "The collection refused " + JsonWords.of(input.token()) + " as an element or key", null);
    }

    static RuntimeException nothing() {
        return new JsonMismatch("Expected a JSON value, found nothing", null);
    }

    static RuntimeException nullAlone() {
        return new JsonMismatch("Expected a JSON value, found null", null);
    }

    static RuntimeException trailing() {
        return new JsonMismatch("Expected one JSON value, found more after it", null);
    }

    /** The user's own constructor or setter threw. */
    static RuntimeException refused(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return new JsonMismatch("The value was refused by the type it was read for", cause);
    }

    /** Ours to mend, not the sender's. */
    static RuntimeException unsupported(Class<?> type) {
        return new IllegalArgumentException(
                "No way to read " + type.getName() + " from JSON: it takes a record, a class"
                        + " with an accessible constructor without arguments, an enum, a collection or map, an array, or a"
                        + " simple type of the JDK. DatabindCodec can do more.");
    }
}
