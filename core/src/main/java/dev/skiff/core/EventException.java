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

    /** The same of a type that is loaded anyway: where this one is named to be thrown, the verifier loads it, and every event's path is to do without. */
    public static RuntimeException of(String message) {
        return new EventException(message);
    }
}
