package dev.skiff.benchmarks;

import dev.skiff.local.Invocation;
import dev.skiff.local.Outcome;
import dev.skiff.local.RuntimeApi;
import dev.skiff.local.RuntimeInterfaceClient;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Starts functions on one JDK as Lambda's managed runtime does: its JVM options, a class-data archive of the runtime
 * client, the task root as working directory, and an environment of Lambda's variables only.
 */
final class ColdRunner {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MEMORY = 512;
    /** How many starts of each function are written down class by class at most: the first for the classes, all for the phases. */
    private static final int DIARIES = 7;

    /** What Java 25 refuses beside options of an AOT cache. */
    private static final String SHARE = "-Xshare:auto";

    private final JavaHome java;
    private final Path log;
    private final List<String> archive;
    private final boolean ofImage;

    private ColdRunner(JavaHome java, Path log, List<String> archive, boolean ofImage) {
        this.java = java;
        this.log = log;
        this.archive = archive;
        this.ofImage = ofImage;
    }

    /** A runner whose JVMs share an archive of the runtime client's classes, made now. */
    static ColdRunner withArchive(JavaHome java, Path work) throws IOException, InterruptedException {
        Path log = log(java, work);
        Path file = log.resolveSibling("runtime.jsa");
        Files.deleteIfExists(file);
        new ColdRunner(java, log, List.of(SHARE), false).dump(ColdFunction.archive(new TaskRoots(work)), file);
        return new ColdRunner(java, log, List.of(SHARE, "-XX:SharedArchiveFile=" + file), false);
    }

    /** A runner as of a container image of one's own: the function's jars behind the client's on the class path, and no archive but the JDK's. */
    static ColdRunner ofImage(JavaHome java, Path work) throws IOException {
        return new ColdRunner(java, log(java, work), List.of(), true);
    }

    /** A runner as of an image laid out as the managed runtime is: the client loads the function from its task root; no archive but the JDK's. */
    static ColdRunner ofTaskRoot(JavaHome java, Path work) throws IOException {
        return new ColdRunner(java, log(java, work), List.of(), false);
    }

    /**
     * The same with an archive of all that this function loads for one call, made now.
     *
     * @param training the program that makes it, {@code Training} of {@code examples/container}
     */
    ColdRunner trained(ColdFunction function, ClassArchive kind, Path training)
            throws IOException, InterruptedException {
        Path file = archive(function, kind);
        Files.deleteIfExists(file);
        Path event =
                Files.write(log.resolveSibling("event.json"), function.kind().event());
        List<String> command = new ArrayList<>(
                List.of(java.java().toString(), training.toAbsolutePath().toString(), event.toString()));
        command.addAll(command(function, kind.making(file)));
        int exit = process(command, environment("", function), function).waitFor();
        if (exit != 0 || !Files.exists(file)) {
            throw failed(function, "made no " + kind.words(), "");
        }
        return new ColdRunner(java, log, kind.using(file), ofImage);
    }

    /** Where {@link #trained} leaves it. */
    Path archive(ColdFunction function, ClassArchive kind) {
        return kind.file(log.resolveSibling(function.name()));
    }

    private static Path log(JavaHome java, Path work) throws IOException {
        return Files.createDirectories(work.toAbsolutePath().resolve("java-" + java.version()))
                .resolve("output.log");
    }

    /** Many cold starts of each function, and the classes that one loads. */
    Results measure(List<ColdFunction> functions, int runs) throws IOException, InterruptedException {
        return measure(functions, runs, Math.min((runs + 1) / 2, DIARIES));
    }

    /**
     * The same with so many starts of each written down.
     *
     * @param diaries one for the classes, more for the phases
     */
    Results measure(List<ColdFunction> functions, int runs, int diaries) throws IOException, InterruptedException {
        Results results = new Results(java, functions);
        for (int run = 0; run < diaries; run++) {
            for (ColdFunction function : functions) {
                results.add(function, Diary.of(this, function));
            }
        }
        results.fill(runs, this::run);
        return results;
    }

    /** A cold start, whose answer is checked. */
    Measured run(ColdFunction function, String... options) throws IOException, InterruptedException {
        return start(function, options).measured();
    }

