package dev.skiff.local;

import dev.skiff.local.template.SamApi;
import dev.skiff.local.template.SamFunction;
import dev.skiff.local.template.SamRoute;
import dev.skiff.local.template.SamTemplate;
import java.net.BindException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A template whose functions can be called: through their URLs, or by name. */
public final class RunningTemplate implements AutoCloseable {
    private final Local options;
    private final SamTemplate template;
    private final Workspace workspace = Workspace.open();
    private final FunctionCaller caller = new FunctionCaller();
    private final Gatekeepers gatekeepers;
    private final ShutdownHook hook = new ShutdownHook();
    private final Map<String, LocalFunction> functions = new LinkedHashMap<>();
    private final Map<String, FrontServer> apis = new LinkedHashMap<>();
    private final Map<String, FrontServer> urls = new LinkedHashMap<>();
    private final Map<String, FrontServer> balancers = new LinkedHashMap<>();
    private final List<FrontServer> servers = new ArrayList<>();

    private RunningTemplate(Local options, SamTemplate template) {
        this.options = options;
        this.template = template;
        this.gatekeepers = new Gatekeepers(caller, this::find, options.signatures(), InstantSource.system());
    }

    static RunningTemplate start(Local options, SamTemplate template) {
        RunningTemplate running = new RunningTemplate(options, template);
        running.hook.add(running::close);
        try {
            running.createFunctions();
            running.openDoors();
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
        servers.forEach(FrontServer::close);
        caller.close();
        functions.values().forEach(LocalFunction::close);
        workspace.close();
        hook.remove();
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

    private void createFunctions() {
        TaskRoot taskRoots = new TaskRoot(workspace);
        for (SamFunction function : template.functions()) {
            String id = function.logicalId();
            functions.put(
                    id, new LocalFunction(definition(function), taskRoots, line -> options.log(id, line), () -> {}));
        }
        if (functions.isEmpty()) {
            throw new LocalException("the template has no function that can be run here: " + template.notRun());
        }
    }

    private FunctionDefinition definition(SamFunction function) {
        FunctionDefinition.Builder definition = FunctionDefinition.builder(
                        function.name(), function.handler(), function.code())
                .runtime(function.runtime())
                .memorySize(function.memorySize())
                .timeout(function.timeout())
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

    /** All APIs at one port, as long as their stages have different names; the next ones have ports of their own. */
    private void openApis() {
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
            FrontServer server = open(doors);
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
        throw new LocalException("no free port above " + last);
    }
}
