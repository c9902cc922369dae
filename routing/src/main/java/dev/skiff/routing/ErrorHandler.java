package dev.skiff.routing;

/** Turns a failure of one type into the answer for it, as named to {@link Router.Builder#onError}. */
@FunctionalInterface
public interface ErrorHandler<E extends Throwable> {
    /** Answers the request that failed. What it throws is logged and answered by a bare 500. */
    Response handle(Request request, E failure) throws Exception;
}
