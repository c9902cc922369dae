package dev.skiff.local;

import dev.skiff.local.functions.Echo;
import dev.skiff.local.functions.HttpFunctions;
import dev.skiff.local.template.SamApi;
import dev.skiff.local.template.SamAuthorizer;
import dev.skiff.local.template.SamCors;
import dev.skiff.local.template.SamRoute;
import java.net.BindException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Front doors without a template: real servers in front of real functions, put together by a test. */
final class Doors implements AutoCloseable {
    static final String PLACE = "template.yaml:1:1";

    final FunctionCaller caller = new FunctionCaller();
    final Functions.Log log = new Functions.Log();
    private final Map<String, LocalFunction> functions = new LinkedHashMap<>();
    private final List<FrontServer> servers = new ArrayList<>();

    LocalFunction echo() {
        return function(Echo.class.getName() + "::withoutCookies");
    }

    LocalFunction answerer() {
        return function(HttpFunctions.class.getName() + "::answerTheBody");
    }

    LocalFunction authorizer() {
        return function(HttpFunctions.class.getName() + "::authorize");
    }

    LocalFunction function(String handler) {
        return functions.computeIfAbsent(
                handler, name -> LocalFunction.start(Functions.define(name).build(), log.lines::add));
    }

    Wire open(FrontServer.Door door) {
        return new Wire(server(door).url());
    }

    FrontServer server(FrontServer.Door door) {
        try {
            FrontServer server = FrontServer.start("127.0.0.1", 0, door);
            servers.add(server);
            return server;
        } catch (BindException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** One API with these routes, each to the same function. */
    Wire open(SamApi api, LocalFunction function, String... routes) {
        return open(doors(door(api, function, routes(api, routes))));
    }

    ApiDoor door(SamApi api, LocalFunction function, List<SamRoute> routes) {
        return door(api, function, routes, TokenSignatures.unchecked(), InstantSource.system());
    }

    ApiDoor door(
            SamApi api,
            LocalFunction function,
            List<SamRoute> routes,
            TokenSignatures signatures,
            InstantSource clock) {
        Gatekeepers gatekeepers = new Gatekeepers(
                caller,
                name -> name.equals("Authorizer") ? Optional.of(authorizer()) : Optional.empty(),
                signatures,
                clock);
        ApiDoor door = new ApiDoor(api, caller, gatekeepers.of(api), false);
        routes.forEach(route -> door.add(route, function));
        return door;
    }

    static ApiDoors doors(ApiDoor... apis) {
        ApiDoors doors = new ApiDoors();
        for (ApiDoor api : apis) {
            doors.add(api);
        }
        return doors;
    }

    static SamApi http(String stage) {
        return api(SamApi.Kind.HTTP, stage, null, Map.of());
    }

    static SamApi rest(String stage, String... binaryMediaTypes) {
        return new SamApi(
                "Rest", SamApi.Kind.REST, stage, Optional.empty(), Map.of(), List.of(binaryMediaTypes), PLACE);
    }

    static SamApi api(SamApi.Kind kind, String stage, @Nullable SamCors cors, Map<String, SamAuthorizer> authorizers) {
        return new SamApi(
                kind == SamApi.Kind.REST ? "Rest" : "Http",
                kind,
                stage,
                Optional.ofNullable(cors),
                authorizers,
                List.of(),
                PLACE);
    }

    static List<SamRoute> routes(SamApi api, String... keys) {
        List<SamRoute> routes = new ArrayList<>();
        for (String key : keys) {
            routes.add(route(api, key, null));
        }
        return routes;
    }

    /** {@code 1.0 GET /x} is a route with that payload format. */
    static SamRoute route(SamApi api, String key, @Nullable String authorizer, String... scopes) {
        boolean isOne = key.startsWith("1.0 ");
        return new SamRoute(
                api.logicalId(),
                isOne ? key.substring(4) : key,
                isOne ? "1.0" : "2.0",
                Duration.ofSeconds(20),
                Optional.ofNullable(authorizer),
                List.of(scopes),
                PLACE);
    }

    @Override
    public void close() {
        servers.forEach(FrontServer::close);
        caller.close();
        functions.values().forEach(LocalFunction::close);
    }
}
