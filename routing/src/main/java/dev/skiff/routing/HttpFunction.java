package dev.skiff.routing;

import com.amazonaws.services.lambda.runtime.Context;
import dev.skiff.core.LambdaFunction;
import dev.skiff.core.SampleEvent;
import dev.skiff.core.internal.Log;
import org.jspecify.annotations.Nullable;

/**
 * A function that answers HTTP: extend it with a constructor that hands over a {@link Router} or another {@link Handler}, and name the class as the
 * function's handler. It takes the events of REST APIs, HTTP APIs (payload 1.0 and 2.0), Function URLs and load balancers, told apart by their shape, and
 * answers each in its own form. Thread-safe as long as the handler is.
 *
 * <pre>{@code
 * public final class HelloFunction extends HttpFunction {
 *     public HelloFunction() {
 *         super(Router.builder().get("/hello", request -> Response.text("Hello")).build());
 *     }
 * }
 * }</pre>
 *
 * <p>An answer larger than its source lets through (6,291,556 bytes, 1 MiB behind a load balancer) becomes a 500 that says so, and is logged with its
 * route, where the gateway would answer a silent 502.
 */
public abstract class HttpFunction extends LambdaFunction {
    private final Handler handler;
    private final HttpOptions options;
    private final Warnings warnings = new Warnings();

    /** Answers by the handler. */
    protected HttpFunction(Handler handler) {
        this(handler, HttpOptions.defaults());
    }

    /** Answers by the handler, with options. */
    @SuppressWarnings("this-escape") // priming calls answer, which is final here and needs what is set above only
    protected HttpFunction(Handler handler, HttpOptions options) {
        this.handler = handler;
        this.options = options;
        if (!options.samples.isEmpty()) {
            prime(options.samples.toArray(new SampleEvent[0]));
        }
    }

    /** A sample event for priming: a request of an HTTP API with the method and path. */
    public static SampleEvent sample(String method, String path) {
        return Sample.event(method, path);
    }

    @Override
    protected final byte[] answer(byte[] bytes, Context context) throws Exception {
        @Nullable EventHandler otherEvents = options.otherEvents;
        if (otherEvents != null && !HttpEvent.isObject(bytes)) {
            return otherEvents.handle(bytes, context);
        }
        HttpEvent event = HttpEvent.read(bytes);
        Front front = Front.of(event);
        if (front == null) {
            return other(event, context);
        }
        return answer(event, front, context);
    }

    /** From an event whose front door is known to its answer. */
    final byte[] answer(HttpEvent event, Front front, @Nullable Context context) throws Exception {
        event.check();
        Request request = Request.from(event, front, context, options);
        Response response = respond(request);
        return fitting(response, request, front, event);
    }

    private Response respond(Request request) throws Exception {
        try {
            return handled(request);
        } catch (RuntimeException failure) {
            throw failure instanceof UnexpectedException unexpected ? unexpected.original() : failure;
        }
    }

    private Response handled(Request request) {
        try {
            Response response = handler.handle(request);
            if (response == null) {
                throw new IllegalStateException("The handler answered null");
            }
            return response.rendered(options.codec);
        } catch (Exception | LinkageError | AssertionError failure) {
            return request.errors().answer(request, failure);
        }
    }

    /** The answer, or one that says it is too large. */
    private byte[] fitting(Response response, Request request, Front front, HttpEvent event) {
        boolean bodiless = request.method().equals("HEAD");
        byte[] answer = front.encode(response, event, bodiless, warnings);
        return answer.length <= front.limit()
                ? answer
                : front.encode(tooLarge(response, answer.length, front), event, bodiless, warnings);
    }

    private byte[] other(HttpEvent event, Context context) throws Exception {
        @Nullable EventHandler otherEvents = options.otherEvents;
        if (otherEvents == null) {
            throw Front.refusal(event, getClass().getName());
        }
        return otherEvents.handle(event.bytes, context);
    }

    private static Response tooLarge(Response response, int length, Front front) {
        String size = length + " bytes once encoded, more than the " + front.limit() + " that " + front.source()
                + " lets through";
        Log.of(HttpFunction.class)
                .error("The answer of route " + response.route().orElse("(none)") + " has " + size, null);
        Response problem =
                Response.problem(Problem.of(500).withTitle("Response Too Large").withDetail("The answer has " + size));
        Pairs headers = response.headers().pairs();
        for (int i = 0; i < headers.size(); i++) {
            if (headers.name(i).regionMatches(true, 0, "Access-Control-", 0, 15)
                    || headers.name(i).equalsIgnoreCase("Vary")) {
                problem = problem.plusHeader(headers.name(i), headers.value(i));
            }
        }
        return problem;
    }

    /** Loaded only where sample events are asked for. */
    private static final class Sample {
        private Sample() {}

        static SampleEvent event(String method, String path) {
            int question = path.indexOf('?');
            return SampleEvent.of("{\"version\":\"2.0\",\"routeKey\":\"$default\",\"rawPath\":"
                    + quoted(question < 0 ? path : path.substring(0, question))
                    + ",\"rawQueryString\":" + quoted(question < 0 ? "" : path.substring(question + 1))
                    + ",\"headers\":{\"accept\":\"*/*\",\"host\":\"priming.invalid\"},\"requestContext\":{\"stage\":\"$default\",\"requestId\":\"priming\","
                    + "\"http\":{\"method\":" + quoted(method) + ",\"path\":" + quoted(path)
                    + ",\"sourceIp\":\"127.0.0.1\"}},\"isBase64Encoded\":false}");
        }

        private static String quoted(String text) {
            return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        }
    }
}
