package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The ends of the logs of calls whose callers asked for them. */
final class LogTails {
    private static final int MOST_BYTES = 4096;
    private static final long LONGEST_WAIT_MILLIS = 1000;
    private static final long QUIET_MILLIS = 20;

    private final Map<String, Tail> open = new ConcurrentHashMap<>();

    /** Collects the lines of a call from now on. */
    Tail open(LocalFunction function, String requestId) {
        Tail tail = new Tail(function.definition().name(), requestId);
        open.put(requestId, tail);
        return tail;
    }

    /**
     * Takes a line of a function's log. One that doesn't tell its call, because calls of the function overlap, belongs to all of
     * them.
     */
    void line(String function, Optional<String> requestId, String line) {
        if (open.isEmpty()) {
            return;
        }
        String known = requestId.orElseGet(() -> named(line));
        open.values().stream()
                .filter(tail -> tail.function.equals(function) && (known.isEmpty() || tail.requestId.equals(known)))
                .forEach(tail -> tail.add(line));
    }

    /** The id in Lambda's own lines. */
    private static String named(String line) {
        String mark = " RequestId: ";
        int from = line.indexOf(mark);
        if (from < 0 || !(line.startsWith("START") || line.startsWith("END") || line.startsWith("REPORT"))) {
            return "";
        }
        String rest = line.substring(from + mark.length());
        return rest.split("\\s", 2)[0];
    }

    /** What one call logged. */
    final class Tail {
        private final String function;
        private final String requestId;
        private final StringBuilder lines = new StringBuilder();
        private final StringBuilder report = new StringBuilder();
        private final CompletableFuture<Void> reported = new CompletableFuture<>();
        private long received;

        private Tail(String function, String requestId) {
            this.function = function;
            this.requestId = requestId;
        }

        private void add(String line) {
            synchronized (lines) {
                boolean isReport = line.startsWith("END RequestId: ") || line.startsWith("REPORT RequestId: ");
                (isReport ? report : lines).append(line).append('\n');
                received++;
                if (lines.length() > 4 * MOST_BYTES) {
                    lines.delete(0, lines.length() - 2 * MOST_BYTES);
                }
            }
            if (line.startsWith("REPORT ") || line.contains("\"platform.report\"")) {
                reported.complete(null);
            }
        }

        /** The output of a process comes over a pipe, behind its answer. */
        private void awaitQuiet() {
            long before = -1;
            long seen = received();
            for (long waited = 0; seen != before && waited < LONGEST_WAIT_MILLIS; waited += QUIET_MILLIS) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(QUIET_MILLIS));
                before = seen;
                seen = received();
            }
        }

        private long received() {
            synchronized (lines) {
                return received;
            }
        }

        /** The last 4 KB in base64, once the call was reported on and what the function printed has arrived. */
        String close() {
            reported.copy()
                    .completeOnTimeout(null, LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS)
                    .join();
            awaitQuiet();
            open.remove(requestId);
            byte[] bytes;
            synchronized (lines) {
                bytes = (lines.toString() + report).getBytes(UTF_8);
            }
            int from = Math.max(0, bytes.length - MOST_BYTES);
            byte[] last = Arrays.copyOfRange(bytes, from, bytes.length);
            return Base64.getEncoder().encodeToString(last);
        }
    }
}
