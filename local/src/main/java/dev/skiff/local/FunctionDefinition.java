package dev.skiff.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A function as it would be deployed: its code, handler, limits and environment. */
public final class FunctionDefinition {
    private final Builder values;

    private FunctionDefinition(Builder values) {
        this.values = values;
    }

    /**
     * A function with Lambda's defaults: 128 MB, 3 seconds, started on demand.
     *
     * @param code a zip, a jar, or a directory with classes and {@code lib/*.jar}
     */
    public static Builder builder(String name, String handler, Path code) {
        return new Builder(name, handler, code);
    }

    public String name() {
        return values.name;
    }

    public String handler() {
        return values.handler;
    }

    public Path code() {
        return values.code;
    }

    /** The contents of its layers, in their order. */
    public List<Path> layers() {
        return values.layers;
    }

    public int memorySize() {
        return values.memorySize;
    }

    public Duration timeout() {
        return values.timeout;
    }

    public String runtime() {
        return values.runtime;
    }

    public String arn() {
        return "arn:aws:lambda:" + region() + ":123456789012:function:" + name();
    }

    /** What the function's settings add to its environment. */
    public Map<String, String> environment() {
        return values.environment;
    }

    public InitializationType initialization() {
        return values.initialization;
    }

    String region() {
        return values.environment.getOrDefault("AWS_REGION", "us-east-1");
    }

    int maxConcurrency() {
        return values.maxConcurrency;
    }

    /** How many environments may live at once: the reservation, or else as many as this machine is to carry. */
    int maxEnvironments() {
        return values.reservedConcurrency.orElse(values.maxEnvironments);
    }

    /** Whether calls beyond the limit are throttled; else they wait. */
    boolean throttles() {
        return values.reservedConcurrency.isPresent();
    }

    int provisionedConcurrency() {
        return values.provisionedConcurrency;
    }

    Duration idleTimeout() {
        return values.idleTimeout;
    }

    LogFormat logFormat() {
        return values.logFormat;
    }

    Optional<String> logLevel() {
        return Optional.ofNullable(values.logLevel);
    }

    String logGroup() {
        return values.logGroup == null ? "/aws/lambda/" + name() : values.logGroup;
    }

    /** 0 for none. */
    int debugPort() {
        return values.debugPort;
    }

    /** What a call really has: a debugger stops time. */
    Duration limit() {
        return debugPort() > 0 ? Duration.ofDays(1) : timeout();
    }

    boolean streamsApart() {
        return values.streamsApart;
    }

    boolean javaClient() {
        return values.javaClient;
    }

    FunctionDefinition withInitialization(InitializationType type) {
        return new Builder(values).initialization(type).build();
    }

    /** The version that calls it, which only a published one of can be prepared. */
    String version() {
        return initialization() == InitializationType.ON_DEMAND ? "$LATEST" : "1";
    }

    Path javaHome() {
        return values.javaHome;
    }

    List<String> javaOptions() {
        return values.javaOptions;
    }

    @Override
    public String toString() {
        return name();
    }

    /** Collects what differs from the defaults. */
    public static final class Builder {
        private final String name;
        private final String handler;
        private final Path code;
        private final Map<String, String> environment = new LinkedHashMap<>();
        private final List<Path> layers = new ArrayList<>();
        private final List<String> javaOptions = new ArrayList<>();
        private String runtime = "java21";
        private int memorySize = 128;
        private Duration timeout = Duration.ofSeconds(3);
        private InitializationType initialization = InitializationType.ON_DEMAND;
        private int maxConcurrency;
        private int maxEnvironments = 4;
        private OptionalInt reservedConcurrency = OptionalInt.empty();
        private int provisionedConcurrency;
        private Duration idleTimeout = Duration.ofMinutes(10);
        private LogFormat logFormat = LogFormat.TEXT;
        private @Nullable String logLevel;
        private @Nullable String logGroup;
        private int debugPort;
        private boolean streamsApart;
        private boolean javaClient = RuntimeInterfaceClient.needsJavaClient();
        private Path javaHome = Path.of(System.getProperty("java.home"));

        private Builder(String name, String handler, Path code) {
            this.name = name;
            this.handler = handler;
            this.code = code;
        }

