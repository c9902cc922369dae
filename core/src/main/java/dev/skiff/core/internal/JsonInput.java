package dev.skiff.core.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON in UTF-8 token by token, strictly as RFC 8259 has it. jackson-core's parser does all this too, but its first use loads and verifies some forty
 * classes, which is a fifth of a routed function's cold start; this is one long class, since each further one would be paid for again. What was passed was
 * checked: text for its escapes and its UTF-8, numbers for their form. There are no buffers. Fails by {@link JsonInputException}. For one thread.
 */
public final class JsonInput {
    /** Deeper than any event of AWS: a DynamoDB item has at most 32 levels, each two objects of JSON. */
    public static final int MAX_DEPTH = 1000;
    /** More than any source can send: Lambda takes 6 MB, API Gateway 10 MB. Of a text, as many characters. */
    public static final int MAX_BYTES = 10 * 1024 * 1024;
    /** Of a name, in bytes, escapes as they are written. */
    static final int MAX_NAME = 50_000;
    /** Of a number, those of its exponent as well. */
    static final int MAX_DIGITS = 1000;

    /** The tokens. An array or object is one where it begins and one where it ends; a name is one, with its colon. */
    public static final char OBJECT = '{';

    public static final char OBJECT_END = '}';
    public static final char ARRAY = '[';
    public static final char ARRAY_END = ']';
    public static final char NAME = ':';
    public static final char TEXT = '"';
    /** A number without fraction and exponent. */
    public static final char WHOLE = '0';
    /** Any other number. */
    public static final char FRACTION = '.';

    public static final char TRUE = 't';
    public static final char FALSE = 'f';
    public static final char NULL = 'n';
    /** Nothing: no value was there, or nothing follows it. */
    public static final char END = '$';
    /** Something follows the value, JSON or not; it is not gone into. */
    public static final char MORE = '+';

    private static final char BEGINNING = '^';
    private static final int NO_NAME = Integer.MIN_VALUE;

    /** The bytes that stand for themselves in text: ASCII without controls, quotes and backslashes. One look at it is faster than three comparisons. */
    private static final boolean[] PLAIN = new boolean[256];

    static {
        Arrays.fill(PLAIN, ' ', 0x80, true);
        PLAIN['"'] = false;
        PLAIN['\\'] = false;
    }

    private final byte[] json;
    private final @Nullable Names names;
    private final int start; // behind the byte order mark, if there is one
    private int at;
    private char token = BEGINNING;
    private int tokenAt;
    private boolean escapes; // in the text or name scanned last
    private boolean ascii; // and whether it is nothing else
    private int nameAt = -1; // the quotes of the name looked at last
    private int nameEnd;
    private boolean nameAscii;
    private boolean nameEscapes;
    private int depth;
    /** Of an array the number of elements begun, of an object the complement of the place of its name at hand. */
    private int[] levels = new int[16];

    private JsonInput(byte[] json, @Nullable Names names) {
        this.json = json;
        this.names = names;
        this.start = byteAt(0) == 0xEF && byteAt(1) == 0xBB && byteAt(2) == 0xBF ? 3 : 0;
        this.at = start;
    }

    /** Before the first token. A byte order mark is passed. */
    public static JsonInput of(byte[] json) {
        return new JsonInput(json, null);
    }

    /** The same for an object whose names are mostly these. */
    static JsonInput of(byte[] json, Names names) {
        return new JsonInput(json, names);
    }

    /** The token at hand. */
    public char token() {
        return token;
    }

    /** Goes to the next token. */
    public char next() {
        int b = significant();
        token = token == NAME || token == BEGINNING ? value(b) : further(b);
        return token;
    }

    /** Goes to the value of the next field; false, and at the object's end, behind the last one. */
    boolean nextField() {
        if (next() != NAME) {
            return false;
        }
        token = value(significant());
        return true;
    }

    /** Goes to the name of the next field and says it; null, and at the object's end, behind the last one. */
    public @Nullable String nextName() {
        return next() == NAME ? name(depth) : null;
    }

    /** Goes to the end of the array or object that begins here; any other value is passed by {@link #next}. */
    public void skip() {
        if (token == OBJECT || token == ARRAY) {
            int outside = depth - 1;
            while (depth > outside) {
                next();
            }
        }
    }

