package dev.skiff.routing;

import dev.skiff.core.internal.Log;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What failures become: by the nearest superclass that a router names, first of the innermost router, then of those around it. A
 * {@link HttpException} that no router names itself becomes its own answer, so that a handler for {@code Exception} doesn't swallow 404s. Anything else
 * is logged and becomes a bare 500, or fails the invocation if the function asks for that. Immutable.
 */
final class ErrorMapping {
    static final ErrorMapping DEFAULT = new ErrorMapping(Map.of(), null, false);
    static final ErrorMapping RETHROWING = new ErrorMapping(Map.of(), null, true);

    private final Map<Class<?>, ErrorHandler<Throwable>> handlers;
    private final @Nullable ErrorMapping outer;
    private final boolean rethrows;

    private ErrorMapping(
            Map<Class<?>, ErrorHandler<Throwable>> handlers, @Nullable ErrorMapping outer, boolean rethrows) {
        this.handlers = handlers;
        this.outer = outer;
        this.rethrows = rethrows;
    }

    static ErrorMapping of(Map<Class<?>, ErrorHandler<Throwable>> handlers) {
        return handlers.isEmpty() ? DEFAULT : new ErrorMapping(new LinkedHashMap<>(handlers), null, false);
    }

    boolean isEmpty() {
        return this == DEFAULT;
    }

    boolean knows(Throwable failure) {
        return handler(failure.getClass()) != null;
    }

    ErrorMapping within(ErrorMapping outer) {
        return outer.isEmpty()
                ? this
                : new ErrorMapping(handlers, this.outer == null ? outer : this.outer.within(outer), outer.rethrows);
    }

    /** The answer to a failure. Throws only what is to fail the invocation. */
    Response answer(Request request, Throwable failure) {
        if (failure instanceof UnexpectedException) {
            throw (RuntimeException) failure;
        }
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
        boolean exactly = type == HttpException.class;
        for (Class<?> nearest = type; nearest != null; nearest = exactly ? null : nearest.getSuperclass()) {
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
            log(request, failure.thrown());
        }
        return failure.response();
    }

    private Response unexpected(Request request, Throwable failure) {
        if (rethrows) {
            throw rethrown(failure);
        }
        log(request, failure);
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return Response.problem(Problem.of(500));
    }

    private static RuntimeException rethrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked ? unchecked : UnexpectedException.of((Exception) failure);
    }

    private static void log(Request request, Throwable failure) {
        Log.of(HttpFunction.class).error(request + " failed", failure);
    }
}
