package dev.skiff.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A function that can be called on this machine. The first call starts a JVM; further ones share it one after the other,
 * and calls at the same time start more, up to the definition's number of environments. Event sources call it from as many
 * threads as they like.
 */
public final class LocalFunction implements AutoCloseable {
    /** A call that three fresh environments in a row lost before they took it is answered with that. */
    private static final int MOST_ENVIRONMENTS_PER_CALL = 3;

    private final FunctionDefinition definition;
    private final TaskRoot taskRoots;
    private final FunctionLog log;
    private final PlatformLog platform;
    private final CallListener calls;
    private final Runnable afterClose;
    private final int callsPerEnvironment;
    private final Semaphore slots;
    private final Map<ExecutionEnvironment, Integer> environments = new LinkedHashMap<>();
    private final @Nullable DebugPort debugPort;
    private boolean handlerChecked;
    private boolean closed;

    LocalFunction(
            FunctionDefinition definition,
            TaskRoot taskRoots,
            FunctionLog log,
            CallListener calls,
            Runnable afterClose) {
        TaskRoot.require(definition);
        this.definition = definition;
        this.taskRoots = taskRoots;
        this.log = log;
        this.calls = calls;
        this.platform = PlatformLog.of(definition, log);
        this.afterClose = afterClose;
        this.callsPerEnvironment = Math.max(1, definition.maxConcurrency());
        this.slots = new Semaphore(mostEnvironments() * callsPerEnvironment, true);
        this.debugPort = definition.debugPort() > 0 ? DebugPort.open(definition, this::debugTarget) : null;
    }

    /** A function of its own, whose log goes to standard output. */
    public static LocalFunction start(FunctionDefinition definition) {
        return start(definition, line -> System.out.println("[" + definition.name() + "] " + line));
    }

    /** The same, whose log goes here, line by line, from several threads. */
    public static LocalFunction start(FunctionDefinition definition, Consumer<String> log) {
        return startLogging(definition, line -> log.accept(line.message()));
    }

    /** The same, with all that is known about a line. */
    public static LocalFunction startLogging(FunctionDefinition definition, Consumer<LogLine> log) {
        TaskRoot.require(definition);
        Workspace workspace = Workspace.open();
        ShutdownHook hook = new ShutdownHook();
        FunctionLog lines = new FunctionLog(definition.name(), log);
        try {
            LocalFunction function =
                    new LocalFunction(definition, new TaskRoot(workspace), lines, CallListener.NONE, () -> {
                        workspace.close();
                        hook.remove();
                    });
            hook.add(function::close);
            function.provision();
            return function;
        } catch (RuntimeException failure) {
            workspace.close();
            throw failure;
        }
    }

    public FunctionDefinition definition() {
        return definition;
    }

    /** Calls the function and waits for its outcome, which never fails to come. */
    public Outcome invoke(byte[] event) {
        return invoke(Invocation.of(event));
    }

    /** The same with a request id, trace or caller of the call's own; timeout and ARN are those of the function. */
    public Outcome invoke(Invocation given) {
        Invocation invocation = given.withTimeout(definition.limit()).withFunctionArn(definition.arn());
        boolean mayRun = false;
        try {
            mayRun = acquire();
            return mayRun ? run(invocation) : throttled(invocation);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Outcome.failed("Runtime.Closed", invocation.requestId(), "The caller was interrupted");
        } finally {
            if (mayRun) {
                slots.release();
            }
        }
    }

    /** Ends all JVMs and removes what they left. */
    @Override
    public void close() {
        List<ExecutionEnvironment> living;
        synchronized (environments) {
            if (closed) {
                return;
            }
            closed = true;
            living = new ArrayList<>(environments.keySet());
            living.forEach(ExecutionEnvironment::stop);
        }
        if (debugPort != null) {
            debugPort.close();
        }
        living.forEach(ExecutionEnvironment::awaitEnd);
        afterClose.run();
    }

    void log(String line) {
        log.platform(line);
    }

    /** Starts the environments that are to be ready before the first call, as far as they aren't there. */
    void provision() {
        synchronized (environments) {
            while (!closed && provisioned() < definition.provisionedConcurrency()) {
                start(false);
            }
        }
    }

