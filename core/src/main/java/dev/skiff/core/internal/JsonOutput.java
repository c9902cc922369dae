package dev.skiff.core.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes compact JSON in UTF-8 into memory: what an answer is made of, and no more. jackson-core's generator does all this too, but its first use loads and
 * verifies some forty classes, its factory among them, which is a sixth of a routed function's cold start. Commas are put by itself; that names and values
 * come in an order that makes sense is up to the caller. For one thread.
 */
public final class JsonOutput {
    /** As many levels as jackson-core's generator writes. */
    private static final int MAX_DEPTH = 1000;

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private byte[] bytes;
    private int length;
    private int depth;
    private boolean comma;

    public JsonOutput(int expectedLength) {
        this.bytes = new byte[Math.max(64, expectedLength)];
    }

    public JsonOutput beginObject() {
        begin('{');
        return this;
    }

    public JsonOutput endObject() {
        end('}');
        return this;
    }

    public JsonOutput beginArray() {
        begin('[');
        return this;
    }

    public JsonOutput endArray() {
        end(']');
        return this;
    }

    /** The name of the value that comes next. */
    public JsonOutput name(String name) {
        value();
        quoted(name);
        put(':');
        comma = false;
        return this;
    }

    /** Half a surrogate pair, which UTF-8 can't say, becomes a question mark. */
    public JsonOutput text(String text) {
        value();
        quoted(text);
        return this;
    }

    /** Text that is UTF-8 already. */
    public JsonOutput utf8(byte[] text) {
        value();
        room(text.length + 2);
        put('"');
        int from = 0;
        for (int i = 0; i < text.length; i++) {
            byte b = text[i];
            if (b >= 0 && isEscaped(b)) {
                append(text, from, i);
                escaped((char) b);
                from = i + 1;
            }
        }
        append(text, from, text.length);
        put('"');
        return this;
    }

    public JsonOutput number(long number) {
        return raw(Long.toString(number));
    }

    public JsonOutput flag(boolean flag) {
        return raw(flag ? "true" : "false");
    }

    public JsonOutput nothing() {
        return raw("null");
    }

    /** Digits, or anything else of ASCII that is JSON already. */
    public JsonOutput raw(String json) {
        value();
        room(json.length());
        ascii(json, json.length());
        return this;
    }

    /** JSON from elsewhere, in UTF-8. */
    public JsonOutput raw(byte[] json) {
        value();
        append(json);
        return this;
    }

    /** Bytes of ASCII that need no escapes, such as base64, as text. */
    public JsonOutput plain(byte[] ascii) {
        value();
        put('"');
        append(ascii);
        put('"');
        return this;
    }

    public byte[] toByteArray() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private void begin(char bracket) {
        value();
        put(bracket);
        comma = false;
        depth++;
        if (depth > MAX_DEPTH) {
            throw new IllegalStateException("Nested more than " + MAX_DEPTH + " levels deep, or in a circle");
        }
    }

    private void end(char bracket) {
        put(bracket);
        comma = true;
        depth--;
    }

    private void value() {
        if (comma) {
            put(',');
        }
        comma = true;
    }

    private void quoted(String text) {
        room(text.length() + 2);
        put('"');
        int plain = plain(text);
        ascii(text, plain);
        for (int i = plain; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isEscaped(c)) {
                escaped(c);
            } else if (c < 0x80) {
                put(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                append(text.substring(i, i + 2).getBytes(StandardCharsets.UTF_8));
                i++;
            } else if (Character.isSurrogate(c)) {
                put('?');
            } else {
                encoded(c);
            }
        }
        put('"');
    }

    /** How many characters from the beginning stand for themselves: of most texts all. */
    private static int plain(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) < 0x80 && !isEscaped(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isEscaped(int c) {
        return c < ' ' || c == '"' || c == '\\';
    }

    @SuppressWarnings("deprecation") // the low bytes are all there is of ASCII
    private void ascii(String text, int end) {
        text.getBytes(0, end, bytes, length);
        length += end;
    }

    private void encoded(char c) {
        if (c < 0x800) {
            put(0xC0 | (c >> 6));
        } else {
            put(0xE0 | (c >> 12));
            put(0x80 | ((c >> 6) & 0x3F));
        }
        put(0x80 | (c & 0x3F));
    }

    private void escaped(char c) {
        put('\\');
        switch (c) {
            case '"', '\\' -> put(c);
            case '\n' -> put('n');
            case '\r' -> put('r');
            case '\t' -> put('t');
            default -> {
                put('u');
                put('0');
                put('0');
                put(HEX[c >> 4]);
                put(HEX[c & 0xF]);
            }
        }
    }

    private void append(byte[] more) {
        append(more, 0, more.length);
    }

    private void append(byte[] more, int from, int to) {
        room(to - from);
        System.arraycopy(more, from, bytes, length, to - from);
        length += to - from;
    }

    private void put(int b) {
        if (length == bytes.length) {
            room(1);
        }
        bytes[length++] = (byte) b;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }
}
