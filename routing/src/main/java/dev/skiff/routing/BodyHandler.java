package dev.skiff.routing;

/** A {@link Handler} that is given the request's JSON body as a value. */
@FunctionalInterface
public interface BodyHandler<T> {
    /** Answers the request. */
    Response handle(Request request, T body) throws Exception;
}
