package dev.skiff.core;

import org.jspecify.annotations.Nullable;

/**
 * JSON that could not be read, or a value that could not be written. The message says what was expected and where, and
 * never repeats what was sent: no values, and no names but those of the target type. It may be logged and shown.
 *
 * <p>A cause is there only when the user's own code refused the value; what it says is up to that code.
 */
public final class JsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String location;
    private final int line;
    private final int column;

    /** A problem at no known place. */
    public JsonException(String problem) {
        this(problem, "", 0, 0, null);
    }

    /**
     * @param location a JSON pointer, empty for the whole value
     * @param line counted from 1, or 0 where it isn't known
     */
    public JsonException(String problem, String location, int line, int column, @Nullable Throwable cause) {
        super(problem + place(location, line, column), cause);
        this.location = location;
        this.line = line;
        this.column = column;
    }

    /** A JSON pointer such as {@code /items/2/price}; {@code *} stands for the key of a map. Empty for the whole value. */
    public String location() {
        return location;
    }

    /** Counted from 1; 0 where it isn't known. */
    public int line() {
        return line;
    }

    /** Counted from 1; 0 where it isn't known. */
    public int column() {
        return column;
    }

    private static String place(String location, int line, int column) {
        String at = location.isEmpty() ? "" : " at " + location;
        return line > 0 ? at + " (line " + line + ", column " + column + ")" : at;
    }
}