    /** The text at hand, or a number or word as it is written. */
    public String text() {
        if (token == TEXT) {
            return string(tokenAt + 1, at - 1, ascii, escapes);
        }
        return string(tokenAt, at, true, false);
    }

    /**
     * The whole number at hand.
     *
     * @throws ArithmeticException if 64 bits don't hold it
     */
    public long whole() {
        boolean negative = json[tokenAt] == '-';
        long value = 0; // below zero, where there is one number more
        for (int i = negative ? tokenAt + 1 : tokenAt; i < at; i++) {
            value = Math.subtractExact(Math.multiplyExact(value, 10L), json[i] - '0');
        }
        return negative ? value : Math.negateExact(value);
    }

    /** The text at hand in UTF-8, in an array of its own. */
    public byte[] utf8() {
        return escapes ? JsonText.utf8(json, tokenAt + 1, at - 1) : Arrays.copyOfRange(json, tokenAt + 1, at - 1);
    }

    /** The name of the field at hand, also when its value is at hand or was passed; null where there is none. */
    public @Nullable String name() {
        return name(token == OBJECT || token == ARRAY ? depth - 1 : depth);
    }

    /** How many arrays and objects are entered and not left. */
    public int depth() {
        return depth;
    }

    /** The name at hand in the object of that level, which is counted from 1 for the outermost; null where there is none. */
    public @Nullable String name(int level) {
        return level == 0 || levels[level] >= 0 || levels[level] == NO_NAME ? null : named(~levels[level]);
    }

    /** The index at hand in the array of that level; -1 before the first element. */
    public int index(int level) {
        return levels[level] < 0 ? -1 : levels[level] - 1;
    }

    /** Where the token at hand begins. */
    public int offset() {
        return tokenAt;
    }

    /** Where the token at hand ends. */
    public int endOffset() {
        return at;
    }

    /** The line of a place, counted from 1. */
    public int line(int offset) {
        int line = 1;
        for (int i = 0; i < offset; i++) {
            line += endsLine(i) ? 1 : 0;
        }
        return line;
    }

    /** The column of a place in bytes, counted from 1. */
    public int column(int offset) {
        int from = offset;
        while (from > start && !endsLine(from - 1)) {
            from--;
        }
        return offset - from + 1;
    }

    private boolean endsLine(int i) {
        return json[i] == '\n' || (json[i] == '\r' && byteAt(i + 1) != '\n');
    }

    private char further(int b) {
        if (depth == 0) {
            return b < 0 ? END : MORE;
        }
        boolean object = levels[depth] < 0;
        if (b == (object ? '}' : ']')) {
            at++;
            depth--;
            return (char) b;
        }
        if (token != OBJECT && token != ARRAY) {
            b = behindComma(b);
        }
        if (object) {
            return field(b);
        }
        levels[depth]++;
        return value(b);
    }

    private int behindComma(int b) {
        if (b != ',') {
            throw malformed(at);
        }
        at++;
        return significant();
    }

    private char field(int b) {
        if (b != '"') {
            throw malformed(at);
        }
        scan();
        levels[depth] = ~tokenAt;
        nameAt = tokenAt;
        nameEnd = at - 1;
        nameAscii = ascii;
        nameEscapes = escapes;
        if (at - tokenAt - 2 > MAX_NAME) {
            throw beyondLimits(tokenAt);
        }
        colon();
        return NAME;
    }

    private void colon() {
        int name = tokenAt;
        if (byteAt(at) != ':' && significant() != ':') {
            throw malformed(at);
        }
        at++;
        tokenAt = name;
    }

    private char value(int b) {
        return switch (b) {
            case '"' -> textual();
            case '{' -> open(OBJECT, NO_NAME);
            case '[' -> open(ARRAY, 0);
            case 't' -> word("true", TRUE);
            case 'f' -> word("false", FALSE);
            case 'n' -> word("null", NULL);
            default -> rarer(b);
        };
    }

    private char rarer(int b) {
        if (b == '-' || isDigit(b)) {
            return number();
        }
        if (b < 0 && token == BEGINNING) {
            return END;
        }
        throw malformed(at);
    }

    private char open(char bracket, int level) {
        if (depth == MAX_DEPTH) {
            throw beyondLimits(at);
        }
        at++;
        depth++;
        if (depth == levels.length) {
            levels = Arrays.copyOf(levels, 4 * depth);
        }
        levels[depth] = level;
        return bracket;
    }

