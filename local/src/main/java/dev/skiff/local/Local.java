package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skiff.local.template.SamFunction;
import dev.skiff.local.template.SamTemplate;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Runs a SAM template on this machine.
 *
 * <pre>{@code
 * try (RunningTemplate users = Local.template(Path.of("template.yaml")).port(0).start()) {
 *     Outcome outcome = users.invoke("Users", event);
 * }
 * }</pre>
 */
public final class Local {
    private final Path template;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final Map<String, String> variables = new LinkedHashMap<>();
    private String host = "127.0.0.1";
    private int port = 3000;
    private boolean snapStart;
    private int maxConcurrency;
    private boolean provisioned;
    private boolean watch;
    private int debugPort;
    private Duration idleTimeout = Duration.ofMinutes(10);
    private boolean streamsApart;
    private Function<List<String>, Consumer<LogLine>> log =
            functions -> new TextLog(new PrintWriter(System.out, true, UTF_8), functions, TextLog.terminalHasColours());

    private Local(Path template) {
        this.template = template;
    }

    /** A template, or the directory of a {@code template.yaml}. */
    public static Local template(Path fileOrDirectory) {
        return new Local(fileOrDirectory);
    }

    /** A value for a parameter of the template, instead of its default. */
    public Local parameter(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    /** An environment variable of each function, which wins over the template's. */
    public Local variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    /** The address to listen on; only this machine can reach the default. */
    public Local host(String address) {
        host = address;
        return this;
    }

    /** The port of the HTTP APIs, 3000 by default, 0 for a free one; Function URLs have the next free ones. */
    public Local port(int number) {
        if (number < 0 || number > 65_535) {
            throw new LocalException("the port is " + number + ", expected 0 to 65535");
        }
        port = number;
        return this;
    }

    /** Lets functions that declare SnapStart run their hooks around an imagined checkpoint. */
    public Local snapStart() {
        snapStart = true;
        return this;
    }

    /** Lets one environment run this many calls at once, as on Lambda's managed instances. */
    public Local maxConcurrency(int callsAtOnce) {
        maxConcurrency = callsAtOnce;
        return this;
    }

    /** Takes what functions print, and Lambda's own lines: the function's logical id and the line. */
    public Local log(BiConsumer<String, String> lines) {
        return logLines(line -> lines.accept(line.function(), line.message()));
    }

    /** The same, with all that is known about a line. */
    public Local logLines(Consumer<LogLine> lines) {
        return log(functions -> lines);
    }

    /** Takes lines of functions with these names. */
    Local log(Function<List<String>, Consumer<LogLine>> lines) {
        log = lines;
        return this;
    }

    /** Starts the environments of functions that declare provisioned concurrency before the first call. */
    public Local provisioned() {
        provisioned = true;
        return this;
    }

    /** Runs further calls in new JVMs once a function's code has changed. */
    public Local watch() {
        watch = true;
        return this;
    }

    /** Lets a debugger attach to the first function here, and to the others at the ports above; no call has a deadline then. */
    public Local debugPort(int first) {
        debugPort = first;
        return this;
    }

    /** An environment without a call for so long ends; 10 minutes by default. */
    public Local idleTimeout(Duration duration) {
        idleTimeout = duration;
        return this;
    }

    /** Tells lines of standard error from others; then the order between the two can be lost. */
    public Local streamsApart() {
        streamsApart = true;
        return this;
    }

    /** Reads the template and opens the ports. Functions start with their first call. */
    public RunningTemplate start() {
        SamTemplate read = SamTemplate.read(template, new SamTemplate.Options(parameters, variables));
        List<String> functions =
                read.functions().stream().map(SamFunction::logicalId).toList();
        return RunningTemplate.start(this, read, log.apply(functions));
    }

    /** The template's file. */
    Path template() {
        return Stream.of("", "template.yaml", "template.yml", "template.json")
                .map(template::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(template);
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    boolean isSnapStart() {
        return snapStart;
    }

    int maxConcurrency() {
        return maxConcurrency;
    }

    boolean isProvisioned() {
        return provisioned;
    }

    boolean isWatching() {
        return watch;
    }

    /** 0 for none. */
    int debugPort() {
        return debugPort;
    }

    Duration idleTimeout() {
        return idleTimeout;
    }

    boolean areStreamsApart() {
        return streamsApart;
    }

    Set<String> ownVariables() {
        return variables.keySet();
    }
}
