package dev.skiff.routing;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets pages of other origins call this function from a browser. Immutable; {@code withX} answers a changed copy.
 *
 * <p>A preflight, which is an OPTIONS with {@code Origin} and {@code Access-Control-Request-Method}, is answered here with 204 and goes no further; any
 * other OPTIONS goes on. Every other answer to an allowed origin gets its headers, also a 404, a 405 and that of an exception, since a browser shows a
 * script nothing of an answer without them. An answer that already has {@code Access-Control-Allow-Origin} keeps what it has, so the filter nearest to the
 * handler has the last word. An origin that isn't allowed, and a request without one, get no such header and the usual answer: it is the browser
 * that enforces the rule. {@code Vary: Origin} is on every answer, so that no cache hands one origin's answer to another.
 *
 * <p>An HTTP API, or a Function URL, with CORS configured of its own answers preflights itself and replaces these headers: configure one of the two.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch: CORS protocol</a>
 */
public final class Cors implements Filter {
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String ECHO = "(those asked for)";
    private static final int MOST_ECHOED = 1024;

    private final List<String> origins;
    private final boolean credentials;
    private final String methods;
    private final String headers;
    private final String exposed;
    private final String maxAge;

    private Cors(
            List<String> origins, boolean credentials, String methods, String headers, String exposed, String maxAge) {
        this.origins = origins;
        this.credentials = credentials;
        this.methods = methods;
        this.headers = headers;
        this.exposed = exposed;
        this.maxAge = maxAge;
        checkCredentials();
    }

    /**
     * Allows these origins, compared exactly: scheme, host, and port where it isn't the scheme's own.
     *
     * @throws IllegalArgumentException when one could never be equal to what a browser sends: it has a path or a slash at its end, no scheme, a
     *     wildcard, or is {@code null}
     */
    public static Cors allowing(String... origins) {
        if (origins.length == 0) {
            throw new IllegalArgumentException("No origin is allowed: name one, as in https://app.example");
        }
        for (String origin : origins) {
            Origin.checked(origin);
        }
        return new Cors(List.of(origins), false, METHODS, ECHO, "", "");
    }

    /** Allows every origin, by {@code *}: for what is public anyway, and never with credentials. */
    public static Cors allowingAny() {
        return new Cors(List.of(), false, METHODS, ECHO, "", "");
    }

    /**
     * Lets browsers send cookies and the like along.
     *
     * @throws IllegalArgumentException when every origin is allowed, or every method or header by {@code *}: browsers refuse that
     */
    public Cors withCredentials() {
        return new Cors(origins, true, methods, headers, exposed, maxAge);
    }

    /** The methods to allow, in place of GET, HEAD, POST, PUT, PATCH and DELETE. */
    public Cors withMethods(String... methods) {
        return new Cors(origins, credentials, methods(methods), headers, exposed, maxAge);
    }

    /**
     * The request headers to allow, in place of those that the preflight asks for. Without this every header is allowed to an allowed origin; what is
     * sent back are its well-formed names only, and nothing at all when one isn't or they are longer than 1024 characters.
     */
    public Cors withHeaders(String... headers) {
        return new Cors(origins, credentials, methods, joined("request header", headers), exposed, maxAge);
    }

    /** The answer's headers that scripts may read, beside the few that they always may. */
    public Cors withExposedHeaders(String... headers) {
        return new Cors(origins, credentials, methods, this.headers, joined("exposed header", headers), maxAge);
    }

    /** How long a browser may remember a preflight's answer, in whole seconds; without it, 5 seconds. Zero is never. */
    public Cors withMaxAge(Duration age) {
        if (age.isNegative()) {
            throw new IllegalArgumentException("The maximum age " + age + " is negative: zero turns remembering off");
        }
        return new Cors(origins, credentials, methods, headers, exposed, Long.toString(age.toSeconds()));
    }

    @Override
    public Response apply(Request request, Handler next) {
        String origin = allowed(request);
        if (isPreflight(request)) {
            return Vary.plus(origin == null ? Response.noContent() : preflight(request, origin), "Origin");
        }
        Response response = request.answerBy(next);
        return Vary.plus(origin == null ? response : shared(response, origin), "Origin");
    }

    /** What to allow the request by: our own text, never the client's. */
    private @Nullable String allowed(Request request) {
        String sent = request.headers().pairs().first("origin", true);
        if (sent == null || origins.isEmpty()) {
            return sent == null ? null : "*";
        }
        int index = origins.indexOf(sent);
        return index < 0 ? null : origins.get(index);
    }

    private static boolean isPreflight(Request request) {
        return request.method().equals("OPTIONS")
                && request.headers().contains("origin")
                && request.headers().contains("access-control-request-method");
    }

    private Response preflight(Request request, String origin) {
        Response response = with(Response.noContent(), ALLOW_ORIGIN, origin);
        response = with(response, "Access-Control-Allow-Credentials", credentials ? "true" : "");
        response = with(response, "Access-Control-Allow-Methods", methods);
        response = with(response, "Access-Control-Max-Age", maxAge);
        if (!isEcho()) {
            return with(response, "Access-Control-Allow-Headers", headers);
        }
        String asked = "Access-Control-Request-Headers";
        return Vary.plus(
                with(
                        response,
                        "Access-Control-Allow-Headers",
                        echoed(request.headers().elements(asked))),
                asked);
    }

    private Response shared(Response response, String origin) {
        if (response.header(ALLOW_ORIGIN).isPresent()) {
            return response;
        }
        Response shared = with(response, ALLOW_ORIGIN, origin);
        shared = with(shared, "Access-Control-Allow-Credentials", credentials ? "true" : "");
        return with(shared, "Access-Control-Expose-Headers", exposed);
    }

    private static Response with(Response response, String name, String value) {
        return value.isEmpty() ? response : response.withHeader(name, value);
    }

    private static String echoed(List<String> names) {
        for (String name : names) {
            if (!isToken(name)) {
                return "";
            }
        }
        String echoed = String.join(", ", names);
        return echoed.length() > MOST_ECHOED ? "" : echoed;
    }

    @SuppressWarnings("ReferenceEquality") // the constant stands for a choice and is no header's name
    private boolean isEcho() {
        return headers == ECHO;
    }

    private void checkCredentials() {
        if (!credentials) {
            return;
        }
        if (origins.isEmpty()) {
            throw new IllegalArgumentException(
                    "Every origin is allowed, and browsers refuse that with credentials: name the origins by Cors.allowing");
        }
        if (methods.equals("*") || headers.equals("*") || exposed.equals("*")) {
            throw new IllegalArgumentException(
                    "With credentials browsers take * for a name and not for all: name the methods and headers");
        }
    }

    private static String methods(String... methods) {
        if (methods.length == 0) {
            throw new IllegalArgumentException("No method is allowed: name one, as in GET");
        }
        for (String method : methods) {
            for (int i = 0; i < method.length(); i++) {
                if (Character.isLowerCase(method.charAt(i))) {
                    throw new IllegalArgumentException(
                            "The method \"" + method + "\" isn't in capitals, and methods are compared with case");
                }
            }
        }
        return joined("method", methods);
    }

    private static String joined(String kind, String... names) {
        for (String name : names) {
            if (!isToken(name)) {
                throw new IllegalArgumentException("The " + kind + " \"" + name
                        + "\" is no name in HTTP: give each name by itself, without blanks, commas and colons");
            }
        }
        return String.join(", ", names);
    }

    private static boolean isToken(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (!HeaderRules.isTokenCharacter(name.charAt(i))) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
