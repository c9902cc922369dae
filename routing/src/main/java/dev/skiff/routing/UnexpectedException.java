package dev.skiff.routing;

/** Carries a checked exception that is to fail the invocation through routers and filters, which are not to answer it. */
final class UnexpectedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Exception original;

    UnexpectedException(Exception original) {
        super(original);
        this.original = original;
    }

    Exception original() {
        return original;
    }
}
