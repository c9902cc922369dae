package dev.skiff.testing;

import dev.skiff.testing.HttpDeployment.Values;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/** An HTTP API with payload 1.0: the REST shape, but the path decoded and with the stage, header names in lower case. */
final class HttpApiOne implements FrontDoor {
    @Override
    public void defaults(Values deployment) {
        deployment.requestIds = RequestIds::brief;
    }

    @Override
    public byte[] event(HttpCall call, Values deployment) {
        String decoded = Percent.decode(call.rawPath());
        Route route = deployment.route != null ? deployment.route : Route.DEFAULT;
        Map<String, String> parameters = deployment.pathParameters != null
                ? deployment.pathParameters
                : route.parameters(call.method(), decoded, false);
        String domain = deployment.apiDomain();
        HeaderLines headers = HttpApiTwo.headers(call, deployment, domain);
        String path = path(decoded, deployment);
        return Json.object(json -> {
            json.field("version", "1.0")
                    .field("resource", route.template())
                    .field("path", path)
                    .field("httpMethod", call.method());
            PayloadOne.headers(json, headers);
            PayloadOne.query(json, call);
            json.object("requestContext", context -> context(context, call, deployment, route, path, domain));
            PayloadOne.parameters(json, parameters, deployment);
            body(json, call);
        });
    }

    /** Behind a custom domain the client's address shows the mapping key and no stage; so does the path. */
    private static String path(String decoded, Values deployment) {
        return deployment.stageInMapping == null
                ? HttpApiTwo.stagePrefix(deployment) + decoded
                : deployment.basePath + decoded;
    }

    private static void context(Json context, HttpCall call, Values deployment, Route route, String path, String domain)
            throws IOException {
        Instant now = deployment.clock.instant();
        String requestId = deployment.requestIds.get();
        context.field("accountId", deployment.accountId).field("apiId", deployment.apiId);
        Map<String, ?> authorizer = deployment.authorizer.payloadOne();
        if (authorizer != null) {
            context.value("authorizer", authorizer);
        }
        context.field("domainName", domain)
                .field("domainPrefix", GatewayRequest.prefixOf(domain))
                .field("extendedRequestId", requestId)
                .field("httpMethod", call.method());
        PayloadOne.identity(context, call, deployment);
        context.field("path", path)
                .field("protocol", deployment.protocol)
                .field("requestId", requestId)
                .field("requestTime", GatewayRequest.time(now))
                .field("requestTimeEpoch", now.toEpochMilli())
                .field("resourceId", route.key())
                .field("resourcePath", route.template())
                .field("stage", deployment.stage);
    }

    private static void body(Json json, HttpCall call) throws IOException {
        boolean empty = call.bytes().length == 0;
        boolean asText = empty || GatewayRequest.travelsAsText(call);
        json.field("body", empty ? null : GatewayRequest.body(call, asText)).field("isBase64Encoded", !asText);
    }

    @Override
    public HttpAnswer answer(byte[] functionAnswer, HttpCall call, Values deployment) {
        try {
            return PayloadOne.answer(functionAnswer, true);
        } catch (MalformedAnswerException malformed) {
            return failed(malformed);
        }
    }

    @Override
    public HttpAnswer failed(Throwable failure) {
        return HttpApiTwo.internalServerError(failure);
    }

    @Override
    public HttpAnswer tooLarge() {
        return HttpApiTwo.requestEntityTooLarge();
    }
}
