package dev.skiff.local;

import dev.skiff.local.template.SamApi;
import dev.skiff.local.template.SamFunction;
import dev.skiff.local.template.SamQueueEvent;
import dev.skiff.local.template.SamRoute;
import dev.skiff.local.template.SamStreamEvent;
import dev.skiff.local.template.SamTemplate;
import java.net.BindException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A template whose functions can be called: through their URLs, or by name. */
public final class RunningTemplate implements AutoCloseable {
    private final Local options;
    private final SamTemplate template;
    private final Endpoints endpoints;
    private final Workspace workspace = Workspace.open();
    private final FunctionCaller caller = new FunctionCaller();
    private final ShutdownHook hook = new ShutdownHook();
    private final Map<String, LocalFunction> functions = new LinkedHashMap<>();
    private final Map<String, FrontServer> urls = new LinkedHashMap<>();
    private final List<FrontServer> servers = new ArrayList<>();
    private final LogTails tails = new LogTails();
    private @Nullable Destinations destinations;
    private @Nullable ControlDoor control;
    private final List<Trigger> triggers = new ArrayList<>();
    private @Nullable Queues queues;

    private RunningTemplate(Local options, SamTemplate template, Endpoints endpoints) {
        this.options = options;
        this.template = template;
        this.endpoints = endpoints;
    }

    static RunningTemplate start(Local options, SamTemplate template, Endpoints endpoints) {
        RunningTemplate running = new RunningTemplate(options, template, endpoints);
        running.hook.add(running::close);
        try {
            running.createFunctions();
            running.openQueues();
            running.openStreams();
            running.connectEvents();
            running.openDoors();
            running.triggers.forEach(Trigger::start);
            return running;
        } catch (RuntimeException failure) {
            running.close();
            throw failure;
        }
    }

    /**
     * Where the HTTP API is reached, without a slash at the end: {@code http://127.0.0.1:3000}, and below it the stage if
     * that has a name.
     */
    public String url() {
        List<String> stages =
                template.apis().stream().map(SamApi::stage).distinct().toList();
        if (stages.isEmpty()) {
            throw new LocalException("the template has no HTTP API; a Function URL is url(function)");
        }
        if (stages.size() > 1) {
            throw new LocalException("the template's HTTP APIs have the stages " + stages + ": put one behind "
                    + servers.get(0).url());
        }
        return apiUrl(stages.get(0));
    }

    /** The Function URL of this function, without a slash at the end. */
    public String url(String function) {
        FrontServer server = urls.get(logicalId(function));
        if (server == null) {
            throw new LocalException(function + " has no FunctionUrlConfig");
        }
        return server.url();
    }

    /** Calls a function by its logical id or its name, and waits for the outcome. */
    public Outcome invoke(String function, byte[] event) {
        return function(function).invoke(event);
    }

    /** A function by its logical id or its name. */
    public LocalFunction function(String idOrName) {
        return Objects.requireNonNull(functions.get(logicalId(idOrName)));
    }

    private String logicalId(String idOrName) {
        return template.functions().stream()
                .filter(function ->
                        function.logicalId().equals(idOrName) || function.name().equals(idOrName))
                .map(SamFunction::logicalId)
                .findFirst()
                .orElseThrow(
                        () -> new LocalException("there is no function " + idOrName + ", only " + functions.keySet()));
    }

    /** Closes the ports, ends all JVMs and removes what they left. */
    @Override
    public void close() {
        servers.forEach(FrontServer::close);
        closeEvents();
        triggers.forEach(Trigger::close);
        caller.close();
        functions.values().forEach(LocalFunction::close);
        workspace.close();
        hook.remove();
    }

    /** Where the runner itself is reached: Lambda's Invoke API and the endpoint for events; without a slash at the end. */
    public String endpoint() {
        return servers.get(0).url();
    }

    SamTemplate template() {
        return template;
    }

    String apiUrl(String stage) {
        return servers.get(0).url() + (stage.equals(HttpApiDoor.UNNAMED) ? "" : "/" + stage);
    }

    List<Trigger> triggers() {
        return List.copyOf(triggers);
    }

    /** The template's queues; empty if it has none. */
    Optional<Queues> queues() {
        return Optional.ofNullable(queues);
    }

    List<String> queueUrls() {
        return queues == null ? List.of() : queues.describe();
    }

    private boolean hasQueues() {
        return !template.queues().isEmpty()
                || template.functions().stream().anyMatch(function -> !function.events(SamQueueEvent.class)
                        .isEmpty());
    }

    /** Without queues nothing of a queue server or its clients is loaded. */
    private void openQueues() {
        if (hasQueues()) {
            try {
                queues =
                        Queues.open(template.queues(), template.functions(), it -> function(it.logicalId()), endpoints);
                triggers.add(queues);
            } catch (NoClassDefFoundError missing) {
                throw new LocalException(
                        "the template has queues: add org.elasticmq:elasticmq-rest-sqs_2.13,"
                                + " software.amazon.awssdk:sqs and software.amazon.awssdk:url-connection-client to the"
                                + " class path; with --endpoint-url the first of"
                                + " them"
                                + " isn't"
                                + " needed"
                                + " (" + missing.getMessage() + " is missing)",
                        missing);
            }
        }
    }

    private boolean hasStreams() {
        return !template.tables().isEmpty()
                || template.functions().stream().anyMatch(function -> function.events(SamStreamEvent.class).stream()
                        .anyMatch(event -> event.type().equals("DynamoDB")));
    }

