package dev.skiff.testing;

import dev.skiff.testing.HttpDeployment.Values;

/** A Function URL: payload 2.0, but {@code rawPath} as sent, no stage, and cookies both apart and in their header. */
final class FunctionUrl implements FrontDoor {
    @Override
    public void defaults(Values deployment) {
        deployment.apiId = "abcdefghijklmnopqrstuvwxyz012345";
    }

    @Override
    public byte[] event(HttpCall call, Values deployment) {
        String domain = deployment.domainOr(deployment.apiId + ".lambda-url." + deployment.region + ".on.aws");
        boolean signed = deployment.authorizer instanceof Authorizer.Iam;
        HeaderLines headers = GatewayRequest.withContentLength(GatewayRequest.headers(call, deployment, domain), call)
                .with("x-amzn-tls-version", "TLSv1.3")
                .with("x-amzn-tls-cipher-suite", "TLS_AES_128_GCM_SHA256")
                .lowerCase();
        return Json.object(json -> {
            PayloadTwo.head(json, "$default", call.rawPath(), call, headers);
            json.object("requestContext", context -> {
                context.field("accountId", signed ? deployment.accountId : "anonymous")
                        .field("apiId", deployment.apiId);
                if (signed) {
                    PayloadTwo.authorizer(context, deployment);
                }
                PayloadTwo.context(
                        context, call, deployment, "$default", "$default", Percent.decode(call.rawPath()), domain);
            });
            PayloadTwo.body(json, call);
        });
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
        return HttpAnswer.refused(502, "application/json", "Internal Server Error", failure);
    }

    @Override
    public HttpAnswer tooLarge() {
        return HttpAnswer.refused(413, "application/json", "{\"Message\":\"Request Entity Too Large\"}");
    }
}
