package dev.skiff.local.template;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A SAM template as far as it can be run: its functions and what calls them, and what it has besides. */
public final class SamTemplate {
    private static final long LARGEST = 1_000_000;

    private final List<SamFunction> functions;
    private final List<SamApi> apis;
    private final List<SamQueue> queues;
    private final List<SamTable> tables;
    private final List<SamTopic> topics;
    private final List<SamSubscription> subscriptions;
    private final List<String> buses;
    private final List<String> notRun;
    private final List<String> warnings;

    private SamTemplate(
            Path directory, Resources resources, Options options, Findings findings, Discretion discretion) {
        ApiReader apiReader = new ApiReader(resources, findings);
        EventReader events = new EventReader(resources, apiReader, findings);
        FunctionReader reader = new FunctionReader(directory, resources, options.variables, findings);
        List<Resource> run = new ArrayList<>();
        resources.all().stream()
                .filter(Resource::isFunction)
                .forEach(function -> findings.collect(() -> {
                    if (reader.isRun(function)) {
                        run.add(function);
                        events.readEvents(function);
                    }
                }));
        events.readResources();
        List<SamFunction> functions = new ArrayList<>();
        run.forEach(
                function -> findings.collect(() -> functions.add(reader.function(function, events.events(function)))));
        this.queues = List.copyOf(new QueueReader(resources, findings).queues());
        this.tables = List.copyOf(new TableReader(resources, findings).tables());
        findings.throwIfAny();
        this.functions = List.copyOf(functions);
        this.apis = List.copyOf(apiReader.apis(routes(functions)));
        this.topics = List.copyOf(events.topics());
        this.subscriptions = List.copyOf(events.subscriptions());
        this.buses = List.copyOf(events.buses());
        this.notRun = findings.notRun().stream().map(discretion::masked).toList();
        this.warnings = discretion.warnings();
    }

    /**
     * What is given beside the template.
     *
     * @param parameters values for its parameters
     * @param variables environment variables that win over those of each function
     * @param queueEndpoint the queue server, whose URLs the queues then have
     */
    public record Options(Map<String, String> parameters, Map<String, String> variables, Optional<URI> queueEndpoint) {
        /** Those with AWS's own URLs for queues. */
        public Options(Map<String, String> parameters, Map<String, String> variables) {
            this(parameters, variables, Optional.empty());
        }

        public Options withQueueEndpoint(URI endpoint) {
            return new Options(parameters, variables, Optional.of(endpoint));
        }

        String region() {
            return variables.getOrDefault("AWS_REGION", variables.getOrDefault("AWS_DEFAULT_REGION", "us-east-1"));
        }

        /** Nothing: values can be secrets. */
        @Override
        public String toString() {
            return "options";
        }
    }

    /**
     * Reads a template; a directory stands for the {@code template.yaml}, {@code .yml} or {@code .json} in it. Throws a
     * {@link TemplateException} that tells all its findings.
     */
    public static SamTemplate read(Path fileOrDirectory, Options options) {
        Path file = find(fileOrDirectory);
        YamlReader reader = new YamlReader(file.toString());
        Value.Fields root = reader.read(text(file));
        Names names = new Names(options.region(), options.queueEndpoint);
        Intrinsics intrinsics = new Intrinsics(root, options.parameters, names);
        Discretion discretion = new Discretion(reader.warnings(), intrinsics.parameters());
        try {
            Findings findings = new Findings();
            intrinsics.parameters().check(findings);
            findings.throwIfAny();
            Value.Fields expanded = SamTransform.expanded(root, Resources.of(root, intrinsics, new Findings()));
            Resources resources = Resources.of(expanded, new Intrinsics(expanded, options.parameters, names), findings);
            Path directory = file.toAbsolutePath().normalize().resolveSibling("");
            return new SamTemplate(directory, resources, options, findings, discretion);
        } catch (TemplateException mistake) {
            throw mistake.withMessage(discretion.masked(String.valueOf(mistake.getMessage())));
        }
    }

    public List<SamFunction> functions() {
        return functions;
    }

    /** The APIs that have routes. */
    public List<SamApi> apis() {
        return apis;
    }

    public List<SamQueue> queues() {
        return queues;
    }

    public List<SamTable> tables() {
        return tables;
    }

    public List<SamTopic> topics() {
        return topics;
    }

    /** The names of its event buses, without the default one. */
    public List<String> buses() {
        return buses;
    }

    /** Subscriptions of queues to topics. */
    public List<SamSubscription> subscriptions() {
        return subscriptions;
    }

    /** What a caller of the deployed template would find and a local one won't, each with the reason. */
    public List<String> notRun() {
        return notRun;
    }

    /** What CloudFormation reads differently from how it looks. */
    public List<String> warnings() {
        return warnings;
    }

    private static List<SamRoute> routes(List<SamFunction> functions) {
        return functions.stream()
                .flatMap(function -> function.routes().stream())
                .toList();
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

    private static String text(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new TemplateException("the template " + file + " has " + Files.size(file)
                        + " bytes, CloudFormation takes at most " + LARGEST);
            }
            return Files.readString(file);
        } catch (MalformedInputException notText) {
            throw new TemplateException("the template " + file + " isn't UTF-8 text");
        } catch (IOException unreadable) {
            throw new TemplateException("the template " + file + " can't be read: " + unreadable);
        }
    }

    /** What is said about the template, without the values that must not be shown. */
    private record Discretion(List<String> raw, Parameters parameters) {
        List<String> warnings() {
            return raw.stream().map(this::masked).toList();
        }

        String masked(String message) {
            String masked = message;
            for (String secret : parameters.secrets()) {
                masked = masked.replace(secret, "****");
            }
            return masked;
        }
    }
}
