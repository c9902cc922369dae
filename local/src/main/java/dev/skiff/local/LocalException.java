package dev.skiff.local;

/** Something about the template, its artifacts or this machine must change before functions can run; the message says what. */
public final class LocalException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LocalException(String message) {
        super(message);
    }

    public LocalException(String message, Throwable cause) {
        super(message, cause);
    }
}
