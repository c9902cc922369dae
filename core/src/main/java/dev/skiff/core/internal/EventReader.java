package dev.skiff.core.internal;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.skiff.core.EventException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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
    private final JsonParser parser;
    private final int start;

    private EventReader(JsonParser parser, int start) {
        this.parser = parser;
        this.start = start;
    }

    /** At the event's outermost object, entered. */
    public static EventReader of(byte[] event) {
        return of(event, Json.MAX_BYTES);
    }

    /** The same, for what may be larger than events of Lambda are. */
    public static EventReader of(byte[] event, int maxBytes) {
        if (event.length > maxBytes) {
            throw new EventException(
                    "The event has " + event.length + " bytes, more than any source sends (" + maxBytes + ")");
        }
        return entered(event, false);
    }

    /** The same for an object that holds secrets: nothing of its text stays in buffers that are used again. */
    public static EventReader ofSecret(byte[] object) {
        return entered(object, true);
    }

    private static EventReader entered(byte[] event, boolean secret) {
        try {
            JsonParser parser = secret ? Json.secretParser(event) : Json.parser(event);
            EventReader reader = new EventReader(parser, Json.start(event));
            if (reader.parser.nextToken() != JsonToken.START_OBJECT) {
                throw new EventException("The event is not a JSON object");
            }
            return reader;
        } catch (IOException failure) {
            throw malformed(failure);
        }
    }

    /** Goes to the next field of the object entered last and to its value; false behind the last field. */
    public boolean next() {
        try {
            if (parser.nextFieldName() == null) {
                return false;
            }
            parser.nextToken();
            return true;
        } catch (IOException failure) {
            throw malformed(failure);
        }
    }

    /** Goes to the next element of the array entered last; false behind the last one. */
    public boolean nextElement() {
        try {
            return parser.nextToken() != JsonToken.END_ARRAY;
        } catch (IOException failure) {
            throw malformed(failure);
        }
    }

    /** The name of the field at hand. */
    public String name() {
        try {
            return parser.currentName();
        } catch (IOException failure) {
            throw malformed(failure);
        }
    }

    /** Enters the object at hand; false for null. */
    public boolean enter() {
        return enter(JsonToken.START_OBJECT, "an object");
    }

    /** Enters the array at hand; false for null. */
    public boolean enterArray() {
        return enter(JsonToken.START_ARRAY, "an array");
    }

    /** Whether the value at hand is an array. */
    public boolean atArray() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    /** Whether the value at hand is an object. */
    public boolean atObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    /** The value at hand as text: a number or boolean as it is written, null for null. */
    public @Nullable String text() {
        try {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.VALUE_NULL) {
                return null;
            }
            if (token == null || !token.isScalarValue()) {
                throw unexpected("text");
            }
            return parser.getText();
        } catch (IOException failure) {
            throw malformed(failure);
        }
    }

    /** The text at hand in UTF-8, never made a {@link String}; null for null. For once: the parser's own copy is wiped. */
    public byte @Nullable [] utf8() {
        try {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.VALUE_NULL) {
                return null;
            }
            if (token != JsonToken.VALUE_STRING) {
                throw unexpected("text");
            }
            char[] text = parser.getTextCharacters();
            int from = parser.getTextOffset();
            int to = from + parser.getTextLength();
            ByteBuffer encoded = ByteBuffer.allocate((to - from) * 3);
            StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .encode(CharBuffer.wrap(text, from, to - from), encoded, true);
            byte[] utf8 = Arrays.copyOf(encoded.array(), encoded.position());
            Arrays.fill(encoded.array(), (byte) 0);
            Arrays.fill(text, from, to, '\0');
            return utf8;
        } catch (IOException failure) {
            throw malformed(failure);
        }
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
        try {
            return tree();
        } catch (IOException failure) {
            throw malformed(failure);
        }
    }

    /** The object at hand as {@link #value} gives it; an empty one for null. */
    public Map<String, @Nullable Object> object() {
        try {
            if (enter()) {
                return map();
            }
            return Map.of();
        } catch (IOException failure) {
            throw malformed(failure);
        }
    }

    /** Passes the value at hand, whatever it is. */
    public void skip() {
        try {
            parser.skipChildren();
        } catch (IOException failure) {
            throw malformed(failure);
        }
    }

    /** Where the value at hand begins in the event's bytes. */
    public int offset() {
        return start + (int) parser.currentTokenLocation().getByteOffset();
    }

    /** Where what was read so far ends in the event's bytes: behind the value that was taken or skipped last. */
    public int endOffset() {
        try {
            parser.finishToken();
        } catch (IOException failure) {
            throw malformed(failure);
        }
        return start + (int) parser.currentLocation().getByteOffset();
    }

    /** To be called behind the last field: nothing may follow the event. */
    public void end() {
        try {
            if (parser.nextToken() != null) {
                throw new EventException("Something follows the event's closing brace");
            }
            parser.close();
        } catch (IOException failure) {
            throw malformed(failure);
        }
    }

    /** The failure to throw when the value at hand isn't what it should be. */
    public EventException unexpected(String expected) {
        JsonToken token = parser.currentToken();
        return new EventException("The event's " + path() + " should be " + expected + ", not "
                + (token == null ? "nothing" : called(token)));
    }

    private boolean enter(JsonToken start, String expected) {
        JsonToken token = parser.currentToken();
        if (token == start) {
            return true;
        }
        if (token == JsonToken.VALUE_NULL) {
            return false;
        }
        throw unexpected(expected);
    }

    private @Nullable Object tree() throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return map();
        }
        if (token == JsonToken.START_ARRAY) {
            return list();
        }
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            return number();
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        return token == JsonToken.VALUE_NULL ? null : parser.getText();
    }

    private Map<String, @Nullable Object> map() throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (next()) {
            map.put(parser.currentName(), tree());
        }
        return Collections.unmodifiableMap(map);
    }

    private List<@Nullable Object> list() throws IOException {
        List<@Nullable Object> list = new ArrayList<>();
        while (nextElement()) {
            list.add(tree());
        }
        return Collections.unmodifiableList(list);
    }

    private Object number() throws IOException {
        String digits = parser.getText();
        try {
            return Long.valueOf(digits);
        } catch (NumberFormatException larger) {
            return decimal();
        }
    }

    /** An exponent can be beyond what a decimal holds. */
    private BigDecimal decimal() throws IOException {
        try {
            return parser.getDecimalValue();
        } catch (ArithmeticException | NumberFormatException beyond) {
            throw unexpected("a number that can be counted with");
        }
    }

    private String path() {
        String pointer = parser.getParsingContext().pathAsPointer().toString();
        return pointer.length() > 200
                ? pointer.substring(0, 200) + "…"
                : pointer.isEmpty() ? "outermost value" : pointer;
    }

    private static String called(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "this text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            default -> "the end of it";
        };
    }

    private static EventException malformed(IOException failure) {
        JsonLocation place = failure instanceof JsonProcessingException json ? json.getLocation() : null;
        return new EventException("The event is not UTF-8 JSON, or beyond its limits (" + Json.MAX_DEPTH + " levels)"
                + (place == null ? "" : ", at line " + place.getLineNr() + ", column " + place.getColumnNr()));
    }
}
