package dev.skiff.local;

import dev.skiff.testing.HttpCall;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The APIs at one port: the first segment of the path chooses, as in AWS's own addresses. */
final class ApiDoors implements FrontServer.Door {
    static final String UNNAMED = "$default";

    private final Map<String, ApiDoor> stages = new LinkedHashMap<>();

    /** Whether this port has room for such a stage. */
    boolean hasRoomFor(String stage) {
        return !stages.containsKey(stage);
    }

    void add(ApiDoor api) {
        stages.put(api.stage(), api);
    }

    @Override
    public HttpReply answer(HttpCall call, String sourceIp) {
        String stage = stage(call.rawPath());
        ApiDoor api = stages.get(stage);
        if (api == null) {
            return noStage();
        }
        return api.answer(stage.equals(UNNAMED) ? call : withoutStage(call, stage), sourceIp);
    }

    /** The first segment if it names a stage; else the stage that needs no name. */
    private String stage(String rawPath) {
        int end = rawPath.indexOf('/', 1);
        String first = rawPath.substring(1, end < 0 ? rawPath.length() : end);
        return !first.equals(UNNAMED) && stages.containsKey(first) ? first : UNNAMED;
    }

    private HttpReply noStage() {
        Optional<ApiDoor> http = stages.values().stream()
                .filter(api -> api.kind() == GatewayKind.HTTP)
                .findFirst();
        return http.isPresent() ? GatewayKind.HTTP.noStage() : GatewayKind.REST.noStage();
    }

    private static HttpCall withoutStage(HttpCall call, String stage) {
        String rest = call.target().substring(1 + stage.length());
        HttpCall below = HttpCall.of(call.method(), rest.startsWith("/") ? rest : "/" + rest);
        for (Map.Entry<String, String> header : call.headers()) {
            below = below.plusHeader(header.getKey(), header.getValue());
        }
        return below.withBody(call.body());
    }
}
