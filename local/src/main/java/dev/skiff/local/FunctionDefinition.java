package dev.skiff.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    int maxEnvironments() {
        return values.maxEnvironments;
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

        /** How many environments may live at once; further calls wait. 4 by default. */
        public Builder maxEnvironments(int most) {
            maxEnvironments = requirePositive("max environments", most);
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
