package dev.skiff.testing;

import dev.skiff.testing.HttpDeployment.Values;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** API Gateway's REST API, payload version 1: path and parameters still encoded, header names as the client wrote them. */
final class RestApi implements FrontDoor {
    @Override
    public void defaults(Values deployment) {
        deployment.stage = "prod";
    }

    @Override
    public byte[] event(HttpCall call, Values deployment) {
        Route route = route(call, deployment);
        Map<String, String> parameters = deployment.pathParameters != null
                ? deployment.pathParameters
                : route.parameters(call.method(), call.rawPath(), true);
        String domain = deployment.apiDomain();
        HeaderLines headers = GatewayRequest.headers(call, deployment, domain)
                .minus("Content-Length")
                .spelled("Host")
                .spelled("User-Agent")
                .spelled("X-Amzn-Trace-Id");
        String path = path(call, deployment);
        return Json.object(json -> {
            json.field("resource", route.template()).field("path", path).field("httpMethod", call.method());
            PayloadOne.headers(json, headers);
            PayloadOne.query(json, call);
            PayloadOne.parameters(json, parameters, deployment);
            json.object("requestContext", context -> context(context, call, deployment, route, path, domain));
            body(json, call, deployment);
        });
    }

    private static Route route(HttpCall call, Values deployment) {
        if (deployment.route != null) {
            return deployment.route;
        }
        return Route.of(call.rawPath().equals("/") ? "/" : "/{proxy+}");
    }

    /** What stands before the resource's own path depends on the custom domain's mapping. */
    private static String path(HttpCall call, Values deployment) {
        String stage = deployment.stageInMapping == null || deployment.stageInMapping ? "" : "/" + deployment.stage;
        return deployment.basePath + stage + call.rawPath();
    }

    private static void context(Json context, HttpCall call, Values deployment, Route route, String path, String domain)
            throws IOException {
        Instant now = deployment.clock.instant();
        String requestId = deployment.requestIds.get();
        boolean ownDomain = deployment.stageInMapping == null;
        context.field("resourceId", "abc123")
                .field("resourcePath", route.template())
                .field("httpMethod", call.method())
                .field("extendedRequestId", RequestIds.brief(requestId))
                .field("requestTime", GatewayRequest.time(now))
                .field("path", ownDomain ? "/" + deployment.stage + path : path)
                .field("accountId", deployment.accountId)
                .field("protocol", deployment.protocol)
                .field("stage", deployment.stage)
                .field("domainPrefix", GatewayRequest.prefixOf(domain))
                .field("requestTimeEpoch", now.toEpochMilli())
                .field("requestId", requestId);
        PayloadOne.identity(context, call, deployment);
        context.field("domainName", domain).field("apiId", deployment.apiId);
        Map<String, ?> authorizer = deployment.authorizer.rest();
        if (authorizer != null) {
            context.value("authorizer", authorizer);
        }
    }

    private static void body(Json json, HttpCall call, Values deployment) throws IOException {
        boolean empty = call.bytes().length == 0;
        String type = call.header("Content-Type").orElse("application/json");
        boolean asText = empty || !isBinary(type, deployment.binaryMediaTypes);
        json.field("body", empty ? null : GatewayRequest.body(call, asText)).field("isBase64Encoded", !asText);
    }

    private static boolean isBinary(String headerValue, List<String> binaryMediaTypes) {
        String type = GatewayRequest.mediaType(headerValue);
        return binaryMediaTypes.stream()
                .map(GatewayRequest::mediaType)
                .anyMatch(binary -> binary.equals("*/*")
                        || binary.equals(type)
                        || (binary.endsWith("/*") && type.startsWith(binary.substring(0, binary.length() - 1))));
    }

    /** Decodes base64 only for a client whose first accepted type is one of the API's binary media types. */
    @Override
    public HttpAnswer answer(byte[] functionAnswer, HttpCall call, Values deployment) {
        try {
            String accepted = call.header("Accept").orElse("*/*").split(",", -1)[0];
            return PayloadOne.answer(functionAnswer, isBinary(accepted, deployment.binaryMediaTypes));
        } catch (MalformedAnswerException malformed) {
            return failed(malformed);
        }
    }

    @Override
    public HttpAnswer failed(Throwable failure) {
        return HttpAnswer.refused(502, "application/json", "{\"message\":\"Internal server error\"}", failure);
    }

    @Override
    public HttpAnswer tooLarge() {
        return HttpAnswer.refused(413, "application/json", "{\"message\":\"Request Too Long\"}");
    }
}