    /**
     * Lets further calls run in new environments, with the code as it is now. Calls that run end where they are; the
     * result completes when the last of them has, and with it its environment.
     */
    CompletableFuture<Void> reload() {
        log.platform("The code has changed: further calls run it as it is now");
        synchronized (environments) {
            handlerChecked = false;
            List<ExecutionEnvironment> old = new ArrayList<>(environments.keySet());
            boolean wasInUse = old.stream().anyMatch(ExecutionEnvironment::takesCalls);
            old.forEach(this::retire);
            provision();
            if (wasInUse && !closed && environments.keySet().stream().noneMatch(ExecutionEnvironment::takesCalls)) {
                start(false);
            }
            return CompletableFuture.allOf(
                    old.stream().map(ExecutionEnvironment::gone).toArray(CompletableFuture<?>[]::new));
        }
    }

    private void retire(ExecutionEnvironment environment) {
        environment.retire();
        if (environments.getOrDefault(environment, 0) == 0) {
            environment.kill();
            environments.remove(environment);
        }
    }

    private int mostEnvironments() {
        return Math.max(definition.maxEnvironments(), definition.throttles() ? 0 : definition.provisionedConcurrency());
    }

    /** Beyond a reservation Lambda lets no call wait. */
    private boolean acquire() throws InterruptedException {
        if (definition.throttles()) {
            return slots.tryAcquire();
        }
        slots.acquire();
        return true;
    }

    /** How many JVMs it has now. */
    int environmentsAlive() {
        synchronized (environments) {
            return environments.size();
        }
    }

    /** How many calls can run at the same time; further ones wait. */
    int callsAtOnce() {
        return definition.maxEnvironments() * callsPerEnvironment;
    }

    /** Lambda's log has nothing of it; whoever listens has. */
    private Outcome throttled(Invocation invocation) {
        Outcome outcome = Outcome.throttled();
        calls.began(invocation).ended(outcome);
        return outcome;
    }

    private Outcome run(Invocation invocation) throws InterruptedException {
        CallListener.Call call = calls.began(invocation);
        Outcome outcome = Outcome.failed("Runtime.Closed", invocation.requestId(), "The function could not be started");
        try {
            outcome = run(invocation, call);
            return outcome;
        } catch (RuntimeException failure) {
            outcome = Outcome.failed("Runtime.Unknown", invocation.requestId(), String.valueOf(failure.getMessage()));
            throw failure;
        } finally {
            call.ended(outcome);
        }
    }

    private Outcome run(Invocation invocation, CallListener.Call call) throws InterruptedException {
        platform.started(invocation, definition.version());
        boolean lastChance = false;
        for (int attempt = 0; attempt < MOST_ENVIRONMENTS_PER_CALL; attempt++) {
            ExecutionEnvironment environment = borrow(lastChance);
            environment.callLines().begin(invocation, call);
            Optional<ExecutionEnvironment.Ended> ended = Optional.empty();
            try {
                ended = environment.run(invocation);
            } finally {
                environment.callLines().end(call);
                giveBack(environment);
            }
            if (ended.isPresent()) {
                call.measured(ended.get());
                reportOnceSettled(invocation, ended.get());
                return ended.get().outcome();
            }
            if (environment.tooSlow()) {
                platform.initialized(environment.initializationLimit(), Optional.of("Sandbox.Timedout"));
            }
            lastChance = environment.tooSlow();
        }
        return Outcome.failed("Runtime.ExitError", invocation.requestId(), "Runtime exited before it took the call");
    }

    /** Behind what the function still logs, but not before the caller. */
    private void reportOnceSettled(Invocation invocation, ExecutionEnvironment.Ended ended) {
        var unused = ended.settled().thenRun(() -> platform.ended(invocation, ended));
    }

