package dev.skiff.secrets;

/** Carries a checked exception out of {@link Handle#use}; its cause is what the work threw. */
public final class WorkException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WorkException(Exception cause) {
        super(cause);
    }
}
