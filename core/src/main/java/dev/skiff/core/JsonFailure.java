package dev.skiff.core;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Turns what went wrong into a {@link JsonException}: Jackson's own messages repeat the body and stay out of it. */
final class JsonFailure {
    private JsonFailure() {}

    /** What to throw for a failed read: a mistake in the type goes through as it is. */
    static RuntimeException reading(Throwable failure, JsonParser parser, JsonReader reader) {
        if (failure instanceof JsonMismatch mismatch) {
            return at(parser.currentTokenLocation(), mismatch.problem(), pointer(parser, reader), mismatch.getCause());
        }
        if (failure instanceof RuntimeException ours) {
            return ours;
        }
        return at(parser.currentLocation(), streamProblem(failure), pointer(parser, reader), null);
    }

    static RuntimeException closing() {
        return new JsonException("The JSON could not be read to its end");
    }

    /** The problem of Jackson's own exceptions, in our words. */
    static String streamProblem(Throwable failure) {
        if (failure instanceof InputCoercionException coercion) {
            return "Expected " + JsonWords.of(coercion.getTargetType()) + ", found a number out of its range";
        }
        if (failure instanceof StreamConstraintsException || failure instanceof StackOverflowError) {
            return "Nested too deeply, or a name, text or number too long";
        }
        return failure instanceof JsonEOFException ? "Malformed JSON: it ends too soon" : "Malformed JSON";
    }

    static JsonException at(@Nullable JsonLocation place, String problem, String pointer, @Nullable Throwable cause) {
        return place == null
                ? new JsonException(problem, pointer, 0, 0, cause)
                : new JsonException(problem, pointer, place.getLineNr(), place.getColumnNr(), cause);
    }

    /** The way to where the parser stands, as far as the types know it. */
    private static String pointer(JsonParser parser, JsonReader root) {
        Deque<JsonStreamContext> way = new ArrayDeque<>();
        for (JsonStreamContext at = parser.getParsingContext(); !at.inRoot(); at = at.getParent()) {
            way.push(at);
        }
        StringBuilder pointer = new StringBuilder();
        JsonReader reader = root;
        for (JsonStreamContext step : way) {
            String segment = reader == null ? null : segment(step, reader);
            if (segment == null || reader == null) {
                break;
            }
            pointer.append('/').append(segment);
            reader = reader.child(step.inObject() ? step.getCurrentName() : null);
        }
        return pointer.toString();
    }

    private static @Nullable String segment(JsonStreamContext step, JsonReader reader) {
        if (step.inArray()) {
            return step.hasCurrentIndex() ? String.valueOf(step.getCurrentIndex()) : null;
        }
        String name = step.getCurrentName();
        if (name == null) {
            return null;
        }
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
