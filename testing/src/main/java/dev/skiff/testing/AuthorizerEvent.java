package dev.skiff.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a gateway sends to a Lambda authorizer before it lets a call through. */
public final class AuthorizerEvent {
    private static final Set<String> NOT_SHOWN = Set.of("version", "body", "isBase64Encoded");

    private AuthorizerEvent() {}

    /** A {@code TOKEN} authorizer of a REST API sees the token and what it is for. */
    public static byte[] token(String token, String methodArn) {
        return Json.object(json ->
                json.field("type", "TOKEN").field("methodArn", methodArn).field("authorizationToken", token));
    }

    /**
     * A {@code REQUEST} authorizer sees the event that the function would get, without the body. HTTP APIs add the values of
     * the identity sources.
     *
     * @param arn of the route that is called: {@code arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/prod/GET/users}
     */
    public static byte[] request(HttpCall call, HttpDeployment deployment, String arn, List<String> identitySources) {
        HttpSource source = deployment.source();
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        switch (source) {
            case REST_API -> {
                event.put("type", "REQUEST");
                event.put("methodArn", arn);
            }
            case HTTP_API_1_0 -> {
                event.put("version", "1.0");
                event.put("type", "REQUEST");
                event.put("methodArn", arn);
                event.put("identitySource", String.join(",", identitySources));
                event.put("authorizationToken", String.join(",", identitySources));
            }
            case HTTP_API_2_0 -> {
                event.put("version", "2.0");
                event.put("type", "REQUEST");
                event.put("routeArn", arn);
                event.put("identitySource", identitySources);
            }
            default -> throw new IllegalArgumentException(source + " asks no Lambda authorizer, only API Gateway does");
        }
        addShown(FunctionAnswer.json(source.event(call, deployment)), event);
        return Json.object(json -> {
            for (Map.Entry<String, @Nullable Object> field : event.entrySet()) {
                json.value(field.getKey(), field.getValue());
            }
        });
    }

    private static void addShown(@Nullable Object functionEvent, Map<String, @Nullable Object> event) {
        if (functionEvent instanceof Map<?, ?> fields) {
            fields.forEach((name, value) -> {
                if (!NOT_SHOWN.contains(name)) {
                    event.put(String.valueOf(name), value);
                }
            });
        }
    }
}
