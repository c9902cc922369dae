package dev.skiff.testing;

import dev.skiff.testing.HttpDeployment.Values;
import java.util.Map;

/** An HTTP API with payload 2.0: the path decoded and below its stage, repeats joined, cookies apart. */
final class HttpApiTwo implements FrontDoor {
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
        HeaderLines headers = headers(call, deployment, domain).minus("Cookie");
        String path = stagePrefix(deployment) + decoded;
        return Json.object(json -> {
            PayloadTwo.head(json, route.key(), path, call, headers);
            json.object("requestContext", context -> {
                context.field("accountId", deployment.accountId).field("apiId", deployment.apiId);
                if (deployment.clientCertificate != null) {
                    context.value("authentication", Map.of("clientCert", deployment.clientCertificate));
                }
                PayloadTwo.authorizer(context, deployment);
                PayloadTwo.context(context, call, deployment, route.key(), deployment.stage, path, domain);
            });
            if (!parameters.isEmpty()) {
                json.value("pathParameters", parameters);
            }
            if (!deployment.stageVariables.isEmpty()) {
                json.value("stageVariables", deployment.stageVariables);
            }
            PayloadTwo.body(json, call);
        });
    }

    static String stagePrefix(Values deployment) {
        return deployment.stage.equals("$default") ? "" : "/" + deployment.stage;
    }

    /** Lower case in both payloads, and a length even where there is no body. */
    static HeaderLines headers(HttpCall call, Values deployment, String domain) {
        return GatewayRequest.headers(call, deployment, domain)
                .withIfAbsent("Content-Length", Integer.toString(call.bytes().length))
                .lowerCase();
    }

    @Override
    public HttpAnswer answer(byte[] functionAnswer, HttpCall call, Values deployment) {
        try {
            return PayloadTwo.answer(functionAnswer);
        } catch (MalformedAnswerException malformed) {
            return failed(malformed);
        }
    }

    @Override
    public HttpAnswer failed(Throwable failure) {
        return internalServerError(failure);
    }

    static HttpAnswer internalServerError(Throwable failure) {
        return HttpAnswer.refused(500, "application/json", "{\"message\":\"Internal Server Error\"}", failure);
    }

    @Override
    public HttpAnswer tooLarge() {
        return requestEntityTooLarge();
    }

    static HttpAnswer requestEntityTooLarge() {
        return HttpAnswer.refused(413, "application/json", "{\"message\":\"Request Entity Too Large\"}");
    }
}
