package dev.skiff.routing;

/**
 * A function around a handler: it may look at the request, change it, answer by itself, or change the answer. The filters of a router stand around
 * its dispatcher, so they see 404 and 405 too; what a handler throws passes through {@code next} and through the filters like any exception, until the
 * router turns it into an answer.
 *
 * <pre>{@code
 * Filter timing = (request, next) -> {
 *     long start = System.nanoTime();
 *     Response response = next.handle(request);
 *     return response.withHeader("Server-Timing", "app;dur=" + (System.nanoTime() - start) / 1e6);
 * };
 * }</pre>
 */
@FunctionalInterface
public interface Filter {
    /** Answers the request, usually by {@code next}. */
    Response apply(Request request, Handler next) throws Exception;

    /** The handler with this filter around it. */
    default Handler around(Handler handler) {
        return new Filtered(this, handler);
    }

    /** This filter with another one inside it. */
    default Filter andThen(Filter inner) {
        return (request, next) -> apply(request, inner.around(next));
    }
}
