package dev.skiff.local.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A SAM template as far as it can be run: its functions, the stages of its HTTP APIs, and what it has besides. */
public final class SamTemplate {
    /** The HTTP API that SAM makes for events which name none. */
    static final String IMPLICIT_API = "ServerlessHttpApi";

    private static final Duration GATEWAY_TIMEOUT = Duration.ofSeconds(30);

    private final Path directory;
    private final Intrinsics intrinsics;
    private final Names names;
    private final Map<String, Value> globals;
    private final Map<String, Value> resources;
    private final Map<String, String> variables;
    private final List<SamFunction> functions = new ArrayList<>();
    private final Map<String, SamApi> apis = new LinkedHashMap<>();
    private final List<SamQueue> queues = new ArrayList<>();
    private final List<SamTable> tables = new ArrayList<>();
    private final List<SamSubscription> subscriptions = new ArrayList<>();
    private final Set<String> notRun = new LinkedHashSet<>();
    private final List<String> warnings;

    private SamTemplate(Path file, Value.Fields root, Options options, List<String> warnings) {
        this.directory = file.toAbsolutePath().normalize().resolveSibling("");
        this.names = new Names(options.variables.getOrDefault("AWS_REGION", "us-east-1"));
        this.intrinsics = new Intrinsics(root, options.parameters, names);
        this.globals = section(root, "Globals");
        this.resources = section(root, "Resources");
        this.variables = options.variables;
        this.warnings = warnings;
    }

    /**
     * What is given beside the template.
     *
     * @param parameters values for its parameters
     * @param variables environment variables that win over those of each function
     */
    public record Options(Map<String, String> parameters, Map<String, String> variables) {
        /** Nothing: values can be secrets. */
        @Override
        public String toString() {
            return "options";
        }
    }

    /** Reads a template; a directory stands for the {@code template.yaml}, {@code .yml} or {@code .json} in it. */
    public static SamTemplate read(Path fileOrDirectory, Options options) {
        Path file = find(fileOrDirectory);
        try {
            YamlReader reader = new YamlReader(file.toString());
            Value.Fields root = reader.read(Files.readString(file));
            SamTemplate template = new SamTemplate(file, root, options, reader.warnings());
            template.requireDeclared(options.parameters, root);
            template.readResources();
            return template;
        } catch (IOException unreadable) {
            throw new TemplateException("the template " + file + " can't be read: " + unreadable);
        }
    }

    public List<SamFunction> functions() {
        return List.copyOf(functions);
    }

    /** The APIs that have routes. */
    public List<SamApi> apis() {
        return List.copyOf(apis.values());
    }

    public List<SamQueue> queues() {
        return List.copyOf(queues);
    }

    public List<SamTable> tables() {
        return List.copyOf(tables);
    }

    /** Subscriptions of queues to topics. */
    public List<SamSubscription> subscriptions() {
        return List.copyOf(subscriptions);
    }

    /** What a caller of the deployed template would find and a local one won't, each with the reason. */
    public List<String> notRun() {
        return List.copyOf(notRun);
    }

