package dev.skiff.local;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts the JVM of one execution environment: the command line and the variables of Lambda's managed Java runtime. */
final class ChildProcess {
    private final FunctionDefinition function;
    private final Path taskRoot;
    private final String runtimeApi;
    private final boolean debuggable;

    /** @param debuggable whether it listens for a debugger, at a port that it tells in its output */
    ChildProcess(FunctionDefinition function, Path taskRoot, String runtimeApi, boolean debuggable) {
        this.function = function;
        this.taskRoot = taskRoot;
        this.runtimeApi = runtimeApi;
        this.debuggable = debuggable;
    }

    /** The started process, whose output goes there line by line, from threads of their own. */
    Process start(BiConsumer<LogLine.Source, String> output) {
        ProcessBuilder builder = new ProcessBuilder(command());
        builder.directory(taskRoot.toFile()).redirectErrorStream(!function.streamsApart());
        builder.environment().clear();
        builder.environment().putAll(environment());
        try {
            Process process = Launcher.start(builder);
            process.getOutputStream().close();
            read(process.getInputStream(), line -> output.accept(LogLine.Source.OUT, line));
            if (function.streamsApart()) {
                read(process.getErrorStream(), line -> output.accept(LogLine.Source.ERR, line));
            }
            return process;
        } catch (IOException failure) {
            throw new UncheckedIOException("no JVM for " + function.name() + " with " + java(), failure);
        }
    }

    private void read(InputStream stream, Consumer<String> lines) {
        Thread reader = new Thread(() -> OutputLines.read(stream, lines), "log of " + function.name());
        reader.setDaemon(true);
        reader.start();
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
        command.addAll(RuntimeInterfaceClient.javaOptions(feature, function.javaClient()));
        if (debuggable) {
            command.add("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0");
        }
        command.addAll(function.javaOptions());
        command.add("-cp");
        command.add(RuntimeInterfaceClient.classPath(function.javaClient()).stream()
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
        Map<String, String> variables = new LinkedHashMap<>();
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
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", function.version());
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memorySize()));
        putLogging(variables);
        variables.put(
                "AWS_LAMBDA_INITIALIZATION_TYPE", function.initialization().value());
        if (function.maxConcurrency() > 0) {
            variables.put("AWS_LAMBDA_MAX_CONCURRENCY", Integer.toString(function.maxConcurrency()));
        }
        variables.put("_HANDLER", function.handler());
        variables.put("LAMBDA_TASK_ROOT", taskRoot.toString());
        variables.put("LAMBDA_RUNTIME_DIR", "/var/runtime");
        putIfSet(variables, "SystemRoot"); // without it, nothing works on Windows
        return variables;
    }

    private static void putIfSet(Map<String, String> variables, String name) {
        String value = System.getenv(name);
        if (value != null) {
            variables.put(name, value);
        }
    }

    /** With SnapStart a function isn't told where its log is. */
    private void putLogging(Map<String, String> variables) {
        if (function.initialization() != InitializationType.SNAP_START) {
            variables.put("AWS_LAMBDA_LOG_GROUP_NAME", function.logGroup());
            variables.put("AWS_LAMBDA_LOG_STREAM_NAME", logStream(function.version()));
        }
        variables.put("AWS_LAMBDA_LOG_FORMAT", function.logFormat().value());
        function.logLevel().ifPresent(level -> variables.put("AWS_LAMBDA_LOG_LEVEL", level));
    }

    private static String logStream(String version) {
        return LocalDate.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyy/MM/dd")) + "/[" + version + "]"
                + UUID.randomUUID().toString().replace("-", "");
    }
}
