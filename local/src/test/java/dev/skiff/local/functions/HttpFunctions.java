package dev.skiff.local.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What stands behind the front doors in tests: a function that answers what it is told, and authorizers. */
public final class HttpFunctions {
    private final AtomicInteger calls = new AtomicInteger();

    /** The request's body, a text, is the answer, as it is. */
    public void answerTheBody(InputStream event, OutputStream answer) throws IOException {
        String json = new String(event.readAllBytes(), UTF_8);
        int start = json.lastIndexOf("\"body\":\"") + "\"body\":\"".length();
        int end = json.lastIndexOf("\",\"isBase64Encoded\"");
        String body = json.substring(start, end).replace("\\\"", "\"").replace("\\\\", "\\");
        answer.write(body.getBytes(UTF_8));
    }

    /** Answers the number of its calls at once. */
    public Map<String, Object> count(Map<String, Object> event) {
        return Map.of("statusCode", 200, "body", Integer.toString(calls.incrementAndGet()));
    }

    /** Decides as the token says, and shows in the context what it saw. */
    public Map<String, Object> authorize(Map<String, Object> event) {
        String token = token(event);
        if (token.contains("throws")) {
            throw new IllegalStateException("no idea");
        }
        if (token.contains("unauthorized")) {
            throw new IllegalStateException("Unauthorized");
        }
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("calls", calls.incrementAndGet());
        context.put("admin", true);
        context.put("type", event.get("type"));
        if (token.contains("simple")) {
            return Map.of("isAuthorized", token.contains("yes"), "context", context);
        }
        if (token.contains("nonsense")) {
            return Map.of("allowed", true);
        }
        String arn = (String) event.getOrDefault("methodArn", event.get("routeArn"));
        context.put("arn", arn);
        Map<String, Object> statement = Map.of(
                "Action", "execute-api:Invoke",
                "Effect", token.contains("allow") ? "Allow" : "Deny",
                "Resource", token.contains("elsewhere") ? List.of("arn:aws:execute-api:*:*:other/*") : List.of(arn));
        return Map.of(
                "principalId",
                "me",
                "policyDocument",
                Map.of("Version", "2012-10-17", "Statement", List.of(statement)),
                "context",
                context);
    }

    private static String token(Map<String, Object> event) {
        Object token = event.get("authorizationToken");
        if (token instanceof String text) {
            return text;
        }
        Object source = event.get("identitySource");
        if (source instanceof List<?> list) {
            return list.toString();
        }
        return String.valueOf(event.get("headers"));
    }
}
