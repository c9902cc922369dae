package dev.skiff.testing;

import dev.skiff.testing.HttpDeployment.Values;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What REST APIs and HTTP APIs with payload 1.0 have in common. */
final class PayloadOne {
    private static final Set<String> KEYS =
            Set.of("statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded");
    private static final List<String> IDENTITY = List.of(
            "accessKey",
            "accountId",
            "caller",
            "cognitoAuthenticationProvider",
            "cognitoAuthenticationType",
            "cognitoIdentityId",
            "cognitoIdentityPoolId",
            "principalOrgId");

    private PayloadOne() {}

    static void headers(Json json, HeaderLines headers) throws IOException {
        Map<String, List<String>> groups = headers.grouped();
        json.texts("headers", groups, GatewayRequest::last).value("multiValueHeaders", groups);
    }

    static void query(Json json, HttpCall call) throws IOException {
        Map<String, List<String>> query = QueryString.decoded(call.rawQuery());
        if (query.isEmpty()) {
            json.value("queryStringParameters", null).value("multiValueQueryStringParameters", null);
        } else {
            json.texts("queryStringParameters", query, GatewayRequest::last)
                    .value("multiValueQueryStringParameters", query);
        }
    }

    static void parameters(Json json, Map<String, String> parameters, Values deployment) throws IOException {
        json.value("pathParameters", parameters.isEmpty() ? null : parameters)
                .value("stageVariables", deployment.stageVariables.isEmpty() ? null : deployment.stageVariables);
    }

    static void identity(Json context, HttpCall call, Values deployment) throws IOException {
        Map<String, ?> caller = deployment.authorizer.identity();
        context.object("identity", identity -> {
            for (String name : IDENTITY) {
                identity.value(name, caller.get(name));
            }
            identity.field("sourceIp", deployment.sourceIp)
                    .value("user", caller.get("user"))
                    .field("userAgent", call.header("User-Agent").orElse(null))
                    .value("userArn", caller.get("userArn"));
            if (deployment.clientCertificate != null) {
                identity.value("clientCert", deployment.clientCertificate);
            }
        });
    }

    /** A format that is closed: any other key makes the answer malformed. */
    static HttpAnswer answer(byte[] functionAnswer, boolean decodes) {
        FunctionAnswer answer = FunctionAnswer.read(functionAnswer);
        answer.requireObject();
        answer.requireOnly(KEYS);
        return HttpAnswer.of(answer.status(false), merged(answer), answer.body(decodes));
    }

    /** Both maps make one list; a pair that stands in both is sent once. */
    private static HeaderLines merged(FunctionAnswer answer) {
        HeaderLines lines = answer.multiValueHeaders(false);
        for (Map.Entry<String, String> single : answer.headers(false).lines()) {
            boolean repeated = lines.all(single.getKey()).contains(single.getValue());
            lines = repeated ? lines : lines.plus(single.getKey(), single.getValue());
        }
        return lines;
    }
}
