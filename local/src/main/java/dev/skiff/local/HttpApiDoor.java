package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skiff.local.template.SamRoute;
import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpDeployment;
import dev.skiff.testing.HttpSource;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The HTTP APIs of a template behind one address: stage, route, event, function, answer. */
final class HttpApiDoor implements FrontServer.Door {
    static final String UNNAMED = "$default";

    private final FunctionCaller caller;
    private final Map<String, RouteTable> stages = new LinkedHashMap<>();

    HttpApiDoor(FunctionCaller caller) {
        this.caller = caller;
    }

    void add(String stage, SamRoute route, LocalFunction function) {
        stages.computeIfAbsent(stage, name -> new RouteTable()).add(route, function);
    }

    boolean isEmpty() {
        return stages.isEmpty();
    }

    @Override
    public HttpReply answer(HttpCall call, String sourceIp) {
        String stage = stage(call.rawPath());
        RouteTable routes = stages.get(stage);
        HttpCall below = stage.equals(UNNAMED) ? call : withoutStage(call, stage);
        Optional<RouteTable.Match> match =
                routes == null ? Optional.empty() : routes.match(call.method(), decoded(below.rawPath()));
        return match.map(found -> call(below, stage, found, sourceIp))
                .orElseGet(() -> HttpReply.message(404, "Not Found"));
    }

    private HttpReply call(HttpCall call, String stage, RouteTable.Match match, String sourceIp) {
        SamRoute route = match.route();
        HttpSource source = route.payloadFormat().equals("1.0") ? HttpSource.HTTP_API_1_0 : HttpSource.HTTP_API_2_0;
        HttpDeployment deployment =
                HttpDeployment.of(source).withStage(stage).withRoute(route.key(), match.parameters());
        return caller.call(match.function(), call, deployment, sourceIp, route.timeout());
    }

    /** The first segment if it names a stage; else the stage that needs no name. */
    private String stage(String rawPath) {
        int end = rawPath.indexOf('/', 1);
        String first = rawPath.substring(1, end < 0 ? rawPath.length() : end);
        return !first.equals(UNNAMED) && stages.containsKey(first) ? first : UNNAMED;
    }

    private static HttpCall withoutStage(HttpCall call, String stage) {
        String rest = call.target().substring(1 + stage.length());
        HttpCall below = HttpCall.of(call.method(), rest.startsWith("/") ? rest : "/" + rest);
        for (Map.Entry<String, String> header : call.headers()) {
            below = below.plusHeader(header.getKey(), header.getValue());
        }
        return below.withBody(call.body());
    }

    /** A {@code %} without two hex digits stands for itself. */
    private static String decoded(String path) {
        return URLDecoder.decode(path.replace("+", "%2B").replaceAll("%(?![0-9A-Fa-f]{2})", "%25"), UTF_8);
    }
}
