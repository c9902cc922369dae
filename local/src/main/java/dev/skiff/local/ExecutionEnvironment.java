package dev.skiff.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One JVM under the Runtime Interface Client, with a Runtime API of its own. It lives until it exits, is killed because a
 * call ran out of time, or the runner stops.
 *
 * <p>With SnapStart it waits at its checkpoint for its first call, as the copy of a snapshot would, and is restored then.
 */
final class ExecutionEnvironment {
    private static final Duration RESTORE_LIMIT = Duration.ofSeconds(10);
    private static final String DEBUGGER_AT = "Listening for transport dt_socket at address: ";

    private final FunctionDefinition function;
    private final FunctionLog log;
    private final PlatformLog platform;
    private final Duration initializationLimit;
    private final boolean lastChance;
    private final boolean debuggable;
    private final RuntimeApi api;
    private final long startedAt = System.nanoTime();
    private final CallLines callLines = new CallLines();
    private final Process process;
    private final CompletableFuture<Process> exit;
    private final CompletableFuture<Void> gone;
    private final CompletableFuture<Long> initializedAt;
    private final AtomicBoolean restoring = new AtomicBoolean();
    private final AtomicBoolean startReported = new AtomicBoolean();
    private volatile long restoredFrom;
    private volatile long lastUsedAt = System.nanoTime();
    private volatile int debugPort;
    private volatile boolean tooSlow;
    private volatile boolean retired;
    private volatile boolean stopped;

    /**
     * Starts the JVM.
     *
     * @param lastChance whether the initialisation is the second one for a call, and so counts as part of it
     */
    ExecutionEnvironment(
            FunctionDefinition function, Path taskRoot, boolean lastChance, boolean debuggable, FunctionLog log) {
        this.function = function;
        this.log = log;
        this.platform = PlatformLog.of(function, log);
        this.lastChance = lastChance;
        this.debuggable = debuggable;
        this.initializationLimit = lastChance ? function.limit() : limit();
        this.api = snapStart() ? RuntimeApi.startHoldingRestore() : RuntimeApi.start();
        this.process = start(taskRoot);
        this.exit = process.onExit();
        this.initializedAt = api.initialized().thenApply(done -> System.nanoTime());
        this.gone = exit.thenCompose(ended -> api.farewell()).thenRun(() -> api.end(call -> exited(call.invocation)));
        if (snapStart()) {
            var unused = api.checkpointed().thenRun(() -> platform.initialized(since(startedAt), Optional.empty()));
        }
    }

    /**
     * How a call ended, and what the report line says about it.
     *
     * @param initialization how long the start took, of the first call after it
     * @param restore how long it took to go on from a snapshot, of the first call after it
     * @param settled completes when the function prints nothing more of it
     */
    record Ended(
            Outcome outcome,
            Duration duration,
            Optional<Duration> initialization,
            Optional<Duration> restore,
            OptionalLong memory,
            CompletableFuture<Void> settled) {}

    /**
     * Runs one call to its end, whatever that is. Empty if the environment ended before it took the call, which another
     * environment can then take.
     */
    Optional<Ended> run(Invocation invocation) throws InterruptedException {
        long from = System.nanoTime();
        try {
            Optional<Outcome> failure = snapStart() ? restored(invocation) : initialized(invocation);
            return failure.isPresent() ? failed(failure.get(), from) : runInitialized(invocation);
        } catch (TimeoutException slow) {
            retire();
            tooSlow = true;
            return lastChance ? ended(timedOut(invocation), from, gone) : Optional.empty();
        } finally {
            lastUsedAt = System.nanoTime();
        }
    }

    /** Whether the JVM was not ready for its first call in time. */
    boolean tooSlow() {
        return tooSlow;
    }

    /** Where the calls hear what it prints for them. */
    CallLines callLines() {
        return callLines;
    }

    Duration initializationLimit() {
        return initializationLimit;
    }

    InitializationType initialization() {
        return function.initialization();
    }

    boolean takesCalls() {
        return !retired && process.isAlive();
    }

    /** Whether it has begun its work without an error. */
    boolean isInitialized() {
        return api.initialized()
                .getNow(Optional.of(Outcome.answered(new byte[0])))
                .isEmpty();
    }

    boolean isDebuggable() {
        return debuggable;
    }

    /** Where a debugger is awaited, once the JVM has told. */
    OptionalInt debugPort() {
        int port = debugPort;
        return port > 0 && process.isAlive() ? OptionalInt.of(port) : OptionalInt.empty();
    }

    Duration idleFor() {
        return since(lastUsedAt);
    }

    /** Completes when the JVM is gone and its calls have an outcome. */
    CompletableFuture<Void> gone() {
        return gone.copy();
    }

    /** Takes no more calls. */
    void retire() {
        retired = true;
    }

    /** Ends the JVM because the runner stops; {@link #awaitEnd} tells when it is gone. */
    void stop() {
        stopped = true;
        kill();
        api.close();
    }

    /** Ends the JVM at once. By its handle: the process itself would close what it printed before that was read. */
    void kill() {
        retired = true;
        process.toHandle().destroyForcibly();
    }

    void awaitEnd() {
        gone.copy().completeOnTimeout(null, 5, TimeUnit.SECONDS).join();
        api.close();
    }

    private Process start(Path taskRoot) {
        try {
            return new ChildProcess(function, taskRoot, api.address(), debuggable).start(this::print);
        } catch (RuntimeException failure) {
            api.close();
            throw failure;
        }
    }

