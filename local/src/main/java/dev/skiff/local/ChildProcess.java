package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts the JVM of one execution environment: the command line and the variables of Lambda's managed Java runtime. */
final class ChildProcess {
    private final FunctionDefinition function;
    private final Path taskRoot;
    private final String runtimeApi;

    ChildProcess(FunctionDefinition function, Path taskRoot, String runtimeApi) {
        this.function = function;
        this.taskRoot = taskRoot;
        this.runtimeApi = runtimeApi;
    }

    /** The started process, whose output goes line by line to the log. */
    Process start(Consumer<String> log) {
        ProcessBuilder builder = new ProcessBuilder(command());
        builder.directory(taskRoot.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            Thread pump = new Thread(() -> pump(process, log), "log of " + function.name());
            pump.setDaemon(true);
            pump.start();
            return process;
        } catch (IOException failure) {
            throw new UncheckedIOException("no JVM for " + function.name() + " with " + java(), failure);
        }
    }

    private static void pump(Process process, Consumer<String> log) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.accept(line);
            }
        } catch (IOException ended) {
            // the process is gone, and with it its output
        }
    }

    List<String> command() {
        int feature = javaFeature();
        List<String> command = new ArrayList<>();
        command.add(java().toString());
        command.add("-XX:MaxHeapSize=" + function.memorySize() * 1024L * 85 / 100 + "k");
        command.add("-XX:+UseSerialGC");
        command.add("-Xshare:auto");
        if (feature < 25 || function.initialization() == InitializationType.ON_DEMAND) {
            command.add("-XX:+TieredCompilation");
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.addAll(RuntimeInterfaceClient.javaOptions(feature));
        command.addAll(function.javaOptions());
        command.add("-cp");
        command.add(RuntimeInterfaceClient.classPath().stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)));
        command.add(RuntimeInterfaceClient.MAIN_CLASS);
        command.add(function.handler());
        return command;
    }

    private Path java() {
        return function.javaHome().resolve("bin").resolve("java");
    }

    private int javaFeature() {
        if (function.javaHome().equals(Path.of(System.getProperty("java.home")))) {
            return Runtime.version().feature();
        }
        Path release = function.javaHome().resolve("release");
        try (Stream<String> lines = Files.lines(release)) {
            String version = lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .findFirst()
                    .orElseThrow(() -> new LocalException(release + " names no JAVA_VERSION"));
            return Runtime.Version.parse(
                            version.substring("JAVA_VERSION=".length()).replace("\"", ""))
                    .feature();
        } catch (IOException unreadable) {
            throw new LocalException(function.javaHome() + " is no Java home", unreadable);
        }
    }

    /** Nothing of the user's shell: the function's own variables between those that it may and may not replace. */
    Map<String, String> environment() {
        String version = function.initialization() == InitializationType.ON_DEMAND ? "$LATEST" : "1";
        Map<String, String> variables = new java.util.LinkedHashMap<>();
        variables.put("PATH", "/usr/local/bin:/usr/bin:/bin:/opt/bin");
        variables.put("LANG", "en_US.UTF-8");
        variables.put("TZ", ":UTC");
        variables.put("AWS_REGION", function.region());
        variables.put("AWS_DEFAULT_REGION", function.region());
        variables.put("AWS_ACCESS_KEY_ID", "local");
        variables.put("AWS_SECRET_ACCESS_KEY", "local");
        variables.put("AWS_SESSION_TOKEN", "local");
        variables.putAll(function.environment());
        variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + function.runtime());
        variables.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
        variables.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", version);
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memorySize()));
        variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
        variables.put("AWS_LAMBDA_LOG_STREAM_NAME", logStream(version));
        variables.put(
                "AWS_LAMBDA_INITIALIZATION_TYPE", function.initialization().value());
        if (function.maxConcurrency() > 0) {
            variables.put("AWS_LAMBDA_MAX_CONCURRENCY", Integer.toString(function.maxConcurrency()));
        }
        variables.put("_HANDLER", function.handler());
        variables.put("LAMBDA_TASK_ROOT", taskRoot.toString());
        variables.put("LAMBDA_RUNTIME_DIR", "/var/runtime");
        return variables;
    }

    private static String logStream(String version) {
        return LocalDate.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyy/MM/dd")) + "/[" + version + "]"
                + UUID.randomUUID().toString().replace("-", "");
    }
}
