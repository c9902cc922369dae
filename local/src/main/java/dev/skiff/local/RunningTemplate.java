package dev.skiff.local;

import dev.skiff.local.template.SamApi;
import dev.skiff.local.template.SamFunction;
import dev.skiff.local.template.SamLogging;
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
    private final Consumer<LogLine> log;
    private final Endpoints endpoints;
    private final Workspace workspace = Workspace.open();
    private final FunctionCaller caller = new FunctionCaller();
    private final Gatekeepers gatekeepers;
    private final ShutdownHook hook = new ShutdownHook();
    private final Map<String, LocalFunction> functions = new LinkedHashMap<>();
    private final Map<String, FrontServer> apis = new LinkedHashMap<>();
    private final Map<String, FrontServer> urls = new LinkedHashMap<>();
    private final Map<String, FrontServer> balancers = new LinkedHashMap<>();
    private final Entrance entrance = new Entrance();
    private final List<FrontServer> servers = new ArrayList<>();
    private final RecentCalls recentCalls = new RecentCalls(InstantSource.system());
    private @Nullable PageDoor page;
    private final TaskRoot taskRoots = new TaskRoot(workspace);
    private @Nullable CodeWatch watch;
    private final LogTails tails = new LogTails();
    private @Nullable Destinations destinations;
    private @Nullable ControlDoor control;
    private final List<Trigger> triggers = new ArrayList<>();
    private @Nullable Queues queues;
    private @Nullable Schedules schedules;

    private RunningTemplate(Local options, SamTemplate template, Consumer<LogLine> log, Endpoints endpoints) {
        this.options = options;
        this.template = template;
        this.log = log;
        this.endpoints = endpoints;
        this.gatekeepers = new Gatekeepers(caller, this::find, options.signatures(), InstantSource.system());
    }

    static RunningTemplate start(Local options, SamTemplate template, Consumer<LogLine> log, Endpoints endpoints) {
        RunningTemplate running = new RunningTemplate(options, template, log, endpoints);
        running.hook.add(running::close);
        try {
            running.openEntrance();
            running.createFunctions();
            running.openQueues();
            running.openStreams();
            running.connectEvents();
            running.openDoors();
            running.functions.values().forEach(LocalFunction::provision);
            running.watchCode();
            running.triggers.forEach(Trigger::start);
            return running;
        } catch (RuntimeException failure) {
            running.close();
            throw failure;
        }
    }

    /**
     * Where the API is reached, without a slash at the end: {@code http://127.0.0.1:3000}, and below it the stage if
     * that has a name.
     */
    public String url() {
        List<String> addresses = template.apis().stream().map(this::apiUrl).toList();
        if (addresses.isEmpty()) {
            throw new LocalException("the template has no API; a Function URL is url(function)");
        }
        if (addresses.size() > 1) {
            throw new LocalException("the template has several APIs, at " + addresses);
        }
        return addresses.get(0);
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
        if (watch != null) {
            watch.close();
        }
        servers.forEach(FrontServer::close);
        entrance.close();
        if (page != null) {
            page.close();
        }
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

    /** The URL of a queue by its logical id or its name; the server before its path is the endpoint for clients. */
    public String queueUrl(String queue) {
        if (queues == null) {
            throw new LocalException("the template has no queues");
        }
        return queues.url(queue);
    }

    SamTemplate template() {
        return template;
    }

    /** Where a load balancer in front of this function is reached, without a slash at the end; see {@link Local#alb}. */
    public String albUrl(String function) {
        FrontServer server = balancers.get(logicalId(function));
        if (server == null) {
            throw new LocalException("no load balancer was asked for in front of " + function);
        }
        return server.url();
    }

    List<String> albUrls(String logicalId) {
        FrontServer server = balancers.get(logicalId);
        return server == null ? List.of() : List.of(server.url());
    }

    /** What passes here and wouldn't on AWS. */
    List<String> warnings() {
        return gatekeepers.warnings();
    }

    /** Where an API is reached, its stage included. */
    String apiUrl(SamApi api) {
        return Objects.requireNonNull(apis.get(api.logicalId())).url()
                + (stage(api).equals(ApiDoors.UNNAMED) ? "" : "/" + stage(api));
    }

    private String stage(SamApi api) {
        return options.isWithoutStages() ? ApiDoors.UNNAMED : api.stage();
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
                                + " class path; with --endpoint-url the first of them isn't needed ("
                                + missing.getMessage() + " is missing)",
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
        for (SamFunction function : template.functions()) {
            String id = function.logicalId();
            FunctionLog lines = new FunctionLog(id, log(function));
            functions.put(id, new LocalFunction(definition(function), taskRoots, lines, recentCalls.of(id), () -> {}));
        }
        if (functions.isEmpty()) {
            throw new LocalException("the template has no function that can be run here: " + template.notRun());
        }
    }

    private Consumer<LogLine> log(SamFunction function) {
        return line -> {
            tails.line(function.name(), line.requestId(), line.message());
            log.accept(line);
        };
    }

    private void connectEvents() {
        Destinations all =
                new Destinations(template, this::function, queueSender(), options.retryScale(), InstantSource.system());
        schedules = new Schedules(all.targets(), options.hasSchedules(), InstantSource.system());
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
        FrontServer.Door publish = own(publishDoor(Objects.requireNonNull(destinations)));
        PathDoors paths = new PathDoors(others)
                .with(InvokeApi.PATH, own(invoke))
                .with(InvokeApi.STREAMING_PATH, own(invoke))
                .with(ControlDoor.PATH, own(Objects.requireNonNull(control)))
                .with(PageDoor.PATH, own(page()));
        return new ServiceDoors(paths).with("sns", publish).with("events", publish);
    }

    private PublishDoor publishDoor(Destinations all) {
        return new PublishDoor(
                new SnsApi(all.topics(), template.topics(), this::tell),
                new EventBridgeApi(
                        all.rules(), template.buses(), all.targets().region(), InstantSource.system(), this::tell));
    }

    /** What a publisher doesn't hear: that nobody got it, or that one of those who should didn't take it. */
    private void tell(String what, Reached reached) {
        FunctionLog lines = new FunctionLog("skiff-local", log);
        if (reached.isEmpty()) {
            lines.platform(JsonBody.write(reached.toFields(what)));
        }
        reached.targets().stream()
                .filter(target -> target.containsKey("error"))
                .forEach(target -> lines.platform("Not everybody got " + what + ": " + target));
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
                .environment(endpoints.variables(hasQueues(), endpoint()))
                .environment(function.environment());
        function.layers().forEach(definition::layer);
        SamLogging logging = function.logging();
        definition.logFormat(logging.isJson() ? LogFormat.JSON : LogFormat.TEXT);
        logging.level().ifPresent(definition::logLevel);
        logging.group().ifPresent(definition::logGroup);
        if (options.isSnapStart() && function.snapStart()) {
            definition.initialization(InitializationType.SNAP_START);
        }
        if (options.maxConcurrency() > 0) {
            definition.maxConcurrency(options.maxConcurrency());
        }
        addLife(function, definition);
        return definition.build();
    }

    /** How its environments come and go, and who may look into them. */
    private void addLife(SamFunction function, FunctionDefinition.Builder definition) {
        Map<String, String> deployed = new LinkedHashMap<>(function.environment());
        deployed.keySet().removeAll(options.ownVariables());
        Variables.require(function.logicalId(), deployed);
        definition.idleTimeout(options.idleTimeout()).streamsApart(options.areStreamsApart());
        function.reservedConcurrency().ifPresent(definition::reservedConcurrency);
        if (options.isProvisioned()) {
            definition.provisionedConcurrency(function.provisionedConcurrency());
        }
        if (options.debugPort() > 0) {
            definition.debugPort(debugPort(function));
        }
    }

    /** The first function has the port that was asked for, the others the next ones. */
    private int debugPort(SamFunction function) {
        return options.debugPort() + template.functions().indexOf(function);
    }

    private void watchCode() {
        if (options.isWatching()) {
            FunctionLog lines = new FunctionLog("skiff-local", log);
            watch = CodeWatch.start(functions.values(), taskRoots, options.template(), lines::platform);
        }
    }

    private void openDoors() {
        template.functions().forEach(function -> function.routes().forEach(this::api));
        openApis();
        for (SamFunction function : template.functions()) {
            if (function.url().isPresent()) {
                FunctionUrlDoor door = new FunctionUrlDoor(
                        caller, function(function.logicalId()), function.url().get());
                urls.put(function.logicalId(), open(door));
            }
        }
        for (String function : options.balanced()) {
            AlbDoor door = new AlbDoor(caller, function(function), options.isAlbMultiValue());
            balancers.put(logicalId(function), open(door));
        }
    }

    private PageDoor page() {
        PageState state = new PageState(this, pageQueues(), pageSchedules());
        PageActions actions = new PageActions(this, recentCalls, pageQueues(), pageSchedules());
        page = new PageDoor(state, recentCalls, actions);
        return page;
    }

    private PageQueues pageQueues() {
        return queues().<PageQueues>map(QueuesOnPage::new).orElse(PageQueues.NONE);
    }

    private PageSchedules pageSchedules() {
        return Objects.requireNonNull(schedules);
    }

    /** Where the page about this template is. */
    String pageUrl() {
        return servers.get(0).url() + PageDoor.PATH;
    }

    /** All APIs at one port, as long as their stages have different names; the next ones have ports of their own. */
    private void openApis() {
        if (template.apis().isEmpty()) {
            entrance.open(withOwnPaths(new ApiDoors()));
        }
        List<SamApi> waiting = new ArrayList<>(template.apis());
        while (!waiting.isEmpty()) {
            ApiDoors doors = new ApiDoors();
            List<SamApi> here = new ArrayList<>();
            for (SamApi api : waiting) {
                if (doors.hasRoomFor(stage(api))) {
                    doors.add(door(api));
                    here.add(api);
                }
            }
            FrontServer server = apis.isEmpty() ? servers.get(0) : open(doors);
            if (apis.isEmpty()) {
                entrance.open(withOwnPaths(doors));
            }
            here.forEach(api -> apis.put(api.logicalId(), server));
            waiting.removeAll(here);
        }
    }

    private ApiDoor door(SamApi api) {
        ApiDoor door = new ApiDoor(api, caller, gatekeepers.of(api), options.isWithoutStages());
        for (SamFunction function : template.functions()) {
            for (SamRoute route : function.routes()) {
                if (route.api().equals(api.logicalId())) {
                    door.add(route, function(function.logicalId()));
                }
            }
        }
        return door;
    }

    /** The API that has this route. */
    SamApi api(SamRoute route) {
        return template.apis().stream()
                .filter(api -> api.logicalId().equals(route.api()))
                .findFirst()
                .orElseThrow(
                        () -> new LocalException(route.place() + ": " + route.api() + " is no API of this template"));
    }

    private Optional<LocalFunction> find(String idOrName) {
        return template.functions().stream()
                .filter(function ->
                        function.logicalId().equals(idOrName) || function.name().equals(idOrName))
                .map(function -> function(function.logicalId()))
                .findFirst();
    }

    /** The entrance has the port that was asked for, the other doors the next free ones. */
    private FrontServer open(FrontServer.Door door) {
        FrontServer server = openNext(door);
        servers.add(server);
        return server;
    }

    private void openEntrance() {
        try {
            servers.add(FrontServer.start(options.host(), options.port(), entrance));
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
        throw new LocalException("no free port above " + last);
    }
}
