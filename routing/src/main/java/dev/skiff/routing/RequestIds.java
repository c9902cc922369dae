package dev.skiff.routing;

import dev.skiff.core.internal.Log;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Gives each request an id that client, handlers and logs share: the client's own if it is sane, which is 1 to 128 letters, digits and {@code ._~-}, and
 * {@link Request#requestId} otherwise. It is a header of the request for the handlers inside, a header of every answer, those to failures included, and, where
 * SLF4J has a provider, {@code request_id} in the MDC while the request is handled. Immutable and thread-safe.
 */
public final class RequestIds implements Filter {
    private static final int LONGEST = 128;

    private final String header;

    private RequestIds(String header) {
        this.header = header;
    }

    /** In the header {@code X-Request-Id}. */
    public static RequestIds echo() {
        return echo("X-Request-Id");
    }

    /** In a header. */
    public static RequestIds echo(String header) {
        HeaderRules.check(header, "");
        return new RequestIds(header);
    }

    @Override
    public Response apply(Request request, Handler next) {
        String id = id(request);
        if (id.isEmpty()) {
            return request.answerBy(next);
        }
        Request known = request.withHeader(header, id);
        Response response = Log.Slf4j.PROVIDED ? Logged.answer(known, next, id) : known.answerBy(next);
        return response.withHeader(header, id);
    }

    /** Empty for a request that was built by hand and brings none. */
    private String id(Request request) {
        String sent = request.headers().pairs().first(header, true);
        if (sent != null && isSane(sent)) {
            return sent;
        }
        String own = request.requestId();
        return isPrintable(own) ? own : "";
    }

    /** An id of the gateway's is of its own making, such as {@code JKJaXmPLvHcESHA=}; only a made-up event has one that no header can carry. */
    private static boolean isPrintable(String id) {
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) <= ' ' || id.charAt(i) > 0x7E) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSane(String id) {
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !(c >= '0' && c <= '9') && "._~-".indexOf(c) < 0) {
                return false;
            }
        }
        return !id.isEmpty() && id.length() <= LONGEST;
    }

    /** Loaded only where SLF4J has a provider. */
    private static final class Logged {
        private static final String KEY = "request_id";

        private Logged() {}

        static Response answer(Request request, Handler next, String id) {
            String before = MDC.get(KEY);
            MDC.put(KEY, id);
            try {
                return request.answerBy(next);
            } finally {
                restore(before);
            }
        }

        private static void restore(@Nullable String before) {
            if (before == null) {
                MDC.remove(KEY);
            } else {
                MDC.put(KEY, before);
            }
        }
    }
}
