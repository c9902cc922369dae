package dev.skiff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request as the client sends it. The target is path and query as they stand on the wire, below the address at
 * which the API is reached: what a gateway puts in front of it (a stage, a base path) belongs to {@link HttpDeployment}.
 */
public final class HttpCall {
    private final String method;
    private final String target;
    private final HeaderLines headers;
    private final byte[] body;

    private HttpCall(String method, String target, HeaderLines headers, byte[] body) {
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
    }

    public static HttpCall of(String method, String target) {
        if (method.isBlank()) {
            throw new IllegalArgumentException("a call to " + target + " has no method");
        }
        return new HttpCall(method, checked(target), HeaderLines.NONE, new byte[0]);
    }

    public static HttpCall get(String target) {
        return of("GET", target);
    }

    public static HttpCall post(String target) {
        return of("POST", target);
    }

    public static HttpCall put(String target) {
        return of("PUT", target);
    }

    public static HttpCall patch(String target) {
        return of("PATCH", target);
    }

    public static HttpCall delete(String target) {
        return of("DELETE", target);
    }

    public static HttpCall head(String target) {
        return of("HEAD", target);
    }

    public static HttpCall options(String target) {
        return of("OPTIONS", target);
    }

    /** Adds a line; lines of the same name stay. */
    public HttpCall plusHeader(String name, String value) {
        return withLines(headers.plus(name, value));
    }

    /** Sets the only line of this name. */
    public HttpCall withHeader(String name, String value) {
        return withLines(headers.with(name, value));
    }

    public HttpCall minusHeader(String name) {
        return withLines(headers.minus(name));
    }

    /** Sets one cookie in the one {@code Cookie} line, as a browser does; cookies of other names stay. */
    public HttpCall withCookie(String name, String value) {
        List<String> cookies = new ArrayList<>(cookies());
        cookies.removeIf(cookie -> cookie.startsWith(name + "="));
        cookies.add(name + "=" + value);
        return withHeader("Cookie", String.join("; ", cookies));
    }

    /** Sets the bytes and leaves the headers as they are. */
    public HttpCall withBody(byte[] bytes) {
        return new HttpCall(method, target, headers, bytes.clone());
    }

    public HttpCall withText(String text) {
        return withBody("text/plain; charset=utf-8", text);
    }

    public HttpCall withJson(String json) {
        return withBody("application/json", json);
    }

    public HttpCall withForm(Map<String, String> fields) {
        String form = fields.entrySet().stream()
                .map(field ->
                        URLEncoder.encode(field.getKey(), UTF_8) + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return withBody("application/x-www-form-urlencoded", form);
    }

    public String method() {
        return method;
    }

    public String target() {
        return target;
    }

    /** The path as sent: not decoded, without the query. */
    public String rawPath() {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    /** The query as sent; null if the target has no {@code ?}. */
    public @Nullable String rawQuery() {
        int question = target.indexOf('?');
        return question < 0 ? null : target.substring(question + 1);
    }

    /** All lines in order, names spelled as they were given. */
    public List<Map.Entry<String, String>> headers() {
        return headers.lines();
    }

    public List<String> headers(String name) {
        return headers.all(name);
    }

    /** The first line of this name, in any case. */
    public Optional<String> header(String name) {
        return headers.first(name);
    }

    /** The cookies as {@code name=value}, read from the {@code Cookie} lines. */
    public List<String> cookies() {
        return headers.all("Cookie").stream()
                .flatMap(line -> Arrays.stream(line.split(";", -1)))
                .map(String::trim)
                .filter(cookie -> !cookie.isEmpty())
                .toList();
    }

    public byte[] body() {
        return body.clone();
    }

    HeaderLines lines() {
        return headers;
    }

    /** The bytes themselves, for those in this package who only read them. */
    byte[] bytes() {
        return body;
    }

    private HttpCall withLines(HeaderLines lines) {
        return new HttpCall(method, target, lines, body);
    }

    private HttpCall withBody(String contentType, String text) {
        return new HttpCall(method, target, headers.with("Content-Type", contentType), text.getBytes(UTF_8));
    }

    private static String checked(String target) {
        if (!target.startsWith("/")) {
            throw new IllegalArgumentException("the target '" + target + "' does not start with /");
        }
        if (target.chars().anyMatch(c -> c <= ' ' || c == '#')) {
            throw new IllegalArgumentException("the target '" + target
                    + "' can't stand on the wire: it has a blank, a control character or a #; percent-encode it");
        }
        return target;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HttpCall that
                && method.equals(that.method)
                && target.equals(that.target)
                && headers.equals(that.headers)
                && Arrays.equals(body, that.body);
    }

    @Override
    public int hashCode() {
        return Objects.hash(method, target, headers, Arrays.hashCode(body));
    }

    /** Method and path: a query, headers and a body can hold secrets. */
    @Override
    public String toString() {
        return method + " " + rawPath();
    }
}