    /** One that is free, best one that is ready, or a new one: whoever has a slot finds room for it. */
    private ExecutionEnvironment borrow(boolean lastChance) {
        synchronized (environments) {
            if (closed) {
                throw new IllegalStateException(definition.name() + " was closed");
            }
            ExecutionEnvironment environment = environments.entrySet().stream()
                    .filter(entry -> entry.getValue() < callsPerEnvironment
                            && entry.getKey().takesCalls())
                    .map(Map.Entry::getKey)
                    .min(Comparator.comparing(free -> !free.isInitialized()))
                    .orElseGet(() -> start(lastChance));
            environments.merge(environment, 1, Integer::sum);
            return environment;
        }
    }

    private ExecutionEnvironment start(boolean lastChance) {
        Path taskRoot = taskRoots.stage(definition);
        if (!handlerChecked) {
            handlerChecked = true;
            checkHandler(taskRoot);
        }
        FunctionDefinition prepared = provisioned() < definition.provisionedConcurrency()
                ? definition.withInitialization(InitializationType.PROVISIONED_CONCURRENCY)
                : definition;
        boolean debuggable = definition.debugPort() > 0 && debuggable().isEmpty();
        ExecutionEnvironment environment = new ExecutionEnvironment(prepared, taskRoot, lastChance, debuggable, log);
        environments.put(environment, 0);
        var unused = environment.gone().thenRun(() -> replace(environment));
        endWhenIdle(environment, definition.idleTimeout());
        return environment;
    }

    /** Of those that were to be ready before the first call. */
    private long provisioned() {
        return environments.keySet().stream()
                .filter(environment -> environment.takesCalls()
                        && environment.initialization() == InitializationType.PROVISIONED_CONCURRENCY)
                .count();
    }

    /** One that never came to work would only fail again: the next call tries. */
    private void replace(ExecutionEnvironment ended) {
        synchronized (environments) {
            if (environments.getOrDefault(ended, 1) == 0) {
                environments.remove(ended);
            }
        }
        if (ended.isInitialized() && definition.provisionedConcurrency() > 0) {
            provision();
        }
    }

    private void endWhenIdle(ExecutionEnvironment environment, Duration delay) {
        CompletableFuture.delayedExecutor(Math.max(delay.toMillis(), 1), TimeUnit.MILLISECONDS)
                .execute(() -> endIfIdle(environment));
    }

    private void endIfIdle(ExecutionEnvironment environment) {
        synchronized (environments) {
            if (closed || !environment.takesCalls() || staysWhenIdle(environment)) {
                return;
            }
            Duration left = definition.idleTimeout().minus(environment.idleFor());
            boolean busy = environments.getOrDefault(environment, 0) > 0;
            if (busy || left.compareTo(Duration.ZERO) > 0) {
                endWhenIdle(environment, busy ? definition.idleTimeout() : left);
            } else {
                retire(environment);
            }
        }
    }

    private boolean staysWhenIdle(ExecutionEnvironment environment) {
        return definition.provisionedConcurrency() > 0
                && environment.initialization() == InitializationType.PROVISIONED_CONCURRENCY;
    }

    /** The environment that a debugger can attach to. */
    private Optional<ExecutionEnvironment> debuggable() {
        return environments.keySet().stream()
                .filter(environment -> environment.isDebuggable() && environment.takesCalls())
                .findFirst();
    }

    /** The same, started if need be: whoever attaches before the first call wants to see the start, too. */
    private Optional<ExecutionEnvironment> debugTarget() {
        synchronized (environments) {
            if (closed) {
                return Optional.empty();
            }
            return debuggable().or(() -> Optional.of(start(false)).filter(ExecutionEnvironment::isDebuggable));
        }
    }

    /** Lambda's client would tell so at each call, in a stack trace. */
    private void checkHandler(Path taskRoot) {
        if (!TaskRoot.hasHandler(definition, taskRoot)) {
            log.platform("The handler " + definition.handler() + " names a class that is neither in "
                    + definition.code()
                    + " nor in its lib/*.jar; expected package.Class or package.Class::method");
        }
    }

    /** One that takes no more calls ends with the last that it still has. */
    private void giveBack(ExecutionEnvironment environment) {
        synchronized (environments) {
            int others = environments.merge(environment, -1, Integer::sum);
            if (others > 0 || environment.takesCalls()) {
                return;
            }
            environment.kill();
            if (!closed) {
                environments.remove(environment);
            }
        }
    }
}
