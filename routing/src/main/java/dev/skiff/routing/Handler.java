package dev.skiff.routing;

/** A function from a request to a response. A {@link Router} is one. It may be called by many threads at once. */
@FunctionalInterface
public interface Handler {
    /**
     * Answers the request.
     *
     * @throws Exception as it likes: a {@link HttpException} becomes the answer it describes, what the router maps by {@link Router.Builder#onError}
     *     becomes that, and anything else is logged and answered by a bare 500
     */
    Response handle(Request request) throws Exception;
}
