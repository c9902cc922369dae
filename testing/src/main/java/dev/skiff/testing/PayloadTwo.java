package dev.skiff.testing;

import dev.skiff.testing.HttpDeployment.Values;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What HTTP APIs with payload 2.0 and Function URLs have in common. */
final class PayloadTwo {
    private PayloadTwo() {}

    static void head(Json json, String routeKey, String rawPath, HttpCall call, HeaderLines headers)
            throws IOException {
        String rawQuery = call.rawQuery();
        json.field("version", "2.0")
                .field("routeKey", routeKey)
                .field("rawPath", rawPath)
                .field("rawQueryString", rawQuery == null ? "" : rawQuery);
        List<String> cookies = call.cookies();
        if (!cookies.isEmpty()) {
            json.value("cookies", cookies);
        }
        json.texts("headers", headers.grouped(), GatewayRequest::joined);
        Map<String, List<String>> query = QueryString.decoded(rawQuery);
        if (!query.isEmpty()) {
            json.texts("queryStringParameters", query, GatewayRequest::joined);
        }
    }

    static void authorizer(Json context, Values deployment) throws IOException {
        Map<String, ?> authorizer = deployment.authorizer.payloadTwo();
        if (authorizer != null) {
            context.value("authorizer", authorizer);
        }
    }

    static void context(
            Json context, HttpCall call, Values deployment, String routeKey, String stage, String path, String domain)
            throws IOException {
        Instant now = deployment.clock.instant();
        context.field("domainName", domain)
                .field("domainPrefix", GatewayRequest.prefixOf(domain))
                .object("http", http -> http(http, call, deployment, path))
                .field("requestId", deployment.requestIds.get())
                .field("routeKey", routeKey)
                .field("stage", stage)
                .field("time", GatewayRequest.time(now))
                .field("timeEpoch", now.toEpochMilli());
    }

    private static void http(Json http, HttpCall call, Values deployment, String path) throws IOException {
        http.field("method", call.method())
                .field("path", path)
                .field("protocol", deployment.protocol)
                .field("sourceIp", deployment.sourceIp);
        String userAgent = call.header("User-Agent").orElse(null);
        if (userAgent != null) {
            http.field("userAgent", userAgent);
        }
    }

    /** No key at all for an empty body. */
    static void body(Json json, HttpCall call) throws IOException {
        boolean empty = call.bytes().length == 0;
        boolean asText = empty || GatewayRequest.travelsAsText(call);
        if (!empty) {
            json.field("body", GatewayRequest.body(call, asText));
        }
        json.field("isBase64Encoded", !asText);
    }

    /** JSON without a {@code statusCode} is itself the body. Keys that the format doesn't define are passed over. */
    static HttpAnswer answer(byte[] functionAnswer) {
        FunctionAnswer answer = FunctionAnswer.read(functionAnswer);
        if (!answer.has("statusCode")) {
            return HttpAnswer.of(
                    200, HeaderLines.NONE.plus("Content-Type", "application/json"), functionAnswer.clone());
        }
        HeaderLines headers = answer.headers(false);
        for (String cookie : answer.cookies()) {
            headers = headers.plus("Set-Cookie", cookie);
        }
        return HttpAnswer.of(answer.status(false), headers, answer.body(true));
    }
}
