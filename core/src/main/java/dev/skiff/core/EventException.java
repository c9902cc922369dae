package dev.skiff.core;

/**
 * The event isn't what the function expects: not JSON, or not of the expected shape. The message says where and what was expected, and echoes no
 * values. Thrown out of the function, it fails the invocation.
 */
public final class EventException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a message that names the culprit and the cure. */
    public EventException(String message) {
        super(message);
    }
}
