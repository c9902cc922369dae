package dev.skiff.local;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The last calls of all functions, at most {@value #MOST_CALLS} of them and about {@value #MOST_BYTES} bytes: the oldest
 * goes first. Each change has a revision, so that a page asks for what is new.
 */
final class RecentCalls {
    static final int MOST_CALLS = 100;
    static final long MOST_BYTES = 16 << 20;

    private final InstantSource clock;
    private final String run = UUID.randomUUID().toString();
    private final Deque<RecentCall> calls = new ArrayDeque<>();
    private final Map<String, String> causes = new ConcurrentHashMap<>();
    private long numbers;
    private long revision;
    private long bytes;

    RecentCalls(InstantSource clock) {
        this.clock = clock;
    }

    /** Hears of the calls of this function. */
    CallListener of(String function) {
        return invocation -> begin(function, invocation);
    }

    /** Says why a call with this request id will be made; whoever says it takes it back when the call is over. */
    void announce(String requestId, String cause) {
        causes.put(requestId, cause);
    }

    void forget(String requestId) {
        causes.remove(requestId);
    }

    /** What changed after a revision, newest call first, and the revision to ask with next. */
    synchronized Map<String, @Nullable Object> since(long seen) {
        Map<String, @Nullable Object> changes = new LinkedHashMap<>();
        changes.put("run", run);
        changes.put("now", clock.millis());
        changes.put("revision", revision);
        changes.put("oldest", calls.isEmpty() ? numbers + 1 : calls.getLast().number());
        changes.put(
                "calls",
                calls.stream()
                        .filter(call -> call.revision() > seen)
                        .map(RecentCall::summary)
                        .toList());
        return changes;
    }

    /** Reads one of them, if it is still there. */
    synchronized <T> Optional<T> find(long number, Function<RecentCall, T> reading) {
        return calls.stream()
                .filter(call -> call.number() == number)
                .findFirst()
                .map(reading);
    }

    private CallListener.Call begin(String function, Invocation invocation) {
        EventOrigin origin = EventOrigin.of(invocation.event());
        String cause = causes.getOrDefault(invocation.requestId(), "");
        synchronized (this) {
            numbers++;
            RecentCall call = new RecentCall(numbers, function, invocation, cause, clock.instant(), origin);
            calls.addFirst(call);
            bytes += call.bytes();
            call.changed(++revision);
            dropOldest();
            return new Guarded(call);
        }
    }

    private void dropOldest() {
        while (calls.size() > MOST_CALLS || (bytes > MOST_BYTES && calls.size() > 1)) {
            bytes -= calls.removeLast().bytes();
        }
    }

    /** Changes a call, here if it is still here. */
    private synchronized void change(RecentCall call, Runnable change) {
        boolean isHere = !calls.isEmpty() && call.number() >= calls.getLast().number();
        long before = call.bytes();
        change.run();
        if (isHere) {
            bytes += call.bytes() - before;
            call.changed(++revision);
            dropOldest();
        }
    }

    private final class Guarded implements CallListener.Call {
        private final RecentCall call;

        private Guarded(RecentCall call) {
            this.call = call;
        }

        @Override
        public void logged(String line) {
            change(call, () -> call.log(line));
        }

        @Override
        public void measured(ExecutionEnvironment.Ended ended) {
            change(call, () -> call.measure(ended));
        }

        @Override
        public void ended(Outcome outcome) {
            Kept answer = Kept.of(outcome.payload(), RecentCall.MOST_BYTES_EACH);
            Map<String, String> glance = RecentCall.glanceAt(answer);
            change(call, () -> call.end(outcome.errorType().orElse(null), answer, glance, clock.instant()));
        }
    }
}
