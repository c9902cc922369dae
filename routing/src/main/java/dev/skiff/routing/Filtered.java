package dev.skiff.routing;

/** A handler with a filter around it. */
final class Filtered implements Handler {
    private final Filter filter;
    private final Handler next;

    Filtered(Filter filter, Handler next) {
        this.filter = filter;
        this.next = next;
    }

    @Override
    public Response handle(Request request) throws Exception {
        return filter.apply(request, next);
    }
}
