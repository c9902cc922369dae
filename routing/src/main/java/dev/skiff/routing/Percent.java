package dev.skiff.routing;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Percent-decoding, once and strictly: what isn't two hex digits or UTF-8 is refused. Loaded only by requests that need it. */
final class Percent {
    private Percent() {}

    /** A path's segment, or several: a plus stays a plus. Null when it is malformed. */
    static @Nullable String decode(String text, int start, int end) {
        return decode(text, start, end, false);
    }

    /** A name or value of a query or form: a plus is a blank. Null when it is malformed. */
    static @Nullable String decodeForm(String text, int start, int end) {
        return decode(text, start, end, true);
    }

    /** Reads {@code a=1&b=2}: split at each {@code &} and then at the first {@code =}, before anything is decoded. Null when it is malformed. */
    static @Nullable Pairs decodeForm(String form) {
        Pairs pairs = new Pairs();
        int start = 0;
        while (start < form.length()) {
            int end = form.indexOf('&', start);
            if (end < 0) {
                end = form.length();
            }
            if (end > start && !addPair(form, start, end, pairs)) {
                return null;
            }
            start = end + 1;
        }
        return pairs;
    }

    private static boolean addPair(String form, int start, int end, Pairs pairs) {
        int equals = form.indexOf('=', start);
        if (equals < 0 || equals > end) {
            equals = end;
        }
        String name = decodeForm(form, start, equals);
        String value = decodeForm(form, Math.min(equals + 1, end), end);
        if (name == null || value == null) {
            return false;
        }
        if (!name.isEmpty() || equals < end) {
            pairs.add(name, value);
        }
        return true;
    }

    private static @Nullable String decode(String text, int start, int end, boolean plusIsBlank) {
        int first = start;
        while (first < end && text.charAt(first) != '%' && !(plusIsBlank && text.charAt(first) == '+')) {
            first++;
        }
        return first == end
                ? text.substring(start, end)
                : decodeBytes(text.substring(start, end).getBytes(StandardCharsets.UTF_8), plusIsBlank);
    }

    private static @Nullable String decodeBytes(byte[] bytes, boolean plusIsBlank) {
        int length = 0;
        boolean ascii = true;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            if (b == '%') {
                if (i + 2 >= bytes.length) {
                    return null;
                }
                int high = Character.digit(bytes[i + 1], 16);
                int low = Character.digit(bytes[i + 2], 16);
                if (high < 0 || low < 0) {
                    return null;
                }
                b = (byte) (high << 4 | low);
                i += 2;
            } else if (b == '+' && plusIsBlank) {
                b = ' ';
            }
            ascii &= b >= 0;
            bytes[length++] = b;
        }
        return ascii ? new String(bytes, 0, length, StandardCharsets.ISO_8859_1) : utf8(bytes, length);
    }

    private static @Nullable String utf8(byte[] bytes, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException malformed) {
            return null;
        }
    }
}
