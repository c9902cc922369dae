package dev.skiff.routing;

import dev.skiff.core.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP response. Immutable and safe to share; {@code withX} answers a changed copy, {@code plusX} one with something more. Headers and cookies are
 * checked as they are set: what could break out of a header is refused with an {@link IllegalArgumentException}.
 */
public final class Response {
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String JSON = "application/json";
    /** What most responses have, checked by the eye. */
    private static final Pairs TYPED_TEXT = Pairs.of(CONTENT_TYPE, TEXT);

    private static final Pairs TYPED_JSON = Pairs.of(CONTENT_TYPE, JSON);

    private final int status;
    private final Pairs headers;
    private final List<Cookie> cookies;
    private final Content content;
    private final @Nullable Object value;
    private final String route;

    private Response(
            int status, Pairs headers, List<Cookie> cookies, Content content, @Nullable Object value, String route) {
        this.status = status;
        this.headers = headers;
        this.cookies = cookies;
        this.content = content;
        this.value = value;
        this.route = route;
    }

    /** A status without a body. */
    public static Response status(int status) {
        return new Response(checked(status), Pairs.NONE, List.of(), Content.NONE, null, "");
    }

    /** 200 with plain text. */
    public static Response text(String text) {
        return new Response(
                200, TYPED_TEXT, List.of(), new Content(text.getBytes(StandardCharsets.UTF_8), false), null, "");
    }

    /** 200 with HTML. */
    public static Response html(String html) {
        return status(200).withText("text/html; charset=utf-8", html);
    }

    /** 200 with a value as JSON, written by the function's {@link JsonCodec} when the handler has returned. */
    public static Response json(Object value) {
        return status(200).withJson(value);
    }

    /** 200 with bytes, which leave as bytes whatever their type. */
    public static Response bytes(String contentType, byte[] bytes) {
        return status(200).withBytes(contentType, bytes);
    }

    /** 201 with the location of what was created: a path or an absolute URI. */
    public static Response created(String location) {
        return status(201).withLocation(location);
    }

    /** 202: it will be done. */
    public static Response accepted() {
        return status(202);
    }

    /** 204: done, and nothing to show. */
    public static Response noContent() {
        return status(204);
    }

    /** 302 to another location. */
    public static Response redirect(String location) {
        return redirect(302, location);
    }

    /** A redirection: 301, 302, 303, 307 or 308. */
    public static Response redirect(int status, String location) {
        if (status < 300 || status > 399) {
            throw new IllegalArgumentException("A redirection has a status from 300 to 399, not " + status);
        }
        return status(status).withLocation(location);
    }

    /** A problem as {@code application/problem+json}. */
    public static Response problem(Problem problem) {
        return new Response(problem.status(), Pairs.NONE, List.of(), new Content(problem.json(), false), null, "")
                .withHeader(CONTENT_TYPE, "application/problem+json");
    }

    /** From 100 to 599. */
    public int status() {
        return status;
    }