    /** What CloudFormation reads differently from how it looks. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    private static Path find(Path given) {
        if (Files.isRegularFile(given)) {
            return given;
        }
        for (String name : List.of("template.yaml", "template.yml", "template.json")) {
            if (Files.isRegularFile(given.resolve(name))) {
                return given.resolve(name);
            }
        }
        throw new TemplateException(
                Files.isDirectory(given)
                        ? "there is no template.yaml in "
                                + given.toAbsolutePath().normalize()
                        : "there is no template " + given);
    }

    private void requireDeclared(Map<String, String> parameters, Value.Fields root) {
        Set<String> declared = section(root, "Parameters").keySet();
        parameters.keySet().stream()
                .filter(name -> !declared.contains(name))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new TemplateException("the template has no parameter " + unknown + ", only " + declared);
                });
    }

    private Map<String, Value> section(Value.Fields root, String name) {
        Value section = root.fields().get(name);
        return section == null ? Map.of() : intrinsics.fields(section);
    }

    private void readResources() {
        resources.forEach((logicalId, resource) -> {
            Map<String, Value> fields = intrinsics.fields(resource);
            if (fields.containsKey("Type") && isDeployed(fields)) {
                readResource(logicalId, intrinsics.text(required(fields, "Type", resource)), resource, fields);
            }
        });
        apis.keySet().retainAll(routedApis());
    }

    private Set<String> routedApis() {
        Set<String> apis = new LinkedHashSet<>();
        functions.forEach(function -> function.routes().forEach(route -> apis.add(route.api())));
        return apis;
    }

    private boolean isDeployed(Map<String, Value> resource) {
        Value condition = resource.get("Condition");
        return condition == null || intrinsics.condition(intrinsics.text(condition), condition.at());
    }

    private void readResource(String logicalId, String type, Value resource, Map<String, Value> fields) {
        switch (type) {
            case "AWS::Serverless::Function" -> readFunction(logicalId, resource, fields);
            case "AWS::Serverless::HttpApi" -> readHttpApi(logicalId, fields);
            case "AWS::Lambda::Function" ->
                notRun.add(logicalId + ": AWS::Lambda::Function isn't run, only AWS::Serverless::Function");
            case "AWS::Serverless::Application", "AWS::CloudFormation::Stack" ->
                notRun.add(logicalId + ": nested stacks aren't run");
            case "AWS::Serverless::StateMachine", "AWS::StepFunctions::StateMachine" ->
                notRun.add(logicalId + ": state machines aren't run");
            default -> {}
        }
    }

    private void readHttpApi(String logicalId, Map<String, Value> resource) {
        Map<String, Value> properties = properties("HttpApi", resource);
        Value stage = properties.get("StageName");
        apis.put(logicalId, httpApi(logicalId, stage == null ? "$default" : intrinsics.text(stage)));
        if (properties.containsKey("DefinitionBody") || properties.containsKey("DefinitionUri")) {
            notRun.add(logicalId
                    + ": routes in a DefinitionBody or DefinitionUri aren't served, only events of functions");
        }
        warnAboutApi(logicalId, properties);
    }

    private static SamApi httpApi(String logicalId, String stage) {
        return new SamApi(logicalId, SamApi.Kind.HTTP, stage, Optional.empty(), Map.of(), List.of(), logicalId);
    }

    private void warnAboutApi(String logicalId, Map<String, Value> properties) {
        if (properties.containsKey("Auth")) {
            notRun.add(logicalId + ": authorizers aren't asked, EVERY call passes without a token");
        }
        if (properties.containsKey("CorsConfiguration")) {
            notRun.add(logicalId + ": CorsConfiguration isn't applied");
        }
    }

    private void readFunction(String logicalId, Value resource, Map<String, Value> fields) {
        Map<String, Value> properties = properties("Function", fields);
        String reason = whyNotRun(properties);
        if (reason != null) {
            notRun.add(logicalId + ": " + reason);
            return;
        }
        int timeout = properties.containsKey("Timeout") ? intrinsics.integer(properties.get("Timeout")) : 3;
        functions.add(new SamFunction(
                logicalId,
                names.name(logicalId, withProperties(fields, properties, resource), intrinsics),
                intrinsics.text(required(properties, "Handler", resource)),
                directory
                        .resolve(intrinsics.text(required(properties, "CodeUri", resource)))
                        .normalize(),
                properties.containsKey("Runtime") ? intrinsics.text(properties.get("Runtime")) : "java21",
                properties.containsKey("MemorySize") ? intrinsics.integer(properties.get("MemorySize")) : 128,
                Duration.ofSeconds(timeout),
                environment(properties),
                List.of(),
                isSnapStart(properties),
                List.copyOf(routes(logicalId, properties)),
                url(properties),
                SamAsync.DEFAULT,
                OptionalInt.empty(),
                0));
        warnAboutFunction(logicalId, properties);
    }

    private static Value withProperties(Map<String, Value> fields, Map<String, Value> properties, Value resource) {
        Map<String, Value> merged = new LinkedHashMap<>(fields);
        merged.put("Properties", new Value.Fields(properties, resource.at()));
        return new Value.Fields(merged, resource.at());
    }

    private @Nullable String whyNotRun(Map<String, Value> properties) {
        if (properties.containsKey("PackageType")
                && intrinsics.text(properties.get("PackageType")).equals("Image")) {
            return "container images aren't run";
        }
        if (properties.containsKey("InlineCode")) {
            return "InlineCode isn't run";
        }
        Value runtime = properties.get("Runtime");
        if (runtime != null && !intrinsics.text(runtime).startsWith("java")) {
            return "only Java functions are run, not " + intrinsics.text(runtime);
        }
        Value code = properties.get("CodeUri");
        if (code != null
                && (intrinsics.resolve(code) instanceof Value.Fields
                        || intrinsics.text(code).startsWith("s3://"))) {
            return "its code is in S3";
        }
        return null;
    }

    private void warnAboutFunction(String logicalId, Map<String, Value> properties) {
        if (properties.containsKey("Layers")) {
            notRun.add(logicalId + ": its layers aren't loaded");
        }
        Value url = properties.get("FunctionUrlConfig");
        Value type = url == null ? null : intrinsics.fields(url).get("AuthType");
        if (type != null && intrinsics.text(type).equals("AWS_IAM")) {
            notRun.add(logicalId + ": its URL asks for no signature, EVERY call passes");
        }
    }

    private Optional<SamUrl> url(Map<String, Value> properties) {
        Value url = properties.get("FunctionUrlConfig");
        return url == null
                ? Optional.empty()
                : Optional.of(
                        new SamUrl("NONE", Optional.empty(), false, url.at().toString()));
    }

    private Map<String, String> environment(Map<String, Value> properties) {
        Map<String, String> environment = new LinkedHashMap<>();
        Value section = properties.get("Environment");
        Value given = section == null ? null : intrinsics.fields(section).get("Variables");
        if (given != null) {
            intrinsics.fields(given).forEach((name, value) -> {
                if (!variables.containsKey(name)) {
                    environment.put(name, intrinsics.text(value));
                }
            });
        }
        environment.putAll(variables);
        return environment;
    }

    private boolean isSnapStart(Map<String, Value> properties) {
        Value snapStart = properties.get("SnapStart");
        Value applyOn = snapStart == null ? null : intrinsics.fields(snapStart).get("ApplyOn");
        return applyOn != null && intrinsics.text(applyOn).equals("PublishedVersions");
    }

    private List<SamRoute> routes(String function, Map<String, Value> properties) {
        List<SamRoute> routes = new ArrayList<>();
        Value events = properties.get("Events");
        if (events == null) {
            return routes;
        }
        intrinsics.fields(events).forEach((name, event) -> {
            Map<String, Value> fields = intrinsics.fields(event);
            String type = intrinsics.text(required(fields, "Type", event));
            if (type.equals("HttpApi")) {
                routes.add(route(event, fields));
            } else {
                notRun.add(function + ": event " + name + " (" + type + ") isn't run locally yet");
            }
        });
        return routes;
    }

    private SamRoute route(Value event, Map<String, Value> fields) {
        Value section = fields.get("Properties");
        Map<String, Value> properties = section == null ? Map.of() : intrinsics.fields(section);
        Value format = properties.get("PayloadFormatVersion");
        Value timeout = properties.get("TimeoutInMillis");
        return new SamRoute(
                api(properties),
                routeKey(properties, event),
                format == null ? "2.0" : intrinsics.text(format),
                timeout == null ? GATEWAY_TIMEOUT : Duration.ofMillis(intrinsics.integer(timeout)),
                Optional.empty(),
                List.of(),
                event.at().toString());
    }

    /** The logical id, whose {@code Ref} would be the API's own id. */
    private String api(Map<String, Value> properties) {
        Value api = properties.get("ApiId");
        if (api == null) {
            apis.putIfAbsent(IMPLICIT_API, httpApi(IMPLICIT_API, "$default"));
            return implicitApi();
        }
        if (api instanceof Value.Intrinsic call && call.function().equals("Ref")) {
            String logicalId = intrinsics.text(call.argument());
            if (resources.containsKey(logicalId)) {
                return logicalId;
            }
        }
        throw new TemplateException(api.at(), "ApiId must be !Ref of an AWS::Serverless::HttpApi of this template");
    }

