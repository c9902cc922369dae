package dev.skiff.routing;

import com.amazonaws.services.lambda.runtime.Context;
import dev.skiff.core.JsonCodec;
import dev.skiff.core.JsonType;
import dev.skiff.core.internal.Trace;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request, the same from all five sources. Immutable and safe to share; {@code withX} answers a changed copy. What the client got wrong is told
 * by a {@link HttpException} with status 400 where it is read.
 *
 * <p>For tests, {@link #of} builds one without an event.
 */
public final class Request {
    private final HttpEvent event;
    private final Front front;
    private final @Nullable Context context;
    private final JsonCodec codec;
    private final String method;
    private final RequestPath path;
    private final Headers headers;
    private final @Nullable Parameters query;
    private final @Nullable Body body;
    private final @Nullable Target target;
    private final ErrorMapping errors;
    private final Map<Class<?>, Object> tags;

    private Request(
            HttpEvent event,
            Front front,
            @Nullable Context context,
            JsonCodec codec,
            String method,
            RequestPath path,
            Headers headers,
            @Nullable Parameters query,
            @Nullable Body body,
            @Nullable Target target,
            ErrorMapping errors,
            Map<Class<?>, Object> tags) {
        this.event = event;
        this.front = front;
        this.context = context;
        this.codec = codec;
        this.method = method;
        this.path = path;
        this.headers = headers;
        this.query = query;
        this.body = body;
        this.target = target;
        this.errors = errors;
        this.tags = tags;
    }

    static Request from(HttpEvent event, Front front, @Nullable Context context, HttpOptions options) {
        JsonCodec codec = options.codec;
        Headers headers = front.headers(event);
        return new Request(
                event,
                front,
                context,
                codec,
                front.method(event),
                front.path(event),
                headers,
                front.query(event),
                Body.from(event.body, event.base64, headers, codec),
                null,
                options.rethrow ? ErrorMapping.RETHROWING : ErrorMapping.DEFAULT,
                Map.of());
    }

    /**
     * A request built by hand, for tests of handlers and filters: no event, no invocation.
     *
     * @param target path and query as on the wire, such as {@code /users/7?full=true}
     */
    public static Request of(String method, String target) {
        int question = target.indexOf('?');
        HttpEvent event = HttpEvent.none();
        event.rawQueryString = question < 0 ? "" : target.substring(question + 1);
        JsonCodec codec = JsonCodec.jacksonJr();
        return new Request(
                event,
                HttpApiFront.FUNCTION_URL,
                null,
                codec,
                method,
                RequestPath.encoded(question < 0 ? target : target.substring(0, question)),
                Headers.NONE,
                HttpApiFront.FUNCTION_URL.query(event),
                Body.of(new byte[0], Headers.NONE, codec),
                null,
                ErrorMapping.DEFAULT,
                Map.of());
    }

    /** The method, as sent: {@code GET}. */
    public String method() {
        return method;
    }

    /** The path, decoded once, without stage and base path: {@code /users/José}. */
    public String path() {
        return path.decoded();
    }

    /** The path as the event has it, still encoded where the source sends it so, without stage and base path. */
    public String rawPath() {
        return path.text();
    }

    /** The base path that was taken off, such as {@code /pay}; empty where there was none. */
    public String basePath() {
        return path.basePath();
    }

    /**
     * A parameter of the route, decoded: for {@code /users/{id}} the value of {@code id}.
     *
     * @throws IllegalArgumentException when the route has no such parameter
     */
    public String path(String name) {
        String value = pathParameter(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    target == null || target.template().isEmpty()
                            ? "There is no path parameter {" + name + "}, for no route has been matched"
                            : "The route " + target.template() + " has no parameter {" + name + "}");
        }
        return value;
    }

    /** The template of the route that matched, such as {@code /users/{id}}; empty where none did. Filters of the router see it too. */
    public Optional<String> route() {
        return target == null || target.template().isEmpty() ? Optional.empty() : Optional.of(target.template());
    }

    /** The query, decoded. */
    public Parameters query() {
        if (query == null) {
            throw HttpException.badRequest("The query has a malformed percent escape")
                    .thrown();
        }
        return query;
    }

    /** The first value of a query parameter. */
    public Optional<String> query(String name) {
        return query().first(name);
    }

    /** The headers, cookies included. */
    public Headers headers() {
        return headers;
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return headers.first(name);
    }

    /** The cookies. */
    public Parameters cookies() {
        return RequestCookies.parse(headers.all("cookie"));
    }

    /** The first cookie of a name. */
    public Optional<String> cookie(String name) {
        return cookies().first(name);
    }

    /** The body. */
    public Body body() {
        if (body == null) {
            throw HttpException.badRequest("The body is not the base64 it is said to be")
                    .thrown();
        }
        return body;
    }

    /** The JSON of the body as a value: {@link Body#json(Class)}. */
    public <T> T json(Class<T> type) {
        return body().json(type);
    }

    /** The JSON of the body as a value of a generic type. */
    public <T> T json(JsonType<T> type) {
        return body().json(type);
    }

    /**
     * One typed input.
     *
     * @throws HttpException 400 when it is missing, malformed or out of bounds
     */
    public <T> T get(Input<T> input) {
        return inputs(input).get(input);
    }

    /**
     * Several typed inputs at once.
     *
     * @throws HttpException 400 that names everything that is wrong with them
     */
    public Inputs inputs(Input<?>... inputs) {
        return Inputs.read(this, inputs);
    }

    /** The client's address: from the gateway's own word, never from a header a client can set; empty where the event has none. */
    public String sourceIp() {
        String ip = front.sourceIp(event);
        return ip == null ? "" : ip;
    }

    /** The stage, {@code $default} included; empty where the source knows none. */
    public String stage() {
        return event.stage == null ? "" : event.stage;
    }

    /** Stage variables by name; empty where there are none. */
    public Map<String, String> stageVariables() {
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; event.stageVariables != null && i < event.stageVariables.size(); i++) {
            variables.put(event.stageVariables.name(i), event.stageVariables.value(i));
        }
        return Map.copyOf(variables);
    }

    /** The gateway's id of the request; Lambda's own where the source gives none. */
    public String requestId() {
        return Front.requestId(event, context);
    }

    /** The X-Ray trace header of this invocation, which can differ from the one in the request's headers; empty when it isn't traced. */
    public Optional<String> traceId() {
        return context == null ? Optional.empty() : Optional.ofNullable(Trace.header(context));
    }

    /** Who is calling, as the gateway's authorizer found; anonymous where there is none. */
    public Authorizer authorizer() {
        return Authorizer.from(front.source(), event.authorizer, event.identity);
    }

    /** Where the event came from. */
    public Source source() {
        return front.source();
    }

    /** The event as Lambda sent it; empty for a request built by hand. */
    public byte[] event() {
        return event.bytes.clone();
    }

    /**
     * Lambda's context of this invocation.
     *
     * @throws IllegalStateException for a request built by hand without one
     */
    public Context context() {
        if (context == null) {
            throw new IllegalStateException(
                    "This request was built by hand and has no invocation: give it one by withContext");
        }
        return context;
    }

    /**
     * The absolute URI of a path of this function as the client would write it: with scheme and host of this request, and the stage and base path
     * that were taken off. Behind a custom domain of an HTTP API the mapping key isn't in the event and so isn't here.
     */
    public String url(String path) {
        String proto = headers.first("x-forwarded-proto").orElse("https");
        String host = headers.first("host").orElse(event.domainName == null ? "localhost" : event.domainName);
        String slash = path.startsWith("/") ? "" : "/";
        return proto + "://" + host + front.outerPath(event, this.path) + slash + path;
    }

    /** What a filter left for the handlers behind it, by type. */
    public <T> Optional<T> tag(Class<T> type) {
        return Optional.ofNullable(type.cast(tags.get(type)));
    }

    /** With something for the handlers behind a filter, such as the user it found. */
    public <T> Request withTag(Class<T> type, T value) {
        Map<Class<?>, Object> more = new HashMap<>(tags);
        more.put(type, value);
        return copy(method, path, headers, query, body, target, errors, context, codec, more);
    }

    /** With another method; a router then matches it anew. */
    public Request withMethod(String method) {
        return copy(method, path, headers, query, body, null, errors, context, codec, tags);
    }

    /** With another path, encoded as on the wire; a router then matches it anew. */
    public Request withPath(String path) {
        return copy(method, this.path.with(path), headers, query, body, null, errors, context, codec, tags);
    }

    /** With a header set, in place of those of that name. */
    public Request withHeader(String name, String value) {
        return withHeaders(new Headers(HeaderRules.plus(headers.pairs().without(name, true), name, value)));
    }

    /** With a header more. */
    public Request plusHeader(String name, String value) {
        return withHeaders(new Headers(HeaderRules.plus(headers.pairs(), name, value)));
    }

    /** With another body. */
    public Request withBody(byte[] bytes) {
        return copy(
                method,
                path,
                headers,
                query,
                Body.of(bytes.clone(), headers, codec),
                target,
                errors,
                context,
                codec,
                tags);
    }

    /** With another body, in UTF-8. */
    public Request withBody(String text) {
        return copy(
                method,
                path,
                headers,
                query,
                Body.of(text.getBytes(StandardCharsets.UTF_8), headers, codec),
                target,
                errors,
                context,
                codec,
                tags);
    }

    /** With a context, for requests built by hand. */
    public Request withContext(Context context) {
        return copy(method, path, headers, query, body, target, errors, context, codec, tags);
    }

    /** With another codec, for requests built by hand. */
    public Request withCodec(JsonCodec codec) {
        return copy(
                method,
                path,
                headers,
                query,
                body == null ? null : body.with(headers, codec),
                target,
                errors,
                context,
                codec,
                tags);
    }

    /** For logs: method and route, never the path's values, query, headers or body. */
    @Override
    public String toString() {
        return method + " " + (target == null ? "(no route)" : target);
    }

    Request matched(Target target, RequestPath path, ErrorMapping errors) {
        return copy(method, path, headers, query, body, target, errors, context, codec, tags);
    }

    Request withErrors(ErrorMapping errors) {
        return copy(method, path, headers, query, body, target, errors, context, codec, tags);
    }

    /** Throws what the client got wrong in what every request has, so that a filter around this sees the answer to it. */
    void check() {
        if (path.isMalformed()) {
            throw HttpException.badRequest("The path has a malformed percent escape")
                    .thrown();
        }
        query();
    }

    /** The handler's answer with its JSON written, for filters that look at its bytes. */
    Response renderedBy(Handler next) throws Exception {
        Response response = next.handle(this);
        if (response == null) {
            throw new IllegalStateException("The handler of " + this + ", or a filter around it, answered null");
        }
        return response.rendered(codec);
    }

    /** The same with a failure turned into the answer to it, writing the JSON included: for filters that must see one. */
    Response answerBy(Handler next) {
        try {
            return renderedBy(next);
        } catch (Exception | LinkageError | AssertionError failure) {
            return errors.answer(this, failure);
        }
    }

    RequestPath requestPath() {
        return path;
    }

    @Nullable Target target() {
        return target;
    }

    ErrorMapping errors() {
        return errors;
    }

    JsonCodec codec() {
        return codec;
    }

    private @Nullable String pathParameter(String name) {
        return target == null ? null : target.parameter(name);
    }

    List<String> values(Input.In in, String name) {
        return switch (in) {
            case PATH -> texts(pathParameter(name));
            case QUERY -> query().all(name);
            case HEADER -> headers.all(name);
            case COOKIE -> cookies().all(name);
            case FORM -> body().form().all(name);
        };
    }

    private static List<String> texts(@Nullable String text) {
        return text == null ? List.of() : List.of(text);
    }

    private Request withHeaders(Headers headers) {
        return copy(
                method,
                path,
                headers,
                query,
                body == null ? null : body.with(headers, codec),
                target,
                errors,
                context,
                codec,
                tags);
    }

    private Request copy(
            String method,
            RequestPath path,
            Headers headers,
            @Nullable Parameters query,
            @Nullable Body body,
            @Nullable Target target,
            ErrorMapping errors,
            @Nullable Context context,
            JsonCodec codec,
            Map<Class<?>, Object> tags) {
        return new Request(event, front, context, codec, method, path, headers, query, body, target, errors, tags);
    }
}
