package dev.skiff.secrets;

/** A value that can't be had. Says which and why, and never a character of it; so it has no cause. Each caller gets one of its own. */
public final class SecretException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String id;
    private final SecretFailure failure;
    private final String code;

    SecretException(String id, SecretFailure failure, String code, String detail) {
        super(id + ": " + failure.words() + " (" + code + ")" + (detail.isEmpty() ? "" : "; " + detail));
        this.id = id;
        this.failure = failure;
        this.code = code;
    }

    /** Of the secret or parameter, as the handle was asked for it. */
    public String id() {
        return id;
    }

    public SecretFailure failure() {
        return failure;
    }

    /** The name of the error behind it, such as {@code AccessDeniedException}. */
    public String code() {
        return code;
    }
}