    /** SAM's own API takes its settings from the globals. */
    private String implicitApi() {
        Value settings = globals.get("HttpApi");
        if (settings != null) {
            warnAboutApi(IMPLICIT_API, intrinsics.fields(settings));
        }
        return IMPLICIT_API;
    }

    private String routeKey(Map<String, Value> properties, Value event) {
        Value path = properties.get("Path");
        Value method = properties.get("Method");
        if (path == null && method == null) {
            return "$default";
        }
        if (path == null || method == null) {
            throw new TemplateException(event.at(), "an HttpApi event has both Path and Method, or neither");
        }
        String text = intrinsics.text(path);
        if (text.equals("$default")) {
            return text;
        }
        if (!text.startsWith("/")) {
            throw new TemplateException(path.at(), "the path '" + text + "' doesn't start with /");
        }
        String verb = intrinsics.text(method).toUpperCase(Locale.ROOT);
        return (verb.equals("*") || verb.equals("X-AMAZON-APIGATEWAY-ANY-METHOD") ? "ANY" : verb) + " " + text;
    }

    private Map<String, Value> properties(String globalsSection, Map<String, Value> resource) {
        Value own = resource.get("Properties");
        Map<String, Value> properties = own == null ? Map.of() : intrinsics.fields(own);
        Value shared = globals.get(globalsSection);
        return shared == null ? properties : merge(intrinsics.fields(shared), properties);
    }

    /** Maps deep, lists one after the other, the rest replaced. */
    private static Map<String, Value> merge(Map<String, Value> shared, Map<String, Value> own) {
        Map<String, Value> merged = new LinkedHashMap<>(shared);
        own.forEach((key, value) -> merged.merge(key, value, SamTemplate::merge));
        return merged;
    }

    private static Value merge(Value shared, Value own) {
        if (shared instanceof Value.Fields some && own instanceof Value.Fields others) {
            return new Value.Fields(merge(some.fields(), others.fields()), own.at());
        }
        if (shared instanceof Value.Items some && own instanceof Value.Items others) {
            List<Value> items = new ArrayList<>(some.items());
            items.addAll(others.items());
            return new Value.Items(items, own.at());
        }
        return own;
    }

    private static Value required(Map<String, Value> fields, String name, Value owner) {
        Value value = fields.get(name);
        if (value == null) {
            throw new TemplateException(owner.at(), "here " + name + " is missing");
        }
        return value;
    }
}
