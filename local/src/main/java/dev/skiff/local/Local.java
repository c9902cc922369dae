package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skiff.local.template.SamFunction;
import dev.skiff.local.template.SamTemplate;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
    private double retryScale = 1;
    private boolean schedules;
    private int queuePort;
    private final List<String> balanced = new ArrayList<>();
    private boolean albMultiValue;
    private boolean withoutStages;
    private TokenSignatures signatures = TokenSignatures.unchecked();

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
        port = requirePort(number);
        return this;
    }

    private static int requirePort(int number) {
        if (number < 0 || number > 65_535) {
            throw new LocalException("the port is " + number + ", expected 0 to 65535");
        }
        return number;
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

    /** Multiplies the waits before asynchronous calls are tried again, which are 1 and 2 minutes on Lambda. */
    public Local retryScale(double factor) {
        if (!(factor >= 0 && factor <= 1)) {
            throw new LocalException("the retry scale is " + factor + ", expected 0 to 1");
        }
        retryScale = factor;
        return this;
    }

    /** Lets schedules fire by themselves. */
    public Local schedules() {
        schedules = true;
        return this;
    }

    /** Where AWS's services are, or what stands in for them: for the queues, the streams and all functions. */
    public Local endpointUrl(String url) {
        return variable("AWS_ENDPOINT_URL", Endpoints.uri(url).toString());
    }

    /** Where the queues are; without it and {@link #endpointUrl} in a server of their own, which starts if there are some. */
    public Local queueEndpoint(String url) {
        return variable("AWS_ENDPOINT_URL_SQS", Endpoints.uri(url).toString());
    }

    /** The port of the queues' own server, 0 for a free one, which is the default. */
    public Local queuePort(int number) {
        queuePort = requirePort(number);
        return this;
    }

    /** Where the tables and their streams are, such as DynamoDB Local. */
    public Local dynamoDbEndpoint(String url) {
        String checked = Endpoints.uri(url).toString();
        return variable("AWS_ENDPOINT_URL_DYNAMODB", checked).variable("AWS_ENDPOINT_URL_DYNAMODB_STREAMS", checked);
    }

    /** A load balancer in front of this function, at a port of its own; may be said for several functions. */
    public Local alb(String function) {
        balanced.add(function);
        return this;
    }

    /** Lets load balancers send and take lists of values, which their target groups have as a setting. */
    public Local albMultiValue() {
        albMultiValue = true;
        return this;
    }

    /** Serves each API at the root of a port of its own, without its stage in the address, like behind its own domain. */
    public Local withoutStages() {
        withoutStages = true;
        return this;
    }

    /** Checks the signatures of tokens by the keys that their issuers publish. */
    public Local verifyJwt() {
        signatures = TokenSignatures.ofIssuers();
        return this;
    }

    /** Checks the signatures of tokens by this JSON Web Key Set, a file or an address. */
    public Local jwks(String fileOrUrl) {
        signatures = TokenSignatures.of(fileOrUrl);
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
        Endpoints endpoints = new Endpoints(variables, queuePort);
        SamTemplate.Options given =
                new SamTemplate.Options(parameters, variables).withQueueEndpoint(endpoints.queues());
        SamTemplate read = SamTemplate.read(template, given);
        List<String> functions =
                read.functions().stream().map(SamFunction::logicalId).toList();
        return RunningTemplate.start(this, read, log.apply(functions), endpoints);
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

    double retryScale() {
        return retryScale;
    }

    boolean hasSchedules() {
        return schedules;
    }

    List<String> balanced() {
        return List.copyOf(balanced);
    }

    boolean isWithoutStages() {
        return withoutStages;
    }

    boolean isAlbMultiValue() {
        return albMultiValue;
    }

    TokenSignatures signatures() {
        return signatures;
    }
}
