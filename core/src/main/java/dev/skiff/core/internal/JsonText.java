package dev.skiff.core.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Escapes, and what isn't ASCII, in the text of JSON. Apart from {@link JsonInput}, since most events have neither, and load it then for nothing. */
final class JsonText {
    private JsonText() {}

    /** Behind the escape or character that stands here; the complement of the place where it goes wrong. */
    static int pass(byte[] json, int i) {
        if (i >= json.length) {
            return ~json.length;
        }
        int b = json[i] & 0xFF;
        if (b == '\\') {
            return passEscape(json, i + 1);
        }
        return b < 0x80 ? ~i : passCharacter(json, i, b);
    }

    private static int passEscape(byte[] json, int i) {
        return switch (i < json.length ? json[i] : -1) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> i + 1;
            case 'u' -> passHex(json, i + 1);
            default -> ~i;
        };
    }

    private static int passHex(byte[] json, int from) {
        for (int i = from; i < from + 4; i++) {
            if (i >= json.length || hex(json[i]) < 0) {
                return ~Math.min(i, json.length);
            }
        }
        return from + 4;
    }

    private static int hex(byte b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        int letter = b | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }

    /** Of the forms of UTF-8 only the shortest, no surrogates, nothing beyond U+10FFFF: the second byte tells. */
    private static int passCharacter(byte[] json, int i, int first) {
        int length = first < 0xC2 || first > 0xF4 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (length == 0) {
            return ~i;
        }
        int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        for (int next = i + 1; next < i + length; next++) {
            int b = next < json.length ? json[next] & 0xFF : -1;
            if (b < least || b > most) {
                return ~next;
            }
            least = 0x80;
            most = 0xBF;
        }
        return i + length;
    }

    /** Text that was passed, the escapes undone. Half a surrogate pair stays what it is. */
    static String decoded(byte[] json, int from, int to) {
        byte[] utf8 = new byte[to - from]; // no escape is shorter than what it stands for
        int length = unescape(json, from, to, utf8);
        return length < 0 ? withHalves(json, from, to) : new String(utf8, 0, length, StandardCharsets.UTF_8);
    }

    /** The same in UTF-8; half a surrogate pair, which UTF-8 can't say, becomes a question mark. What was used on the way is wiped. */
    static byte[] utf8(byte[] json, int from, int to) {
        byte[] wide = new byte[to - from];
        int length = unescape(json, from, to, wide);
        byte[] utf8 = Arrays.copyOf(wide, length < 0 ? ~length : length);
        Arrays.fill(wide, (byte) 0);
        return utf8;
    }

    /** How long the UTF-8 is; the complement if it has question marks for half surrogate pairs. */
    private static int unescape(byte[] json, int from, int to, byte[] utf8) {
        int length = 0;
        boolean halves = false;
        int i = from;
        while (i < to) {
            byte b = json[i++];
            if (b != '\\') {
                utf8[length++] = b;
            } else if (json[i] != 'u') {
                utf8[length++] = (byte) escaped(json, i++);
            } else {
                int character = character(json, i, to);
                i += character < 0x10000 ? 5 : 11;
                halves |= isHalf(character);
                length = encode(character, utf8, length);
            }
        }
        return halves ? ~length : length;
    }

    private static char escaped(byte[] json, int i) {
        return switch (json[i]) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' ->
                (char) (hex(json[i + 1]) << 12 | hex(json[i + 2]) << 8 | hex(json[i + 3]) << 4 | hex(json[i + 4]));
            default -> (char) json[i];
        };
    }

    /** Of one escape or of the two of a surrogate pair. */
    private static int character(byte[] json, int i, int to) {
        char first = escaped(json, i);
        if (Character.isHighSurrogate(first) && i + 10 < to && json[i + 5] == '\\' && json[i + 6] == 'u') {
            char second = escaped(json, i + 6);
            return Character.isLowSurrogate(second) ? Character.toCodePoint(first, second) : first;
        }
        return first;
    }

    private static boolean isHalf(int character) {
        return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    }

    private static int encode(int c, byte[] utf8, int from) {
        int i = from;
        if (c < 0x80) {
            utf8[i++] = (byte) c;
        } else if (c < 0x800) {
            utf8[i++] = (byte) (0xC0 | c >> 6);
            utf8[i++] = six(c);
        } else if (isHalf(c)) {
            utf8[i++] = '?';
        } else if (c < 0x10000) {
            utf8[i++] = (byte) (0xE0 | c >> 12);
            utf8[i++] = six(c >> 6);
            utf8[i++] = six(c);
        } else {
            utf8[i++] = (byte) (0xF0 | c >> 18);
            utf8[i++] = six(c >> 12);
            utf8[i++] = six(c >> 6);
            utf8[i++] = six(c);
        }
        return i;
    }

    private static byte six(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }

    private static String withHalves(byte[] json, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        int i = from;
        while (i < to) {
            int escape = i;
            while (escape < to && json[escape] != '\\') {
                escape++;
            }
            text.append(new String(json, i, escape - i, StandardCharsets.UTF_8));
            if (escape < to) {
                text.append(escaped(json, escape + 1));
            }
            i = escape < to && json[escape + 1] == 'u' ? escape + 6 : escape + 2;
        }
        return text.toString();
    }
}
