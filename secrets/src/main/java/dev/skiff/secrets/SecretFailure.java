package dev.skiff.secrets;

/** Why a value isn't there. A closed set: it decides whether an older value may be served. */
public enum SecretFailure {
    /** Secrets Manager, Parameter Store or KMS asks for fewer calls; AWS says so with HTTP 400. */
    THROTTLED(true),
    /** No connection, an answer cut off, a server's error, or KMS not able to decrypt. */
    UNAVAILABLE(true),
    /** No answer in time. */
    TIMED_OUT(true),
    /** The thread that asked was interrupted; it still is. */
    INTERRUPTED(true),
    /** The credentials or their rights don't suffice. */
    DENIED(false),
    /** There is no such secret, version, stage or parameter. */
    NOT_FOUND(false),
    /** The secret is scheduled for deletion. */
    DELETED(false),
    /** The request is wrong, or what came isn't what was asked for: not text, not JSON, no such field. */
    INVALID(false);

    private final boolean isTransient;

    SecretFailure(boolean isTransient) {
        this.isTransient = isTransient;
    }

    /** Whether it passes by itself, so that the last value may be served meanwhile. */
    public boolean isTransient() {
        return isTransient;
    }

    String words() {
        return switch (this) {
            case THROTTLED -> "too many calls";
            case UNAVAILABLE -> "the source can't be reached or failed";
            case TIMED_OUT -> "no answer in time";
            case INTERRUPTED -> "the reading thread was interrupted";
            case DENIED -> "access denied; may the function's role read it, and decrypt with its KMS key?";
            case NOT_FOUND -> "not there; are the name, the stage and the region right?";
            case DELETED -> "it is scheduled for deletion";
            case INVALID -> "not what was asked for";
        };
    }
}