        private Builder(Builder other) {
            this(other.name, other.handler, other.code);
            environment.putAll(other.environment);
            layers.addAll(other.layers);
            javaOptions.addAll(other.javaOptions);
            runtime = other.runtime;
            memorySize = other.memorySize;
            timeout = other.timeout;
            initialization = other.initialization;
            maxConcurrency = other.maxConcurrency;
            maxEnvironments = other.maxEnvironments;
            reservedConcurrency = other.reservedConcurrency;
            provisionedConcurrency = other.provisionedConcurrency;
            idleTimeout = other.idleTimeout;
            logFormat = other.logFormat;
            logLevel = other.logLevel;
            logGroup = other.logGroup;
            debugPort = other.debugPort;
            streamsApart = other.streamsApart;
            javaClient = other.javaClient;
            javaHome = other.javaHome;
        }

        /** The managed runtime, such as {@code java21}; it is told to the function and doesn't choose the JVM. */
        public Builder runtime(String managed) {
            runtime = managed;
            return this;
        }

        /** A layer, after those given before: a zip, or a directory, with {@code java/lib/*.jar}. */
        public Builder layer(Path content) {
            layers.add(content);
            return this;
        }

        public Builder memorySize(int megabytes) {
            memorySize = megabytes;
            return this;
        }

        public Builder timeout(Duration duration) {
            timeout = duration;
            return this;
        }

        public Builder environment(String variable, String value) {
            environment.put(variable, value);
            return this;
        }

        public Builder environment(Map<String, String> variables) {
            environment.putAll(variables);
            return this;
        }

        public Builder initialization(InitializationType type) {
            initialization = type;
            return this;
        }

        /** Lets one environment run this many calls at once, as on Lambda's managed instances. */
        public Builder maxConcurrency(int callsAtOnce) {
            maxConcurrency = requirePositive("max concurrency", callsAtOnce);
            return this;
        }

        /** How many environments may live at once; further calls wait. 4 by default, unless concurrency is reserved. */
        public Builder maxEnvironments(int most) {
            maxEnvironments = requirePositive("max environments", most);
            return this;
        }

        /** ReservedConcurrentExecutions: calls at once beyond this are throttled instead of waiting; with 0, all are. */
        public Builder reservedConcurrency(int callsAtOnce) {
            if (callsAtOnce < 0) {
                throw new IllegalArgumentException("reserved concurrency is " + callsAtOnce + ", expected 0 or more");
            }
            reservedConcurrency = OptionalInt.of(callsAtOnce);
            return this;
        }

        /** So many environments start before the first call, and are replaced when they end; none by default. */
        public Builder provisionedConcurrency(int environments) {
            provisionedConcurrency = environments;
            return this;
        }

        /** An environment without a call for so long ends; 10 minutes by default. Provisioned ones stay. */
        public Builder idleTimeout(Duration duration) {
            idleTimeout = duration;
            return this;
        }

        public Builder logFormat(LogFormat format) {
            logFormat = format;
            return this;
        }

        /** The ApplicationLogLevel that the function's logger is told, such as {@code DEBUG}. */
        public Builder logLevel(String level) {
            logLevel = level;
            return this;
        }

        public Builder logGroup(String name) {
            logGroup = name;
            return this;
        }

        /**
         * Lets a debugger attach at this port of the loopback address, before the first call or later, and again after
         * each restart. One environment at a time has a debugger; no call has a deadline then.
         */
        public Builder debugPort(int port) {
            debugPort = port;
            return this;
        }

        /** Whether lines of standard error are told from others; then the order between the two can be lost. */
        Builder streamsApart(boolean apart) {
            streamsApart = apart;
            return this;
        }

        /** Whether the Runtime Interface Client works without its native code. */
        Builder javaClient(boolean instead) {
            javaClient = instead;
            return this;
        }

        /** The Java that runs the function; by default the one that runs this. */
        public Builder javaHome(Path home) {
            javaHome = home;
            return this;
        }

        /** An option for the function's JVM, after those of the managed runtime, so that it wins. */
        public Builder javaOption(String option) {
            javaOptions.add(option);
            return this;
        }

        public FunctionDefinition build() {
            return new FunctionDefinition(new Builder(this));
        }

        private static int requirePositive(String what, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(what + " is " + value + ", expected 1 or more");
            }
            return value;
        }
    }
}
