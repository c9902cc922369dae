package dev.skiff.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a router puts around its routes: filters, error handlers, and what answers for a missing route. Immutable. */
final class Scope {
    private final List<Filter> filters;
    private final ErrorMapping errors;
    private final @Nullable Handler notFound;

    Scope(List<Filter> filters, ErrorMapping errors, @Nullable Handler notFound) {
        this.filters = List.copyOf(filters);
        this.errors = errors;
        this.notFound = notFound;
    }

    /** The handler with the filters around it, the first one outermost. */
    Handler filtered(Handler handler) {
        Handler chain = handler;
        for (int i = filters.size() - 1; i >= 0; i--) {
            chain = new Filtered(filters.get(i), chain);
        }
        return chain;
    }

    /** The same for a mounted router, which maps its own errors and leaves the others to the router around it. */
    Handler around(Handler handler) {
        return errors.isEmpty() ? filtered(handler) : new Mapped(errors, filtered(handler));
    }

    /** Of this router, then of what the request has from outside. */
    ErrorMapping errors(Request request) {
        return errors.isEmpty() ? request.errors() : errors.within(request.errors());
    }

    @Nullable Handler notFound() {
        return notFound;
    }

    private static final class Mapped implements Handler {
        private final ErrorMapping errors;
        private final Handler next;

        Mapped(ErrorMapping errors, Handler next) {
            this.errors = errors;
            this.next = next;
        }

        @Override
        public Response handle(Request request) throws Exception {
            Request inside = request.withErrors(errors.within(request.errors()));
            try {
                return next.handle(inside);
            } catch (Exception | LinkageError | AssertionError failure) {
                if (errors.knows(failure)) {
                    return inside.errors().answer(inside, failure);
                }
                throw failure;
            }
        }
    }
}
