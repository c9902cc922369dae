package dev.skiff.core;

/** Carries a checked exception of a handler out of the function; its cause is the culprit. Lambda reports it as a function error. */
public final class FunctionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private FunctionException(Exception cause) {
        super(cause);
    }

    /** Of a type that is loaded anyway: where this one is named to be thrown, the verifier loads it. */
    static RuntimeException of(Exception cause) {
        return new FunctionException(cause);
    }
}
