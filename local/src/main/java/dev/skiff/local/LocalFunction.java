package dev.skiff.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

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
    private final Consumer<String> log;
    private final Runnable afterClose;
    private final int callsPerEnvironment;
    private final Semaphore slots;
    private final Map<ExecutionEnvironment, Integer> environments = new LinkedHashMap<>();
    private boolean handlerChecked;
    private boolean closed;

    LocalFunction(FunctionDefinition definition, TaskRoot taskRoots, Consumer<String> log, Runnable afterClose) {
        TaskRoot.require(definition);
        this.definition = definition;
        this.taskRoots = taskRoots;
        this.log = log;
        this.afterClose = afterClose;
        this.callsPerEnvironment = Math.max(1, definition.maxConcurrency());
        this.slots = new Semaphore(definition.maxEnvironments() * callsPerEnvironment, true);
    }

    /** A function of its own, whose log goes to standard output. */
    public static LocalFunction start(FunctionDefinition definition) {
        return start(definition, line -> System.out.println("[" + definition.name() + "] " + line));
    }

    /** The same, whose log goes here, line by line, from several threads. */
    public static LocalFunction start(FunctionDefinition definition, Consumer<String> log) {
        TaskRoot.require(definition);
        Workspace workspace = Workspace.open();
        ShutdownHook hook = new ShutdownHook();
        LocalFunction function = new LocalFunction(definition, new TaskRoot(workspace), log, () -> {
            workspace.close();
            hook.remove();
        });
        hook.add(function::close);
        return function;
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
        Invocation invocation = given.withTimeout(definition.timeout()).withFunctionArn(definition.arn());
        boolean mayRun = false;
        try {
            slots.acquire();
            mayRun = true;
            return run(invocation);
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
        living.forEach(ExecutionEnvironment::awaitEnd);
        afterClose.run();
    }

    void log(String line) {
        log.accept(line);
    }

    /** How many calls can run at the same time; further ones wait. */
    int callsAtOnce() {
        return definition.maxEnvironments() * callsPerEnvironment;
    }

    private Outcome run(Invocation invocation) throws InterruptedException {
        log.accept("START RequestId: " + invocation.requestId() + " Version: $LATEST");
        boolean lastChance = false;
        for (int attempt = 0; attempt < MOST_ENVIRONMENTS_PER_CALL; attempt++) {
            ExecutionEnvironment environment = borrow(lastChance);
            Optional<ExecutionEnvironment.Ended> ended = Optional.empty();
            try {
                ended = environment.run(invocation);
            } finally {
                giveBack(environment);
            }
            if (ended.isPresent()) {
                reportOnceSettled(invocation, ended.get());
                return ended.get().outcome();
            }
            if (environment.tooSlow()) {
                log.accept("INIT_REPORT Init Duration: "
                        + environment.initializationLimit().toMillis() + ".00 ms\tPhase: init\tStatus: timeout");
            }
            lastChance = environment.tooSlow();
        }
        return Outcome.failed("Runtime.ExitError", invocation.requestId(), "Runtime exited before it took the call");
    }

    /** Behind what the function still logs, but not before the caller. */
    private void reportOnceSettled(Invocation invocation, ExecutionEnvironment.Ended ended) {
        Report report = new Report(definition, invocation, ended);
        var unused = ended.settled().thenRun(() -> report.writeTo(log));
    }

    /** One that is free, or a new one: whoever has a slot finds room for it. */
    private ExecutionEnvironment borrow(boolean lastChance) {
        synchronized (environments) {
            if (closed) {
                throw new IllegalStateException(definition.name() + " was closed");
            }
            ExecutionEnvironment environment = environments.entrySet().stream()
                    .filter(entry -> entry.getValue() < callsPerEnvironment
                            && entry.getKey().takesCalls())
                    .map(Map.Entry::getKey)
                    .findFirst()
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
        ExecutionEnvironment environment = new ExecutionEnvironment(definition, taskRoot, lastChance, log);
        environments.put(environment, 0);
        return environment;
    }

    /** Lambda's client would tell so at each call, in a stack trace. */
    private void checkHandler(Path taskRoot) {
        if (!TaskRoot.hasHandler(definition, taskRoot)) {
            log.accept("The handler " + definition.handler() + " names a class that is neither in " + definition.code()
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