    /** The same with all there is to know of it. */
    ColdRun start(ColdFunction function, String... options) throws IOException, InterruptedException {
        try (RuntimeApi api = RuntimeApi.start()) {
            CompletableFuture<Outcome> outcome = invoke(api, function);
            CompletableFuture<Long> askedAt = api.initialized().thenApply(ready -> System.nanoTime());
            long startedAt = System.nanoTime();
            Process process = start(api, function, options);
            CompletableFuture<Void> gone = process.onExit().thenRun(api::close);
            try {
                Measured measured = await(outcome.thenApply(answer -> Measured.now(startedAt, process)), function);
                check(function, outcome.join());
                return new ColdRun(
                        measured, startedAt, askedAt.join(), outcome.join().payload());
            } finally {
                process.destroyForcibly();
                await(gone, function);
            }
        }
    }

    private void dump(ColdFunction function, Path file) throws IOException, InterruptedException {
        try (RuntimeApi api = RuntimeApi.start()) {
            CompletableFuture<Outcome> outcome = invoke(api, function);
            Process process = start(api, function, "-XX:ArchiveClassesAtExit=" + file);
            CompletableFuture<Void> gone = process.onExit().thenRun(api::close);
            try {
                await(outcome, function);
                process.destroy();
                await(gone, function);
            } finally {
                process.destroyForcibly();
            }
        }
        if (!Files.exists(file)) {
            throw failed(function, "made no class-data archive", "");
        }
    }

    private static CompletableFuture<Outcome> invoke(RuntimeApi api, ColdFunction function) {
        Invocation invocation = Invocation.of(function.kind().event())
                .withTimeout(LIMIT)
                .withFunctionArn("arn:aws:lambda:us-east-1:123456789012:function:" + function.name());
        return api.invoke(invocation);
    }

    private Process start(RuntimeApi api, ColdFunction function, String... options) throws IOException {
        return process(command(function, options), environment(api.address(), function), function);
    }

    private Process process(List<String> command, Map<String, String> environment, ColdFunction function)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(function.taskRoot().toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putAll(function.variables());
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        return builder.start();
    }

    private List<String> command(ColdFunction function, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                java.java().toString(),
                "-XX:MaxHeapSize=" + MEMORY * 1024 * 85 / 100 + "k",
                "-XX:+UseSerialGC",
                "-XX:+TieredCompilation",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(archive);
        command.addAll(RuntimeInterfaceClient.javaOptions(java.feature()));
        command.addAll(function.options());
        command.addAll(List.of(options));
        command.add("-cp");
        command.add(classPath(function).stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(RuntimeInterfaceClient.MAIN_CLASS);
        command.add(function.handler());
        return command;
    }

    private List<Path> classPath(ColdFunction function) throws IOException {
        List<Path> jars = new ArrayList<>(RuntimeInterfaceClient.classPath());
        if (ofImage) {
            jars.addAll(TaskRoots.jarsOf(function.taskRoot()));
        }
        return jars;
    }

    private static Map<String, String> environment(String api, ColdFunction function) {
        return Map.ofEntries(
                Map.entry("PATH", "/usr/local/bin:/usr/bin:/bin:/opt/bin"),
                Map.entry("LANG", "en_US.UTF-8"),
                Map.entry("TZ", ":UTC"),
                Map.entry("AWS_REGION", "us-east-1"),
                Map.entry("AWS_DEFAULT_REGION", "us-east-1"),
                Map.entry("AWS_LAMBDA_RUNTIME_API", api),
                Map.entry("AWS_LAMBDA_FUNCTION_NAME", function.name()),
                Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
                Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(MEMORY)),
                Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name()),
                Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", "2026/01/01/[$LATEST]0123456789abcdef0123456789abcdef"),
                Map.entry("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
                Map.entry("_HANDLER", function.handler()),
                Map.entry("LAMBDA_TASK_ROOT", function.taskRoot().toString()),
                Map.entry("LAMBDA_RUNTIME_DIR", "/var/runtime"));
    }

    private <T> T await(CompletableFuture<T> future, ColdFunction function) throws InterruptedException {
        try {
            return future.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw failed(function, "did not answer in " + LIMIT.toSeconds() + " s", "");
        } catch (ExecutionException broken) {
            throw new IllegalStateException(function.name() + " could not be measured", broken.getCause());
        }
    }

    private void check(ColdFunction function, Outcome outcome) {
        if (outcome.failed()) {
            throw failed(function, "failed", outcome.text());
        }
        try {
            function.kind().check(outcome.payload());
        } catch (IllegalStateException wrong) {
            throw failed(function, "answered wrongly", wrong.toString());
        }
    }

    private IllegalStateException failed(ColdFunction function, String how, String details) {
        String output;
        try {
            output = Files.readString(log);
        } catch (IOException unreadable) {
            output = "";
        }
        return new IllegalStateException(
                function.name() + " on Java " + java.version() + ": " + how + "\n" + details + "\n" + output);
    }
}
