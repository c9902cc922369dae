package dev.skiff.core.internal;

import dev.skiff.core.EventException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks an event once, front to back. {@link #enter} an object, then take its fields by {@link #next}, and each value by {@link #text}, {@link #flag},
 * {@link #number}, {@link #value}, {@link #enter} or {@link #enterArray}; what isn't wanted is passed by {@link #skip}. Null is absent: AWS sends
 * both for the same thing. Every failure is an {@link EventException} that says where.
 *
 * <pre>{@code
 * event.enter();
 * while (event.next()) {
 *     switch (event.name()) {
 *         case "body" -> body = event.text();
 *         default -> event.skip();
 *     }
 * }
 * }</pre>
 */
public final class EventReader {
    private final JsonInput input;

    private EventReader(JsonInput input) {
        this.input = input;
    }

    /** At the event's outermost object, entered. */
    public static EventReader of(byte[] event) {
        return of(event, JsonInput.MAX_BYTES);
    }

    /** The same for a kind of event that has mostly these names. */
    public static EventReader of(byte[] event, Names names) {
        checkLength(event, JsonInput.MAX_BYTES);
        return entered(JsonInput.of(event, names));
    }

    /** The same, for what may be larger than events of Lambda are. */
    public static EventReader of(byte[] event, int maxBytes) {
        checkLength(event, maxBytes);
        return entered(JsonInput.of(event));
    }

    /** The same for an object that holds secrets, of whatever size: nothing of its text stays anywhere when this reader is gone. */
    public static EventReader ofSecret(byte[] object) {
        return entered(JsonInput.of(object));
    }

    private static void checkLength(byte[] event, int maxBytes) {
        if (event.length > maxBytes) {
            throw EventException.of(
                    "The event has " + event.length + " bytes, more than any source sends (" + maxBytes + ")");
        }
    }

    private static EventReader entered(JsonInput input) {
        EventReader reader = new EventReader(input);
        if (reader.advance() != JsonInput.OBJECT) {
            throw EventException.of("The event is not a JSON object");
        }
        return reader;
    }

    /** Goes to the next field of the object entered last and to its value; false behind the last field. */
    public boolean next() {
        try {
            return input.nextField();
        } catch (RuntimeException failure) {
            throw malformed(failure);
        }
    }

    /** Goes to the next element of the array entered last; false behind the last one. */
    public boolean nextElement() {
        return advance() != JsonInput.ARRAY_END;
    }

    /** The name of the field at hand. */
    public String name() {
        return String.valueOf(input.name());
    }

    /** Enters the object at hand; false for null. */
    public boolean enter() {
        return enter(JsonInput.OBJECT, "an object");
    }

    /** Enters the array at hand; false for null. */
    public boolean enterArray() {
        return enter(JsonInput.ARRAY, "an array");
    }

    /** Whether the value at hand is an array. */
    public boolean atArray() {
        return input.token() == JsonInput.ARRAY;
    }

    /** Whether the value at hand is an object. */
    public boolean atObject() {
        return input.token() == JsonInput.OBJECT;
    }

    /** The value at hand as text: a number or boolean as it is written, null for null. */
    public @Nullable String text() {
        char token = input.token();
        if (token == JsonInput.NULL) {
            return null;
        }
        if (!isScalar(token)) {
            throw unexpected("text");
        }
        return input.text();
    }

    private static boolean isScalar(char token) {
        return token == JsonInput.TEXT
                || token == JsonInput.WHOLE
                || token == JsonInput.FRACTION
                || token == JsonInput.TRUE
                || token == JsonInput.FALSE;
    }

    /** The text at hand in UTF-8, never made a {@link String}; null for null. What it was made in is wiped. */
    public byte @Nullable [] utf8() {
        char token = input.token();
        if (token == JsonInput.NULL) {
            return null;
        }
        if (token != JsonInput.TEXT) {
            throw unexpected("text");
        }
        return input.utf8();
    }

    /** The value at hand as a boolean: also as text, and null is false. */
    public boolean flag() {
        String text = text();
        if (text == null || text.equals("false") || text.isEmpty()) {
            return false;
        }
        if (text.equalsIgnoreCase("true")) {
            return true;
        }
        if (text.equalsIgnoreCase("false")) {
            return false;
        }
        throw unexpected("true or false");
    }

    /** The value at hand as a whole number: also as text; {@code absent} for null. */
    public long number(long absent) {
        String text = text();
        if (text == null) {
            return absent;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException failure) {
            throw unexpected("a whole number");
        }
    }

    /** The value at hand as it is: text, {@link Long}, {@link BigDecimal} for other numbers, {@link Boolean}, a list, a map, or null; none of them can be changed. */
    public @Nullable Object value() {
        char token = input.token();
        if (token == JsonInput.OBJECT) {
            return map();
        }
        if (token == JsonInput.ARRAY) {
            return list();
        }
        if (token == JsonInput.WHOLE || token == JsonInput.FRACTION) {
            return token == JsonInput.WHOLE ? whole() : decimal();
        }
        if (token == JsonInput.TRUE || token == JsonInput.FALSE) {
            return token == JsonInput.TRUE;
        }
        return token == JsonInput.NULL ? null : input.text();
    }

    /** The object at hand as {@link #value} gives it; an empty one for null. */
    public Map<String, @Nullable Object> object() {
        if (enter()) {
            return map();
        }
        return Map.of();
    }

    /** Passes the value at hand, whatever it is. */
    public void skip() {
        try {
            input.skip();
        } catch (RuntimeException failure) {
            throw malformed(failure);
        }
    }

    /** Where the value at hand begins in the event's bytes. */
    public int offset() {
        return input.offset();
    }

    /** Where what was read so far ends in the event's bytes: behind the value that was taken or skipped last. */
    public int endOffset() {
        return input.endOffset();
    }

    /** To be called behind the last field: nothing may follow the event. */
    public void end() {
        if (advance() != JsonInput.END) {
            throw EventException.of("Something follows the event's closing brace");
        }
    }

    /** The failure to throw when the value at hand isn't what it should be. */
    public RuntimeException unexpected(String expected) {
        return EventException.of("The event's " + path() + " should be " + expected + ", not " + called(input.token()));
    }

    private char advance() {
        try {
            return input.next();
        } catch (RuntimeException failure) {
            throw malformed(failure);
        }
    }

    private boolean enter(char start, String expected) {
        char token = input.token();
        if (token == start) {
            return true;
        }
        if (token == JsonInput.NULL) {
            return false;
        }
        throw unexpected(expected);
    }

    private Map<String, @Nullable Object> map() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (next()) {
            map.put(name(), value());
        }
        return Collections.unmodifiableMap(map);
    }

    private List<@Nullable Object> list() {
        List<@Nullable Object> list = new ArrayList<>();
        while (nextElement()) {
            list.add(value());
        }
        return Collections.unmodifiableList(list);
    }

    private Object whole() {
        try {
            return input.whole();
        } catch (ArithmeticException larger) {
            return decimal();
        }
    }

    /** An exponent can be beyond what a decimal holds. */
    private BigDecimal decimal() {
        try {
            return new BigDecimal(input.text());
        } catch (ArithmeticException | NumberFormatException beyond) {
            throw unexpected("a number that can be counted with");
        }
    }

    private String path() {
        StringBuilder path = new StringBuilder();
        for (int level = 1; level <= input.depth() && path.length() <= 200; level++) {
            String name = input.name(level);
            if (name != null) {
                path.append('/').append(name.replace("~", "~0").replace("/", "~1"));
            } else if (input.index(level) >= 0) {
                path.append('/').append(input.index(level));
            }
        }
        return path.length() > 200
                ? path.substring(0, 200) + "…"
                : path.isEmpty() ? "outermost value" : path.toString();
    }

    private static String called(char token) {
        return switch (token) {
            case JsonInput.OBJECT -> "an object";
            case JsonInput.ARRAY -> "an array";
            case JsonInput.TEXT -> "this text";
            case JsonInput.WHOLE, JsonInput.FRACTION -> "a number";
            case JsonInput.TRUE, JsonInput.FALSE -> "a boolean";
            case JsonInput.NULL -> "null";
            default -> "the end of it";
        };
    }

    private static RuntimeException malformed(RuntimeException failure) {
        if (failure instanceof JsonInputException malformed) {
            return EventException.of("The event is not UTF-8 JSON, or beyond its limits (" + JsonInput.MAX_DEPTH
                    + " levels), at line " + malformed.line() + ", column " + malformed.column());
        }
        return failure;
    }
}
