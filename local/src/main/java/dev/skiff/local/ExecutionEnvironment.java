package dev.skiff.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One JVM under the Runtime Interface Client, with a Runtime API of its own. It lives until it exits, is killed because a
 * call ran out of time, or the runner stops.
 */
final class ExecutionEnvironment {
    private final FunctionDefinition function;
    private final Duration initializationLimit;
    private final boolean lastChance;
    private final RuntimeApi api = RuntimeApi.start();
    private final long startedAt = System.nanoTime();
    private final EnvironmentLog log;
    private final Process process;
    private final CompletableFuture<?> initializedOrExited;
    private final CompletableFuture<Void> gone;
    private final CompletableFuture<Long> initializedAfter;
    private final AtomicBoolean initializationReported = new AtomicBoolean();
    private volatile boolean tooSlow;
    private volatile boolean retired;
    private volatile boolean stopped;

    /**
     * Starts the JVM.
     *
     * @param lastChance whether the initialisation is the second one for a call, and so counts as part of it
     */
    ExecutionEnvironment(FunctionDefinition function, Path taskRoot, boolean lastChance, Consumer<String> log) {
        this.function = function;
        this.lastChance = lastChance;
        this.initializationLimit = lastChance ? function.timeout() : limit(function.initialization());
        this.log = new EnvironmentLog(log);
        this.process = start(taskRoot, this.log);
        CompletableFuture<Process> exit = process.onExit();
        this.initializedOrExited = CompletableFuture.anyOf(api.initialized(), exit);
        this.initializedAfter = api.initialized().thenApply(done -> System.nanoTime() - startedAt);
        this.gone = exit.thenAccept(ended -> api.end(call -> exited(call.invocation)));
    }

    /** How a call ended, and what the report line says about it. */
    record Ended(
            Outcome outcome,
            Duration duration,
            Optional<Duration> initialization,
            OptionalLong memory,
            CompletableFuture<Void> settled) {}

    /**
     * Runs one call to its end, whatever that is. Empty if the environment ended before it took the call, which another
     * environment can then take.
     */
    Optional<Ended> run(Invocation invocation) throws InterruptedException {
        long from = System.nanoTime();
        try {
            initializedOrExited.get(initializationLimit.toNanos(), TimeUnit.NANOSECONDS);
            Optional<Outcome> failure = api.initialized().getNow(Optional.of(exited(invocation)));
            if (failure.isPresent()) {
                retire();
                return ended(failure.get(), from, gone);
            }
        } catch (TimeoutException slow) {
            retire();
            tooSlow = true;
            return lastChance ? ended(timedOut(invocation), from, gone) : Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
        return runInitialized(invocation);
    }

    /** Whether the JVM was not ready for its first call in time. */
    boolean tooSlow() {
        return tooSlow;
    }

    EnvironmentLog log() {
        return log;
    }

    Duration initializationLimit() {
        return initializationLimit;
    }

    boolean takesCalls() {
        return !retired && process.isAlive();
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

    /** Ends the JVM at once. */
    void kill() {
        retired = true;
        process.destroyForcibly();
    }

    void awaitEnd() {
        gone.copy().completeOnTimeout(null, 5, TimeUnit.SECONDS).join();
        api.close();
    }

    private Process start(Path taskRoot, Consumer<String> log) {
        try {
            return new ChildProcess(function, taskRoot, api.address()).start(log);
        } catch (RuntimeException failure) {
            api.close();
            throw failure;
        }
    }

    private static Duration limit(InitializationType type) {
        return type == InitializationType.ON_DEMAND ? Duration.ofSeconds(10) : Duration.ofMinutes(15);
    }

    private Optional<Ended> runInitialized(Invocation invocation) throws InterruptedException {
        RuntimeApi.Call call = api.submit(invocation);
        try {
            CompletableFuture.anyOf(call.takenAt(), call.outcome)
                    .get(function.timeout().toNanos(), TimeUnit.NANOSECONDS);
            if (!call.isTaken()) {
                retire();
                return Optional.empty();
            }
            long from = call.takenAt().join();
            return ended(outcome(call, from), from, call.settled());
        } catch (TimeoutException stuck) {
            kill();
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Lambda's client does not watch the deadline: the sandbox around it does. */
    private Outcome outcome(RuntimeApi.Call call, long takenAt) throws InterruptedException, ExecutionException {
        try {
            long left = function.timeout().toNanos() - (System.nanoTime() - takenAt);
            return call.outcome.get(Math.max(left, 0), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            retire();
            api.finish(call, timedOut(call.invocation));
            return call.outcome.get();
        }
    }

    private Optional<Ended> ended(Outcome outcome, long from, CompletableFuture<Void> settled) {
        Duration duration = Duration.ofNanos(System.nanoTime() - from);
        Optional<Duration> initialization =
                initializedAfter.isDone() && initializationReported.compareAndSet(false, true)
                        ? Optional.of(Duration.ofNanos(initializedAfter.join()))
                        : Optional.empty();
        return Optional.of(new Ended(outcome, duration, initialization, memoryUsed(), settled));
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