    /** Tables and streams are somewhere else, or not at all. */
    private void openStreams() {
        Optional<URI> endpoint = endpoints.given("DYNAMODB");
        if (endpoint.isPresent() && hasStreams()) {
            try {
                triggers.add(Streams.open(
                        template.tables(),
                        template.functions(),
                        it -> function(it.logicalId()),
                        endpoints.access(endpoint.get()),
                        this::sendTo));
            } catch (NoClassDefFoundError missing) {
                throw new LocalException(
                        "the template has tables: add software.amazon.awssdk:dynamodb and"
                                + " software.amazon.awssdk:url-connection-client to the class path ("
                                + missing.getMessage() + " is missing)",
                        missing);
            }
        }
    }

    /** To any destination: streams begin before all of them are there, and send later. */
    private void sendTo(String arn, String body, Map<String, String> attributes) {
        Objects.requireNonNull(destinations).send(arn, body, attributes);
    }

    /** What isn't polled here, each with the reason. */
    List<String> notPolled() {
        List<String> lines = new ArrayList<>();
        for (SamFunction function : template.functions()) {
            for (SamStreamEvent event : function.events(SamStreamEvent.class)) {
                if (!event.type().equals("DynamoDB")) {
                    lines.add(event.place() + ": streams of " + event.type() + " aren't polled");
                } else if (endpoints.given("DYNAMODB").isEmpty()) {
                    lines.add(event.place()
                            + ": the stream isn't polled without --dynamodb-endpoint, such as that of DynamoDB Local");
                }
            }
        }
        return lines;
    }

    private void createFunctions() {
        TaskRoot taskRoots = new TaskRoot(workspace);
        for (SamFunction function : template.functions()) {
            String id = function.logicalId();
            functions.put(id, new LocalFunction(definition(function), taskRoots, log(function), () -> {}));
        }
        if (functions.isEmpty()) {
            throw new LocalException("the template has no function that can be run here: " + template.notRun());
        }
    }

    private Consumer<String> log(SamFunction function) {
        return line -> {
            tails.line(function.name(), Optional.empty(), line);
            options.log(function.logicalId(), line);
        };
    }

    private void connectEvents() {
        Destinations all =
                new Destinations(template, this::function, queueSender(), options.retryScale(), InstantSource.system());
        Schedules schedules = new Schedules(all.targets(), options.hasSchedules(), InstantSource.system());
        triggers.add(schedules);
        destinations = all;
        control = new ControlDoor(all, schedules);
    }

    private MessageSender queueSender() {
        if (queues != null) {
            return queues.sender();
        }
        return (arn, body, attributes) -> {
            throw new LocalException("there is no queue " + arn + " here");
        };
    }

    /** The runner's own paths, in front of the template's. */
    private FrontServer.Door withOwnPaths(FrontServer.Door others) {
        InvokeApi invoke = new InvokeApi(Objects.requireNonNull(destinations), tails);
        return new PathDoors(others)
                .with(InvokeApi.PATH, own(invoke))
                .with(InvokeApi.STREAMING_PATH, own(invoke))
                .with(ControlDoor.PATH, own(Objects.requireNonNull(control)));
    }

    private FrontServer.Door own(FrontServer.Door door) {
        return new OwnPaths(options.host(), door);
    }

    private void closeEvents() {
        if (destinations != null) {
            destinations.close();
        }
        if (control != null) {
            control.close();
        }
    }

    private FunctionDefinition definition(SamFunction function) {
        FunctionDefinition.Builder definition = FunctionDefinition.builder(
                        function.name(), function.handler(), function.code())
                .runtime(function.runtime())
                .memorySize(function.memorySize())
                .timeout(function.timeout())
                .environment(endpoints.variables(hasQueues()))
                .environment(function.environment());
        function.layers().forEach(definition::layer);
        if (options.isSnapStart() && function.snapStart()) {
            definition.initialization(InitializationType.SNAP_START);
        }
        if (options.maxConcurrency() > 0) {
            definition.maxConcurrency(options.maxConcurrency());
        }
        return definition.build();
    }

    private void openDoors() {
        HttpApiDoor apis = new HttpApiDoor(caller);
        for (SamFunction function : template.functions()) {
            for (SamRoute route : function.routes()) {
                apis.add(stage(route), route, function(function.logicalId()));
            }
        }
        open(withOwnPaths(apis));
        for (SamFunction function : template.functions()) {
            if (function.url().isPresent()) {
                FunctionUrlDoor door = new FunctionUrlDoor(caller, function(function.logicalId()));
                urls.put(function.logicalId(), open(door));
            }
        }
    }

    /** The stage of the API that has this route. */
    String stage(SamRoute route) {
        return template.apis().stream()
                .filter(api -> api.logicalId().equals(route.api()))
                .findFirst()
                .orElseThrow(() ->
                        new LocalException(route.place() + ": " + route.api() + " is no AWS::Serverless::HttpApi"))
                .stage();
    }

    /** The first door has the port that was asked for, the others the next free ones. */
    private FrontServer open(FrontServer.Door door) {
        FrontServer server = servers.isEmpty() ? openFirst(door) : openNext(door);
        servers.add(server);
        return server;
    }

    private FrontServer openFirst(FrontServer.Door door) {
        try {
            return FrontServer.start(options.host(), options.port(), door);
        } catch (BindException taken) {
            throw new LocalException(
                    "the port " + options.port() + " of " + options.host() + " can't be had (" + taken.getMessage()
                            + "): choose another with --port, or --port 0 for a free one",
                    taken);
        }
    }

    private FrontServer openNext(FrontServer.Door door) {
        int last = servers.get(servers.size() - 1).port();
        for (int port = last + 1; port < Math.min(last + 100, 65_536); port++) {
            try {
                return FrontServer.start(options.host(), options.port() == 0 ? 0 : port, door);
            } catch (BindException taken) {
                // the next one
            }
        }
        throw new LocalException("no free port for a Function URL above " + last);
    }
}
