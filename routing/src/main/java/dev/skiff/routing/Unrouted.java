package dev.skiff.routing;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers where no route does: OPTIONS with the methods there are, 405 for another method, else 404 or the router's own not-found handler. */
final class Unrouted implements Handler {
    private final Set<String> methods;
    private final @Nullable Handler notFound;

    Unrouted(Set<String> methods, @Nullable Handler notFound) {
        this.methods = methods;
        this.notFound = notFound;
    }

    Unrouted orElse(@Nullable Handler notFound) {
        return new Unrouted(methods, notFound);
    }

    @Override
    public Response handle(Request request) throws Exception {
        if (methods.isEmpty()) {
            if (notFound != null) {
                return notFound.handle(request);
            }
            throw HttpException.notFound("There is nothing at this path");
        }
        String allow = String.join(", ", methods);
        if (request.method().equals("OPTIONS")) {
            return Response.noContent().withHeader("Allow", allow);
        }
        throw HttpException.of(405, "This path answers " + allow).withHeader("Allow", allow);
    }
}
