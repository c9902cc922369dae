package dev.skiff.routing;

import org.jspecify.annotations.Nullable;

/**
 * A failure with an answer of its own: thrown by a handler or filter, it becomes a problem (RFC 9457) with its status and detail. The detail is shown
 * to the client: say what was wrong with the request, and nothing of the inside.
 */
public final class HttpException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final transient Headers headers;

    /** For a problem with a type, title or extensions of its own. */
    public HttpException(Problem problem) {
        this(problem, Headers.NONE, null);
    }

    private HttpException(Problem problem, Headers headers, @Nullable Throwable cause) {
        super(
                problem.status() + " " + problem.title() + (problem.detail().isEmpty() ? "" : ": " + problem.detail()),
                cause);
        this.problem = problem;
        this.headers = headers;
    }

    /** Any status from 400 to 599. */
    public static HttpException of(int status, String detail) {
        return new HttpException(Problem.of(status, detail));
    }

    /** 400: the request itself is at fault. */
    public static HttpException badRequest(String detail) {
        return of(400, detail);
    }

    /** 401: no or bad credentials; {@code challenge} is the {@code WWW-Authenticate} header, such as {@code Bearer}. */
    public static HttpException unauthorized(String challenge, String detail) {
        return of(401, detail).withHeader("WWW-Authenticate", challenge);
    }

    /** 403: known, but not allowed. */
    public static HttpException forbidden(String detail) {
        return of(403, detail);
    }

    /** 404: there is no such thing. */
    public static HttpException notFound(String detail) {
        return of(404, detail);
    }

    /** 409: it clashes with what is there. */
    public static HttpException conflict(String detail) {
        return of(409, detail);
    }

    /** 412: a precondition of the request doesn't hold. */
    public static HttpException preconditionFailed(String detail) {
        return of(412, detail);
    }

    /** 415: the body is of a media type that isn't taken. */
    public static HttpException unsupportedMediaType(String detail) {
        return of(415, detail);
    }

    /** 422: well-formed, but it makes no sense. */
    public static HttpException unprocessable(String detail) {
        return of(422, detail);
    }

    /** 429: slow down; the client may try again after so many seconds. */
    public static HttpException tooManyRequests(long retryAfterSeconds, String detail) {
        return of(429, detail).withHeader("Retry-After", Long.toString(retryAfterSeconds));
    }

    /** 503: not now; the client may try again after so many seconds. */
    public static HttpException unavailable(long retryAfterSeconds, String detail) {
        return of(503, detail).withHeader("Retry-After", Long.toString(retryAfterSeconds));
    }

    /** The same with a header more. */
    public HttpException withHeader(String name, String value) {
        return copy(problem, new Headers(HeaderRules.plus(headers.pairs(), name, value)), getCause());
    }

    /** The same with a cause, for the log. */
    public HttpException withCause(Throwable cause) {
        return copy(problem, headers, cause);
    }

    /** The answer's status. */
    public int status() {
        return problem.status();
    }

    /** What the client is shown. */
    public Problem problem() {
        return problem;
    }

    /** The headers it adds to the answer. */
    public Headers headers() {
        return headers;
    }

    /** The answer. */
    public Response response() {
        Response response = Response.problem(problem);
        for (int i = 0; i < headers.pairs().size(); i++) {
            response =
                    response.plusHeader(headers.pairs().name(i), headers.pairs().value(i));
        }
        return response;
    }

    /** Itself, of a type that is loaded anyway: where this one is named to be thrown, the verifier loads it, and every request's path is to do without. */
    RuntimeException thrown() {
        return this;
    }

    private HttpException copy(Problem problem, Headers headers, @Nullable Throwable cause) {
        HttpException copy = new HttpException(problem, headers, cause);
        copy.setStackTrace(getStackTrace());
        return copy;
    }
}
