package dev.skiff.routing;

import dev.skiff.core.internal.Log;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What failures become: by the nearest superclass that a router names, first of the innermost router, then of those around it; a
 * {@link HttpException} becomes its own answer, and anything else is logged and becomes a bare 500. Immutable.
 */
final class ErrorMapping {
    static final ErrorMapping DEFAULT = new ErrorMapping(Map.of(), null);

    private final Map<Class<?>, ErrorHandler<Throwable>> handlers;
    private final @Nullable ErrorMapping outer;

    private ErrorMapping(Map<Class<?>, ErrorHandler<Throwable>> handlers, @Nullable ErrorMapping outer) {
        this.handlers = handlers;
        this.outer = outer;
    }

    static ErrorMapping of(Map<Class<?>, ErrorHandler<Throwable>> handlers) {
        return handlers.isEmpty() ? DEFAULT : new ErrorMapping(new LinkedHashMap<>(handlers), null);
    }

    boolean isEmpty() {
        return handlers.isEmpty() && outer == null;
    }

    boolean knows(Throwable failure) {
        return handler(failure.getClass()) != null;
    }

    ErrorMapping within(ErrorMapping outer) {
        return outer.isEmpty()
                ? this
                : new ErrorMapping(handlers, this.outer == null ? outer : this.outer.within(outer));
    }

    /** The answer to a failure. Never throws but what the JVM itself can't go on from. */
    Response answer(Request request, Throwable failure) {
        try {
            ErrorHandler<Throwable> handler = handler(failure.getClass());
            if (handler != null) {
                return rendered(handler.handle(request, failure), request);
            }
        } catch (Exception | LinkageError | AssertionError second) {
            second.addSuppressed(failure);
            return unexpected(request, second);
        }
        return failure instanceof HttpException known ? expected(request, known) : unexpected(request, failure);
    }

    private @Nullable ErrorHandler<Throwable> handler(Class<?> type) {
        for (Class<?> nearest = type; nearest != null; nearest = nearest.getSuperclass()) {
            ErrorHandler<Throwable> handler = handlers.get(nearest);
            if (handler != null) {
                return handler;
            }
        }
        return outer == null ? null : outer.handler(type);
    }

    private static Response rendered(@Nullable Response response, Request request) {
        if (response == null) {
            throw new IllegalStateException("An error handler of " + request + " answered null");
        }
        return response.rendered(request.codec());
    }

    private static Response expected(Request request, HttpException failure) {
        if (failure.status() >= 500) {
            log(request, failure);
        }
        return failure.response();
    }

    private static Response unexpected(Request request, Throwable failure) {
        log(request, failure);
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return Response.problem(Problem.of(500));
    }

    private static void log(Request request, Throwable failure) {
        Log.of(HttpFunction.class).error(request + " failed", failure);
    }
}