    private void print(LogLine.Source source, String line) {
        if (debuggable && line.startsWith(DEBUGGER_AT)) {
            debugPort = Integer.parseInt(line.substring(DEBUGGER_AT.length()).trim());
        } else {
            log.write(source, api.current(), line);
            callLines.print(line);
        }
    }

    private boolean snapStart() {
        return function.initialization() == InitializationType.SNAP_START;
    }

    private Duration limit() {
        return function.debugPort() > 0
                ? function.limit()
                : function.initialization() == InitializationType.ON_DEMAND
                        ? Duration.ofSeconds(10)
                        : Duration.ofMinutes(15);
    }

    /** Empty once the JVM is ready for calls, else why it never will be. */
    private Optional<Outcome> initialized(Invocation invocation) throws InterruptedException, TimeoutException {
        await(CompletableFuture.anyOf(api.initialized(), exit), initializationLimit);
        Optional<Outcome> failure = api.initialized().getNow(Optional.of(exited(invocation)));
        failure.flatMap(Outcome::errorType).ifPresent(this::initializationFailed);
        return failure;
    }

    /** The same for a JVM at its checkpoint. */
    private Optional<Outcome> restored(Invocation invocation) throws InterruptedException, TimeoutException {
        await(CompletableFuture.anyOf(api.checkpointed(), api.initialized(), exit), initializationLimit);
        if (!api.checkpointed().isDone()) {
            return initialized(invocation);
        }
        if (restoring.compareAndSet(false, true)) {
            restoredFrom = System.nanoTime();
            platform.restoring();
            api.restore();
        }
        try {
            await(
                    CompletableFuture.anyOf(api.initialized(), exit),
                    function.debugPort() > 0 ? function.limit() : RESTORE_LIMIT);
        } catch (TimeoutException slow) {
            platform.restored(RESTORE_LIMIT, Optional.of("Sandbox.Timedout"));
            return Optional.of(Outcome.failed(
                    "SnapStartTimeoutException", "Lambda couldn't restore the snapshot within the timeout limit."));
        }
        Optional<Outcome> failure = api.initialized().getNow(Optional.of(exited(invocation)));
        if (failure.isPresent()) {
            platform.restored(since(restoredFrom), failure.get().errorType());
        }
        return failure;
    }

    private void initializationFailed(String errorType) {
        if (startReported.compareAndSet(false, true)) {
            platform.initialized(since(startedAt), Optional.of(errorType));
        }
    }

    private Optional<Ended> failed(Outcome outcome, long from) {
        retire();
        return ended(outcome, from, gone);
    }

    private Optional<Ended> runInitialized(Invocation invocation) throws InterruptedException {
        RuntimeApi.Call call = api.submit(invocation);
        try {
            await(CompletableFuture.anyOf(call.takenAt(), call.outcome), function.limit());
            if (!call.isTaken()) {
                retire();
                return Optional.empty();
            }
            long from = call.takenAt().join();
            Outcome outcome = outcome(call, from);
            if (call.neverRead() && !stopped) {
                retire();
                return Optional.empty();
            }
            return ended(outcome, from, call.settled());
        } catch (TimeoutException stuck) {
            kill();
            return Optional.empty();
        }
    }

    /** Lambda's client does not watch the deadline: the sandbox around it does. */
    private Outcome outcome(RuntimeApi.Call call, long takenAt) throws InterruptedException {
        try {
            await(call.outcome, function.limit().minus(since(takenAt)));
        } catch (TimeoutException late) {
            retire();
            api.finish(call, timedOut(call.invocation));
        }
        return call.outcome.join();
    }

    private static void await(CompletableFuture<?> future, Duration limit)
            throws InterruptedException, TimeoutException {
        try {
            future.get(Math.max(limit.toNanos(), 0), TimeUnit.NANOSECONDS);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Optional<Ended> ended(Outcome outcome, long from, CompletableFuture<Void> settled) {
        Duration took = since(from);
        Duration duration = outcome.errorType()
                        .filter(Predicate.isEqual("Sandbox.Timedout"))
                        .isPresent()
                ? function.limit()
                : took;
        Optional<Duration> start = initializedAt.isDone() && startReported.compareAndSet(false, true)
                ? Optional.of(Duration.ofNanos(initializedAt.join() - (snapStart() ? restoredFrom : startedAt)))
                : Optional.empty();
        return Optional.of(new Ended(
                outcome,
                duration,
                snapStart() ? Optional.empty() : start,
                snapStart() ? start : Optional.empty(),
                memoryUsed(),
                settled));
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    private Outcome timedOut(Invocation invocation) {
        String seconds = String.format(Locale.ROOT, "%.2f", function.timeout().toMillis() / 1000.0);
        return Outcome.failed(
                "Sandbox.Timedout", invocation.requestId(), "Task timed out after " + seconds + " seconds");
    }

    private Outcome exited(Invocation invocation) {
        if (stopped) {
            return Outcome.failed("Runtime.Closed", invocation.requestId(), "The runner was stopped");
        }
        return Outcome.failed("Runtime.ExitError", invocation.requestId(), howItExited());
    }

    private String howItExited() {
        return switch (process.isAlive() ? 0 : process.exitValue()) {
            case 0 -> "Runtime exited without providing a reason";
            case 128 + 6 -> "Runtime exited with error: signal: aborted";
            case 128 + 9 -> "Runtime exited with error: signal: killed";
            default -> "Runtime exited with error: exit status " + process.exitValue();
        };
    }

    /** The most that the JVM had in memory, where the system tells. */
    private OptionalLong memoryUsed() {
        try (Stream<String> status = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return status.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst();
        } catch (IOException | RuntimeException unreadable) {
            return OptionalLong.empty();
        }
    }
}
