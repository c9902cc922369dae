package dev.skiff.core.internal;

import java.io.Serial;

/** What {@link JsonInput} fails with: a problem that repeats nothing of the JSON, and its place. */
public final class JsonInputException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public static final String BEYOND_LIMITS = "Nested too deeply, or a name, text or number too long";

    private final int line;
    private final int column;

    private JsonInputException(String problem, JsonInput input, int offset) {
        super(problem, null, false, false);
        this.line = input.line(offset);
        this.column = input.column(offset);
    }

    static RuntimeException malformed(JsonInput input, int offset, boolean endsTooSoon) {
        return new JsonInputException(
                endsTooSoon ? "Malformed JSON: it ends too soon" : "Malformed JSON", input, offset);
    }

    static RuntimeException beyondLimits(JsonInput input, int offset) {
        return new JsonInputException(BEYOND_LIMITS, input, offset);
    }

    public String problem() {
        return String.valueOf(getMessage());
    }

    /** Counted from 1. */
    public int line() {
        return line;
    }

    /** Counted from 1, in bytes. */
    public int column() {
        return column;
    }
}
