package dev.skiff.local.functions;

import dev.skiff.routing.HttpFunction;
import dev.skiff.routing.HttpOptions;
import dev.skiff.routing.Request;
import dev.skiff.routing.Response;
import dev.skiff.routing.Router;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A Skiff function with a sample event: answers which calls it has seen, and what each caller sent. */
public final class Primed extends HttpFunction {
    public Primed() {
        this(new ConcurrentLinkedQueue<>());
    }

    private Primed(Queue<String> seen) {
        super(
                Router.builder()
                        .get("/seen/{who}", request -> Response.text(seen(request, seen)))
                        .post("/echo/{id}", request -> Response.text(echo(request)))
                        .build(),
                HttpOptions.defaults().prime(sample("GET", "/seen/sample")));
    }

    private static String seen(Request request, Queue<String> seen) {
        boolean priming = request.context().getAwsRequestId().equals("priming");
        seen.add(request.path("who") + (priming ? " while priming" : ""));
        return String.join(", ", seen);
    }

    private static String echo(Request request) {
        return request.path("id") + " " + request.query("q").orElse("") + " "
                + request.body().text() + " " + request.header("x-id").orElse("") + " " + request.requestId();
    }
}
