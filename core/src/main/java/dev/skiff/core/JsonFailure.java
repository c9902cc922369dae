package dev.skiff.core;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.skiff.core.internal.JsonInput;
import dev.skiff.core.internal.JsonInputException;
import java.io.IOException;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/** Turns what went wrong into a {@link JsonException}: Jackson's own messages repeat the body and stay out of it. */
final class JsonFailure {

    private JsonFailure() {}

    /** What to throw for a failed read: a mistake in the type goes through as it is. */
    static RuntimeException reading(Throwable failure, JsonInput input, JsonReader reader) {
        if (failure instanceof JsonInputException malformed) {
            return new JsonException(
                    malformed.problem(), pointer(input, reader), malformed.line(), malformed.column(), null);
        }
        if (failure instanceof JsonMismatch mismatch) {
            return atToken(mismatch.problem(), input, reader, mismatch.getCause());
        }
        return failure instanceof RuntimeException ours
                ? ours
                : atToken(JsonInputException.BEYOND_LIMITS, input, reader, null);
    }

    private static JsonException atToken(
            String problem, JsonInput input, JsonReader reader, @Nullable Throwable cause) {
        int place = input.offset();
        return new JsonException(problem, pointer(input, reader), input.line(place), input.column(place), cause);
    }

    /** The way to what is at hand, as far as the types know it. */
    private static String pointer(JsonInput input, JsonReader root) {
        StringBuilder pointer = new StringBuilder();
        JsonReader reader = root;
        for (int level = 1; level <= input.depth() && reader != null; level++) {
            String name = input.name(level);
            String segment = name == null ? index(input.index(level)) : segment(name, reader);
            if (segment == null) {
                break;
            }
            pointer.append('/').append(segment);
            reader = reader.child(name);
        }
        return pointer.toString();
    }

    private static @Nullable String index(int index) {
        return index < 0 ? null : String.valueOf(index);
    }

    private static @Nullable String segment(String name, JsonReader reader) {
        if (reader.owns(name)) {
            return escape(name);
        }
        return reader.child(name) == null ? null : "*";
    }

    static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** What to throw for a failed write; introspected is the class that was last looked into, where that's known. */
    static RuntimeException writing(Throwable failure, @Nullable Object value, @Nullable Class<?> introspected) {
        if (failure instanceof JsonException told) {
            return told;
        }
        String root = value == null ? "null" : value.getClass().getName();
        if (failure instanceof StreamConstraintsException || failure instanceof StackOverflowError) {
            return writing(root + ": nested too deeply, or in a circle", null);
        }
        boolean closed = failure instanceof IllegalArgumentException || failure instanceof InaccessibleObjectException;
        return writing(closed && introspected != null ? introspected.getName() : root, null);
    }

    static RuntimeException writingBean(IOException failure, Object bean) {
        if (failure.getCause() instanceof InvocationTargetException getter) {
            return writing(bean.getClass().getName(), getter.getCause());
        }
        return writing(failure, bean, null);
    }

    /** The culprit is a class or a property of one; a cause comes only from the user's own code. */
    static RuntimeException writing(String culprit, @Nullable Throwable cause) {
        return new JsonException("Could not write " + culprit, "", 0, 0, cause);
    }
}
