package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skiff.testing.HttpAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a front door sends back. */
final class HttpReply {
    private final int status;
    private final List<Map.Entry<String, String>> headers;
    private final byte[] body;

    private HttpReply(int status, List<Map.Entry<String, String>> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    static HttpReply from(HttpAnswer answer) {
        return new HttpReply(answer.status(), answer.headers(), answer.body());
    }

    static HttpReply of(int status, List<Map.Entry<String, String>> headers, byte[] body) {
        return new HttpReply(status, headers, body);
    }

    static HttpReply empty(int status) {
        return new HttpReply(status, List.of(), new byte[0]);
    }

    static HttpReply json(int status, String json) {
        return json(status, json.getBytes(UTF_8));
    }

    static HttpReply json(int status, byte[] json) {
        return of(status, "application/json", json);
    }

    static HttpReply html(int status, String page) {
        return of(status, "text/html", page.getBytes(UTF_8));
    }

    /** An answer of the gateway itself. */
    static HttpReply message(int status, String text) {
        return json(status, "{\"message\":\"" + text + "\"}");
    }

    private static HttpReply of(int status, String type, byte[] body) {
        return new HttpReply(status, List.of(Map.entry("Content-Type", type)), body);
    }

    HttpReply plusHeader(String name, String value) {
        List<Map.Entry<String, String>> longer = new ArrayList<>(headers);
        longer.add(Map.entry(name, value));
        return new HttpReply(status, List.copyOf(longer), body);
    }

    /** Without the lines whose name, in lower case, begins so. */
    HttpReply minusHeaders(String prefix) {
        List<Map.Entry<String, String>> kept = headers.stream()
                .filter(line -> !line.getKey().toLowerCase(Locale.ROOT).startsWith(prefix))
                .toList();
        return new HttpReply(status, kept, body);
    }

    int status() {
        return status;
    }

    List<Map.Entry<String, String>> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    /** A response that begins with 204 or 304 ends with its headers. */
    boolean mayHaveBody() {
        return status != 204 && status != 304;
    }
}
