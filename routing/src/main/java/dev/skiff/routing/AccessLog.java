package dev.skiff.routing;

import dev.skiff.core.internal.Log;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Tells of every request once it is answered. A failure inside is seen as the answer it becomes. Immutable, and as thread-safe as what it tells.
 *
 * <p>It tells the route's template, never the path, the query, headers or addresses: these may hold personal data. Put it around other filters to see what
 * they change; {@linkplain Request#requestId the request's id} is the gateway's in any place.
 */
public final class AccessLog implements Filter {
    private final Consumer<? super Entry> sink;
    private final LongSupplier nanoseconds;

    private AccessLog(Consumer<? super Entry> sink, LongSupplier nanoseconds) {
        this.sink = sink;
        this.nanoseconds = nanoseconds;
    }

    /** A line of {@code key=value} for each request, {@link Entry#toString}, at level info to the logger {@code dev.skiff.access}. */
    public static AccessLog create() {
        return to(new Lines());
    }

    /** Hands over an entry for each request, on the request's thread. What the receiver throws is logged and doesn't spoil the answer. */
    public static AccessLog to(Consumer<? super Entry> receiver) {
        return new AccessLog(receiver, new Ticks());
    }

    /** With a clock for tests, which counts nanoseconds from any point. */
    AccessLog withNanoseconds(LongSupplier nanoseconds) {
        return new AccessLog(sink, nanoseconds);
    }

    @Override
    public Response apply(Request request, Handler next) {
        long start = nanoseconds.getAsLong();
        Response response = request.answerBy(next);
        tell(request, response, nanoseconds.getAsLong() - start);
        return response;
    }

    private void tell(Request request, Response response, long nanoseconds) {
        try {
            sink.accept(new Entry(
                    request.method(),
                    response.route().or(request::route).orElse(""),
                    response.status(),
                    Duration.ofNanos(nanoseconds),
                    length(request, response),
                    request.source(),
                    request.requestId()));
        } catch (RuntimeException failure) {
            Log.of(AccessLog.class).error("The access log failed at " + request, failure);
        }
    }

    private static int length(Request request, Response response) {
        boolean bodiless = request.method().equals("HEAD") || response.status() == 204 || response.status() == 304;
        return bodiless ? 0 : response.content().length();
    }

    /**
     * A request and its answer.
     *
     * @param route the template, such as {@code /users/{id}}; empty where no route matched
     * @param bytes of the body, as the client gets them
     * @param requestId as {@link Request#requestId} tells it
     */
    public record Entry(
            String method, String route, int status, Duration duration, long bytes, Source source, String requestId) {
        /** One line: {@code method=GET route=/users/{id} status=200 ms=1.4 bytes=27 source=HTTP_API_2_0 request_id=…}; a dash for what is empty. */
        @Override
        public String toString() {
            long tenths = duration.toNanos() / 100_000;
            return "method=" + word(method) + " route=" + word(route) + " status=" + status + " ms=" + tenths / 10 + "."
                    + tenths % 10 + " bytes=" + bytes + " source=" + source + " request_id=" + word(requestId);
        }

        /** Without blanks and line breaks, by which a client could write entries of its own. */
        private static String word(String text) {
            StringBuilder word = new StringBuilder(text.length());
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                boolean breaks = c <= ' ' || (c >= 0x7F && c <= 0xA0) || c == 0x2028 || c == 0x2029;
                word.append(breaks ? '?' : c);
            }
            return word.length() == 0 ? "-" : word.toString();
        }
    }

    private static final class Lines implements Consumer<Entry> {
        private final Log log = Log.of("dev.skiff.access");

        @Override
        public void accept(Entry entry) {
            log.info(entry.toString());
        }
    }

    private static final class Ticks implements LongSupplier {
        @Override
        public long getAsLong() {
            return System.nanoTime();
        }
    }
}
