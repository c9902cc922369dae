package dev.skiff.local.template;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads functions, SAM's and CloudFormation's own. */
final class FunctionReader {
    private final Path directory;
    private final Resources resources;
    private final Map<String, String> variables;
    private final AsyncReader async;
    private final LayerReader layers;
    private final Findings findings;

    FunctionReader(Path directory, Resources resources, Map<String, String> variables, Findings findings) {
        this.directory = directory;
        this.resources = resources;
        this.variables = variables;
        this.async = new AsyncReader(resources);
        this.layers = new LayerReader(directory, resources, findings);
        this.findings = findings;
    }

    /** Whether it is run here; if not, the reason is told. */
    boolean isRun(Resource function) {
        Optional<String> reason = whyNotRun(function);
        reason.ifPresent(why -> findings.notRun(function.id() + ": " + why));
        return reason.isEmpty();
    }

    SamFunction function(Resource function, List<SamEvent> events) {
        Properties properties = function.properties();
        Optional<SamUrl> url = url(function);
        return new SamFunction(
                function.id(),
                resources.reference(function),
                properties.text("Handler"),
                Paths.resolve(directory, properties, code(function)),
                properties.text("Runtime", "java21"),
                properties.integer("MemorySize", 128, 128, properties.has("CapacityProviderConfig") ? 32_768 : 10_240),
                properties.seconds("Timeout", 3, 1, 900),
                environment(properties),
                layers.layers(function),
                properties
                        .section("SnapStart")
                        .word("ApplyOn", "None", "PublishedVersions")
                        .equals("PublishedVersions"),
                List.copyOf(events),
                url,
                async(function),
                reservedConcurrency(properties),
                provisionedConcurrency(function),
                logging(properties.section("LoggingConfig")));
    }

    /** The levels are settings of JSON alone. */
    private static SamLogging logging(Properties config) {
        boolean isJson = config.word("LogFormat", "Text", "JSON").equals("JSON");
        if (!isJson && (config.has("ApplicationLogLevel") || config.has("SystemLogLevel"))) {
            throw config.mistake("has a level, which Lambda takes with LogFormat: JSON alone");
        }
        config.word("SystemLogLevel", "INFO", "DEBUG", "WARN");
        String level = config.word("ApplicationLogLevel", "INFO", "TRACE", "DEBUG", "WARN", "ERROR", "FATAL");
        return new SamLogging(isJson, isJson ? Optional.of(level) : Optional.empty(), config.optionalText("LogGroup"));
    }

    private static String code(Resource function) {
        return function.isSamFunction() ? "CodeUri" : "Code";
    }

    private Optional<String> whyNotRun(Resource function) {
        Properties properties = function.properties();
        if (properties.text("PackageType", "Zip").equals("Image")) {
            return Optional.of("container images aren't run");
        }
        String code = code(function);
        if (properties.has("InlineCode")
                || (properties.isMap(code) && properties.section(code).has("ZipFile"))) {
            return Optional.of("InlineCode isn't run");
        }
        String runtime = properties.text("Runtime", "java21");
        if (!runtime.startsWith("java")) {
            return Optional.of("only Java functions are run, not " + runtime);
        }
        boolean isRemote = properties.isMap(code) || properties.text(code, "").startsWith("s3://");
        return isRemote ? Optional.of("its code is in S3") : Optional.empty();
    }

    /** Those given beside the template win, and spare the template's values from being known. */
    private Map<String, String> environment(Properties properties) {
        Properties given = properties.section("Environment").section("Variables");
        Map<String, String> environment = new LinkedHashMap<>();
        for (String name : given.names()) {
            if (!variables.containsKey(name)) {
                environment.put(name, given.text(name));
            }
        }
        environment.putAll(variables);
        return environment;
    }

    private Optional<SamUrl> url(Resource function) {
        Optional<Properties> own = function.properties().optionalSection("FunctionUrlConfig");
        return own.or(() -> targeting(function, "AWS::Lambda::Url", "TargetFunctionArn"))
                .map(FunctionReader::url);
    }

    private static SamUrl url(Properties url) {
        url.required("AuthType");
        return new SamUrl(
                url.word("AuthType", "NONE", "AWS_IAM"),
                CorsReader.lists(url, "Cors"),
                url.word("InvokeMode", "BUFFERED", "RESPONSE_STREAM").equals("RESPONSE_STREAM"),
                url.place());
    }

    private SamAsync async(Resource function) {
        SamAsync own = async.function(function);
        return targeting(function, "AWS::Lambda::EventInvokeConfig", "FunctionName")
                .map(config -> AsyncReader.withDeadLetters(async.config(function.id(), config), own.deadLetterArn()))
                .orElse(own);
    }

    private static OptionalInt reservedConcurrency(Properties properties) {
        return properties.integer("ReservedConcurrentExecutions", 0, Integer.MAX_VALUE);
    }

    private int provisionedConcurrency(Resource function) {
        Properties own = function.properties().section("ProvisionedConcurrencyConfig");
        Properties config = own.names().isEmpty()
                ? targeting(function, "AWS::Lambda::Alias", "FunctionName")
                        .or(() -> targeting(function, "AWS::Lambda::Version", "FunctionName"))
                        .map(alias -> alias.section("ProvisionedConcurrencyConfig"))
                        .orElse(own)
                : own;
        return config.integer("ProvisionedConcurrentExecutions", 0, 1, 100_000);
    }

    /** The resource of this type that names the function. */
    private Optional<Properties> targeting(Resource function, String type, String property) {
        return resources.of(type).stream()
                .map(Resource::properties)
                .filter(properties -> isFunction(function, properties, property))
                .findFirst();
    }

    private boolean isFunction(Resource function, Properties properties, String property) {
        try {
            return resources
                    .function(properties.text(property))
                    .map(Resource::id)
                    .equals(Optional.of(function.id()));
        } catch (TemplateException unknown) {
            if (unknown.isUnknowable()) {
                return false;
            }
            throw unknown;
        }
    }
}
