package dev.skiff.routing;

/** Carries a checked exception that is to fail the invocation through routers and filters, which are not to answer it. */
final class UnexpectedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Exception original;

    private UnexpectedException(Exception original) {
        super(original);
        this.original = original;
    }

    /** Of a type that is loaded anyway: where this one is named to be thrown, the verifier loads it. */
    static RuntimeException of(Exception original) {
        return new UnexpectedException(original);
    }

    Exception original() {
        return original;
    }
}