    /** The headers, without those of {@link #cookies}. */
    public Headers headers() {
        return new Headers(headers);
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.first(name, true));
    }

    /** The cookies to set. */
    public List<Cookie> cookies() {
        return cookies;
    }

    /** The body's bytes; none for a JSON value that is still to be written. */
    public byte[] body() {
        return content.bytes().clone();
    }

    /** The body as UTF-8 text; empty for a JSON value that is still to be written. */
    public String text() {
        return new String(content.bytes(), StandardCharsets.UTF_8);
    }

    /** The value that will be the JSON body, for tests of handlers; empty once it is written and for other bodies. */
    public Optional<Object> value() {
        return Optional.ofNullable(value);
    }

    /** The template of the route that answered, such as {@code /users/{id}}; empty where none matched. */
    public Optional<String> route() {
        return route.isEmpty() ? Optional.empty() : Optional.of(route);
    }

    /** With another status. */
    public Response withStatus(int status) {
        return new Response(checked(status), headers, cookies, content, value, route);
    }

    /** With a header set, in place of those of that name. */
    public Response withHeader(String name, String value) {
        return withHeaders(headersWith(name, value));
    }

    /** With a header more; those of that name stay. A {@code Set-Cookie} header stays a line of its own on every source. */
    public Response plusHeader(String name, String value) {
        return withHeaders(HeaderRules.plus(headers, name, value));
    }

    /** Without a header. */
    public Response minusHeader(String name) {
        return withHeaders(headers.without(name, true));
    }

    /** With a cookie more. */
    public Response plusCookie(Cookie cookie) {
        List<Cookie> more = new ArrayList<>(cookies);
        more.add(cookie);
        return new Response(status, headers, List.copyOf(more), content, value, route);
    }

    /** With text in UTF-8 as the body. */
    public Response withText(String contentType, String text) {
        return withContent(contentType, new Content(text.getBytes(StandardCharsets.UTF_8), false));
    }

    /** With a value as JSON as the body. */
    public Response withJson(Object value) {
        Objects.requireNonNull(
                value, "A value is needed to be written as JSON: where there is none, answer 404 or 204");
        return new Response(status, typedJson(), cookies, Content.NONE, value, route);
    }

    /** With bytes as the body. */
    public Response withBytes(String contentType, byte[] bytes) {
        return withContent(contentType, new Content(bytes.clone(), true));
    }

    /** Without a body and its type. */
    public Response withoutBody() {
        return new Response(status, headers.without(CONTENT_TYPE, true), cookies, Content.NONE, null, route);
    }

    /** For logs: the status and the body's length, and nothing of what is in it. */
    @Override
    public String toString() {
        return status + (value != null ? ", JSON" : ", " + content.length() + " bytes");
    }

    /** The same with its JSON written. */
    Response rendered(JsonCodec codec) {
        return value == null
                ? this
                : new Response(status, headers, cookies, new Content(codec.write(value), false), null, route);
    }

    boolean hasRoute() {
        return !route.isEmpty();
    }

    Response withRoute(String route) {
        return new Response(status, headers, cookies, content, value, route);
    }

    Response withContent(Content content) {
        return new Response(status, headers, cookies, content, null, route);
    }

    Content content() {
        return content;
    }

    /** Whether the body is compressed or otherwise coded, so that it is bytes even where it was text. */
    boolean isContentEncoded() {
        String encoding = headers.first("Content-Encoding", true);
        return encoding != null && !encoding.equalsIgnoreCase("identity");
    }

    /** Every cookie to set, a line each: those set as cookies and those set as headers. */
    List<String> setCookies() {
        List<String> lines = headers.first("Set-Cookie", true) == null ? List.of() : headers.all("Set-Cookie", true);
        if (cookies.isEmpty()) {
            return lines;
        }
        List<String> all = new ArrayList<>(lines);
        for (Cookie cookie : cookies) {
            all.add(cookie.toHeader());
        }
        return all;
    }

    private Response withContent(String contentType, Content content) {
        return new Response(status, headersWith(CONTENT_TYPE, contentType), cookies, content, null, route);
    }

    /** A type of its own stays, unless it was that of another body. */
    private Pairs typedJson() {
        if (headers == Pairs.NONE) {
            return TYPED_JSON;
        }
        return headers.first(CONTENT_TYPE, true) == null || content != Content.NONE
                ? headersWith(CONTENT_TYPE, JSON)
                : headers;
    }

    private Pairs headersWith(String name, String value) {
        return HeaderRules.plus(headers.first(name, true) == null ? headers : headers.without(name, true), name, value);
    }

    private Response withHeaders(Pairs headers) {
        return new Response(status, headers, cookies, content, value, route);
    }

    private Response withLocation(String location) {
        return withHeader("Location", Location.encoded(location));
    }

    private static int checked(int status) {
        if (status < 100 || status > 599) {
            throw new IllegalArgumentException("A status is from 100 to 599, not " + status);
        }
        return status;
    }
}
