package dev.skiff.local;

import dev.skiff.local.template.SamTemplate;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

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
    private double retryScale = 1;
    private boolean schedules;
    private int queuePort;
    private BiConsumer<String, String> log = (function, line) -> System.out.println("[" + function + "] " + line);

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

    /** Takes what functions print, and Lambda's own lines: the function's logical id and the line. */
    public Local log(BiConsumer<String, String> lines) {
        log = lines;
        return this;
    }

    /** Reads the template and opens the ports. Functions start with their first call. */
    public RunningTemplate start() {
        Endpoints endpoints = new Endpoints(variables, queuePort);
        SamTemplate.Options given =
                new SamTemplate.Options(parameters, variables).withQueueEndpoint(endpoints.queues());
        return RunningTemplate.start(this, SamTemplate.read(template, given), endpoints);
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

    double retryScale() {
        return retryScale;
    }

    boolean hasSchedules() {
        return schedules;
    }

    void log(String function, String line) {
        log.accept(function, line);
    }
}
