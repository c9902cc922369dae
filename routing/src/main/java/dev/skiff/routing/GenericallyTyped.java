package dev.skiff.routing;

import dev.skiff.core.JsonType;

/** A handler of requests whose JSON body is of a generic type. */
final class GenericallyTyped<T> implements Handler {
    private final JsonType<T> type;
    private final BodyHandler<T> handler;

    GenericallyTyped(JsonType<T> type, BodyHandler<T> handler) {
        this.type = type;
        this.handler = handler;
    }

    @Override
    public Response handle(Request request) throws Exception {
        return handler.handle(request, request.json(type));
    }
}
