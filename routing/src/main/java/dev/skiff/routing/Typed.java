package dev.skiff.routing;

/** A handler of requests whose JSON body is of a type. */
final class Typed<T> implements Handler {
    private final Class<T> type;
    private final BodyHandler<T> handler;

    Typed(Class<T> type, BodyHandler<T> handler) {
        this.type = type;
        this.handler = handler;
    }

    @Override
    public Response handle(Request request) throws Exception {
        return handler.handle(request, request.json(type));
    }
}
