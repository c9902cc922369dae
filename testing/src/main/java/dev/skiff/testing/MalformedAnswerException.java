package dev.skiff.testing;

/** The function answered something that its source does not accept; the message says what, and what would do. */
final class MalformedAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MalformedAnswerException(String message) {
        super(message);
    }

    MalformedAnswerException(String message, Throwable cause) {
        super(message, cause);
    }
}
