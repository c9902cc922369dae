package dev.skiff.core;

/** Carries a checked exception of a handler out of the function; its cause is the culprit. Lambda reports it as a function error. */
public final class FunctionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    FunctionException(Exception cause) {
        super(cause);
    }
}