    private char textual() {
        scan();
        if (at - tokenAt - 2 > MAX_BYTES
                && string(tokenAt + 1, at - 1, ascii, escapes).length() > MAX_BYTES) {
            throw beyondLimits(tokenAt);
        }
        return TEXT;
    }

    /** Behind the closing quote of the text that begins here. */
    private void scan() {
        byte[] json = this.json;
        int i = at + 1;
        ascii = true;
        escapes = false;
        while (true) {
            while (i < json.length && PLAIN[json[i] & 0xFF]) {
                i++;
            }
            if (i < json.length && json[i] == '"') {
                break;
            }
            int next = JsonText.pass(json, i);
            if (next < 0) {
                throw malformed(~next);
            }
            ascii &= json[i] > 0;
            escapes |= json[i] > 0;
            i = next;
        }
        at = i + 1;
    }

    private char number() {
        int i = byteAt(at) == '-' ? at + 1 : at;
        int digits = -i;
        i = byteAt(i) == '0' ? i + 1 : digits(i);
        digits += i;
        char kind = WHOLE;
        if (byteAt(i) == '.') {
            kind = FRACTION;
            int fraction = digits(i + 1);
            digits += fraction - i - 1;
            i = fraction;
        }
        if (byteAt(i) == 'e' || byteAt(i) == 'E') {
            kind = FRACTION;
            int exponent = byteAt(i + 1) == '-' || byteAt(i + 1) == '+' ? i + 2 : i + 1;
            i = digits(exponent);
            digits += i - exponent;
        }
        if (digits > MAX_DIGITS) {
            throw beyondLimits(at);
        }
        at = i;
        delimited();
        return kind;
    }

    /** Behind the digits, of which there must be one. */
    private int digits(int from) {
        int i = from;
        while (isDigit(byteAt(i))) {
            i++;
        }
        if (i == from) {
            throw malformed(i);
        }
        return i;
    }

    private static boolean isDigit(int b) {
        return b >= '0' && b <= '9';
    }

    private char word(String word, char kind) {
        for (int i = 0; i < word.length(); i++) {
            if (byteAt(at + i) != word.charAt(i)) {
                throw malformed(at + i);
            }
        }
        at += word.length();
        delimited();
        return kind;
    }

    /** Nothing may cling to a number or word. */
    private void delimited() {
        int b = byteAt(at);
        if (b != ',' && b != '}' && b != ']' && b >= 0 && !isSpace(b)) {
            throw malformed(at);
        }
    }

    /** The first byte here that isn't space, -1 at the end; a token begins there. */
    private int significant() {
        int b = byteAt(at);
        while (isSpace(b)) {
            at++;
            b = byteAt(at);
        }
        tokenAt = at;
        return b;
    }

    /** Nearly everything that is asked for is above the blank, and needs no further look. */
    private static boolean isSpace(int b) {
        return b <= ' ' && (b == ' ' || b == '\n' || b == '\r' || b == '\t');
    }

    private int byteAt(int i) {
        return i < json.length ? json[i] & 0xFF : -1;
    }

    @SuppressWarnings("deprecation") // of ASCII a string has the very bytes: no charset is asked
    private String string(int from, int to, boolean ascii, boolean escapes) {
        if (escapes) {
            return JsonText.decoded(json, from, to);
        }
        return ascii ? new String(json, 0, from, to - from) : new String(json, from, to - from, StandardCharsets.UTF_8);
    }

    /** The name whose quote stands here, which was scanned before. */
    private String named(int quote) {
        if (quote != nameAt) {
            find(quote);
        }
        String known = names == null ? null : names.find(json, quote + 1, nameEnd);
        return known != null ? known : string(quote + 1, nameEnd, nameAscii, nameEscapes);
    }

    private void find(int quote) {
        nameAt = quote;
        nameAscii = true;
        nameEscapes = false;
        int i = quote + 1;
        while (json[i] != '"') {
            nameAscii &= json[i] > 0;
            nameEscapes |= json[i] == '\\';
            i += json[i] == '\\' ? 2 : 1;
        }
        nameEnd = i;
    }

    /** As a RuntimeException, so that the verifier doesn't load the class before something goes wrong. */
    private RuntimeException malformed(int offset) {
        return JsonInputException.malformed(this, offset, offset >= json.length);
    }

    private RuntimeException beyondLimits(int offset) {
        return JsonInputException.beyondLimits(this, offset);
    }
}
