package dev.skiff.local;

import dev.skiff.local.template.SamAsync;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Calls that nobody waits for: taken at once, repeated when they fail, and told about or kept when that was in vain. Each
 * function works off its own queue with as many threads as it has environments.
 */
final class AsyncCalls implements AutoCloseable {
    /** What Lambda takes as an event of an asynchronous call. */
    static final int MOST_EVENT_BYTES = 1024 * 1024;

    private static final int MOST_PENDING_CALLS = 10_000;
    private static final int MOST_PENDING_KILOBYTES = 128 * 1024;
    private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);

    private final double retryScale;
    private final MessageSender destinations;
    private final InstantSource clock;
    private final Semaphore calls = new Semaphore(MOST_PENDING_CALLS);
    private final Semaphore kilobytes = new Semaphore(MOST_PENDING_KILOBYTES);
    private final Set<AsyncCall> pending = ConcurrentHashMap.newKeySet();
    private final Map<LocalFunction, ThreadPoolExecutor> workers = new LinkedHashMap<>();
    private final ScheduledExecutorService delays = DaemonThreads.scheduler("skiff-local retries");
    private volatile boolean closed;

    /**
     * Waits for nobody.
     *
     * @param retryScale what Lambda's delays are multiplied with
     * @param destinations where records of ended calls go
     */
    AsyncCalls(double retryScale, MessageSender destinations, InstantSource clock) {
        this.retryScale = retryScale;
        this.destinations = destinations;
        this.clock = clock;
    }

    /**
     * Takes a call and returns its request id.
     *
     * @throws LocalException if the event is too long, too many calls wait already, or the runner stops
     */
    String submit(LocalFunction function, SamAsync settings, byte[] event) {
        return submit(function, settings, Invocation.of(event));
    }

    /** The same with an id and a trace of the call's own, which all attempts have. */
    String submit(LocalFunction function, SamAsync settings, Invocation invocation) {
        if (invocation.event().length > MOST_EVENT_BYTES) {
            throw new LocalException("the event has " + invocation.event().length
                    + " bytes, an asynchronous call takes " + MOST_EVENT_BYTES + " at most");
        }
        if (closed) {
            throw new LocalException("the runner stops, and takes no more calls");
        }
        AsyncCall call = new AsyncCall(function, settings, invocation, clock.instant());
        reserve(call);
        pending.add(call);
        run(call);
        return invocation.requestId();
    }

    /** How many calls wait, run, or wait for their next attempt. */
    int pending() {
        return pending.size();
    }

    /** Those that aren't done are named in their function's log, and given up. */
    @Override
    public void close() {
        closed = true;
        delays.shutdownNow();
        synchronized (workers) {
            workers.values().forEach(ThreadPoolExecutor::shutdownNow);
        }
        for (AsyncCall call : pending) {
            call.log("given up after " + call.attempts() + " attempts, because the runner stops");
        }
        pending.clear();
    }

    private void reserve(AsyncCall call) {
        if (!calls.tryAcquire()) {
            throw full();
        }
        if (!kilobytes.tryAcquire(call.kilobytes())) {
            calls.release();
            throw full();
        }
    }

    private static LocalException full() {
        return new LocalException("more than " + MOST_PENDING_CALLS + " calls or " + MOST_PENDING_KILOBYTES / 1024
                + " MB of events wait already");
    }

    private void run(AsyncCall call) {
        try {
            workers(call.function()).execute(() -> attempt(call));
        } catch (RejectedExecutionException stopped) {
            // the runner stops, which names the call
        }
    }

    private ThreadPoolExecutor workers(LocalFunction function) {
        synchronized (workers) {
            if (closed) {
                throw new RejectedExecutionException("closed");
            }
            return workers.computeIfAbsent(function, AsyncCalls::newWorkers);
        }
    }

    private static ThreadPoolExecutor newWorkers(LocalFunction function) {
        FunctionDefinition definition = function.definition();
        int threads = Math.max(1, definition.maxEnvironments() * Math.max(1, definition.maxConcurrency()));
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                threads,
                threads,
                5,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                DaemonThreads.named("skiff-local asynchronous " + definition.name()));
        workers.allowCoreThreadTimeOut(true);
        return workers;
    }

    private void attempt(AsyncCall call) {
        if (call.isTooOld(clock.instant())) {
            call.log("older than " + call.settings().maximumAge().toSeconds() + " s after " + call.attempts()
                    + " attempts");
            end(call, AsyncCall.Condition.EVENT_AGE_EXCEEDED);
            return;
        }
        Outcome outcome = outcome(call);
        if (closed && outcome.failed()) {
            return;
        }
        call.attempted(outcome);
        if (!outcome.failed()) {
            end(call, AsyncCall.Condition.SUCCESS);
        } else if (call.isNotTheFunctionsFault()) {
            again(call, backoff(call));
        } else if (call.functionErrors() <= call.settings().maximumRetries()) {
            again(call, FIRST_RETRY.multipliedBy(call.functionErrors()));
        } else {
            end(call, AsyncCall.Condition.RETRIES_EXHAUSTED);
        }
    }

    private static Outcome outcome(AsyncCall call) {
        try {
            return call.function().invoke(call.invocation());
        } catch (RuntimeException notStarted) {
            return Outcome.failed(AsyncCall.SYSTEM_ERROR, String.valueOf(notStarted.getMessage()));
        }
    }

    /** Throttled calls and errors of the system come again after a second, two, four, up to five minutes. */
    private static Duration backoff(AsyncCall call) {
        Duration delay = Duration.ofSeconds(1L << Math.min(call.systemErrors() - 1, 20));
        return delay.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : delay;
    }

    private void again(AsyncCall call, Duration delay) {
        Duration scaled = Duration.ofNanos(Math.round(delay.toNanos() * retryScale));
        call.waited(delay.minus(scaled));
        call.log("attempt " + call.attempts() + " failed (" + call.errorType() + "), the next one comes in "
                + scaled.toMillis() + " ms" + (retryScale == 1 ? "" : " instead of " + delay.toSeconds() + " s"));
        try {
            var unused = delays.schedule(() -> run(call), scaled.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopped) {
            // the runner stops, which names the call
        }
    }

    private void end(AsyncCall call, AsyncCall.Condition condition) {
        try {
            tell(call, condition);
        } catch (RuntimeException untold) {
            call.log("ended (" + condition.text() + "), but nobody could be told: " + untold.getMessage());
        } finally {
            if (pending.remove(call)) {
                calls.release();
                kilobytes.release(call.kilobytes());
            }
        }
    }

    private void tell(AsyncCall call, AsyncCall.Condition condition) {
        SamAsync settings = call.settings();
        if (condition == AsyncCall.Condition.SUCCESS) {
            settings.onSuccessArn().ifPresent(arn -> destinations.send(arn, call.record(condition), Map.of()));
        } else if (settings.onFailureArn().isPresent()) {
            String arn = settings.onFailureArn().get();
            destinations.send(arn, call.record(condition), Map.of());
            call.log("given up after " + call.attempts() + " attempts; the record went to " + arn);
        } else if (settings.deadLetterArn().isPresent()) {
            String arn = settings.deadLetterArn().get();
            destinations.send(arn, call.event(), deadLetterAttributes(call));
            call.log("given up after " + call.attempts() + " attempts; the event went to " + arn);
        } else {
            call.log("given up after " + call.attempts()
                    + " attempts, and DROPPED: the function has neither an OnFailure"
                    + " destination nor a dead-letter queue");
        }
    }

    private static Map<String, String> deadLetterAttributes(AsyncCall call) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("RequestID", call.invocation().requestId());
        attributes.put("ErrorCode", call.errorCode());
        if (!call.errorMessage().isEmpty()) {
            attributes.put("ErrorMessage", call.errorMessage());
        }
        return attributes;
    }
}
