package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skiff.local.template.SamApi;
import dev.skiff.local.template.SamRoute;
import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpDeployment;
import dev.skiff.testing.HttpSource;
import java.net.URLDecoder;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One API of a template: route, authorizer, event, function, answer; and what the gateway answers by itself. */
final class ApiDoor implements FrontServer.Door {
    /** Request line and headers together. */
    private static final int MOST_HEADER_BYTES = 10_240;

    private final SamApi api;
    private final GatewayKind kind;
    private final FunctionCaller caller;
    private final Map<String, Gatekeeper> gatekeepers;
    private final @Nullable GatewayCors cors;
    private final boolean isAtRoot;
    private final RouteTable routes = new RouteTable();

    /**
     * @param gatekeepers by the names of the API's authorizers
     * @param isAtRoot whether it is served like behind a domain of its own, without its stage in the address
     */
    ApiDoor(SamApi api, FunctionCaller caller, Map<String, Gatekeeper> gatekeepers, boolean isAtRoot) {
        this.isAtRoot = isAtRoot;
        this.api = api;
        this.kind = GatewayKind.of(api.kind());
        this.caller = caller;
        this.gatekeepers = gatekeepers;
        this.cors = kind == GatewayKind.HTTP
                ? api.cors()
                        .map(cors -> GatewayCors.ofHttpApi(cors, api.place()))
                        .orElse(null)
                : null;
    }

    void add(SamRoute route, LocalFunction function) {
        routes.add(route, function);
    }

    /** What stands for it in the address. */
    String stage() {
        return isAtRoot ? ApiDoors.UNNAMED : api.stage();
    }

    GatewayKind kind() {
        return kind;
    }

    /** The call's path has lost the stage. */
    @Override
    public HttpReply answer(HttpCall call, String sourceIp) {
        String requestId = kind.requestId();
        HttpReply reply =
                headerBytes(call) > MOST_HEADER_BYTES ? kind.headersTooLarge() : routed(call, requestId, sourceIp);
        HttpReply shared = cors == null ? reply : cors.applied(reply, call);
        return kind.named(shared, requestId);
    }

    private HttpReply routed(HttpCall call, String requestId, String sourceIp) {
        Optional<RouteTable.Match> match = routes.match(call.method(), path(call));
        if (call.method().equals("OPTIONS") && api.cors().isPresent()) {
            Optional<HttpReply> own = cors == null ? mocked(call, match) : preflight(call, match, requestId, sourceIp);
            if (own.isPresent()) {
                return own.get();
            }
        }
        return match.map(found -> answered(call, found, requestId, sourceIp)).orElseGet(kind::noRoute);
    }

    /** An HTTP API answers browsers itself, but asks the authorizer of a route that takes OPTIONS. */
    private Optional<HttpReply> preflight(
            HttpCall call, Optional<RouteTable.Match> match, String requestId, String sourceIp) {
        GatewayCors shared = Objects.requireNonNull(cors);
        if (match.isEmpty()) {
            return Optional.of(shared.preflight(call));
        }
        if (!shared.isPreflight(call)) {
            return Optional.empty();
        }
        Verdict verdict = asked(call, match.get(), requestId, sourceIp);
        return Optional.of(verdict instanceof Verdict.Refused refused ? refused.reply() : shared.preflight(call));
    }

    /** What a REST API says where no route of the template takes OPTIONS by name. */
    private Optional<HttpReply> mocked(HttpCall call, Optional<RouteTable.Match> match) {
        if (match.isPresent() && match.get().route().key().startsWith("OPTIONS ")) {
            return Optional.empty();
        }
        return routes.matchAnyMethod(path(call))
                .map(found -> RestCors.answer(api.cors().orElseThrow(), routes.methods(found.route())));
    }

    private HttpReply answered(HttpCall given, RouteTable.Match match, String requestId, String sourceIp) {
        HttpCall call = caller.traced(given);
        Verdict verdict = asked(call, match, requestId, sourceIp);
        if (verdict instanceof Verdict.Refused refused) {
            return refused.reply();
        }
        HttpReply reply = caller.call(
                match.function(), call, verdict.deployment(), match.route().timeout(), kind.late());
        return cors == null ? reply : cors.withoutOwn(reply);
    }

    private Verdict asked(HttpCall call, RouteTable.Match match, String requestId, String sourceIp) {
        SamRoute route = match.route();
        HttpDeployment deployment = caller.deployed(match.function(), call, deployment(match, call), sourceIp)
                .withRequestIds(() -> requestId);
        return gatekeeper(route).ask(new GatewayCall(call, deployment, route, arn(call, match)));
    }

    private Gatekeeper gatekeeper(SamRoute route) {
        return route.authorizer()
                .map(name -> gatekeepers.getOrDefault(name, Gatekeeper.broken(kind)))
                .orElse(Gatekeeper.OPEN);
    }

    private HttpDeployment deployment(RouteTable.Match match, HttpCall call) {
        SamRoute route = match.route();
        HttpDeployment byStage = HttpDeployment.of(source(route))
                .withStage(api.stage())
                .withApiId(api.logicalId().toLowerCase(Locale.ROOT));
        HttpDeployment usual = isAtRoot ? byStage.withCustomDomain(domain(call), "") : byStage;
        return kind == GatewayKind.REST
                ? usual.withRoute(route.key())
                        .withBinaryMediaTypes(api.binaryMediaTypes().toArray(new String[0]))
                : usual.withRoute(route.key(), match.parameters());
    }

    private static String domain(HttpCall call) {
        return call.header("Host").map(host -> host.replaceAll(":[0-9]*$", "")).orElse("localhost");
    }

    private HttpSource source(SamRoute route) {
        if (kind == GatewayKind.REST) {
            return HttpSource.REST_API;
        }
        return route.payloadFormat().equals("1.0") ? HttpSource.HTTP_API_1_0 : HttpSource.HTTP_API_2_0;
    }

    private String arn(HttpCall call, RouteTable.Match match) {
        return "arn:aws:execute-api:" + match.function().definition().region() + ":123456789012:"
                + api.logicalId().toLowerCase(Locale.ROOT) + "/" + api.stage() + "/" + call.method() + path(call);
    }

    /** As routes are matched: REST APIs don't decode. */
    private String path(HttpCall call) {
        return kind == GatewayKind.REST ? call.rawPath() : decoded(call.rawPath());
    }

    /** A {@code %} without two hex digits stands for itself. */
    private static String decoded(String path) {
        return URLDecoder.decode(path.replace("+", "%2B").replaceAll("%(?![0-9A-Fa-f]{2})", "%25"), UTF_8);
    }

    private static int headerBytes(HttpCall call) {
        int bytes = call.method().length() + call.target().length() + " HTTP/1.1\r\n".length() + 1;
        for (Map.Entry<String, String> header : call.headers()) {
            bytes += header.getKey().length() + header.getValue().length() + ": \r\n".length();
        }
        return bytes;
    }
}
