package dev.skiff.benchmarks.warm;

import com.amazonaws.services.lambda.runtime.Context;
import dev.skiff.routing.HttpFunction;
import dev.skiff.routing.Response;
import dev.skiff.routing.Router;
import dev.skiff.testing.FakeContext;
import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpDeployment;
import dev.skiff.testing.HttpSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One event of a source from its bytes to the answer's, the user's code answering a constant: a Skiff function with one route, and a handler of AWS's POJOs,
 * read and written as the runtime client does it, by the databind within it. JMH extends it, so it is not final.
 */
@State(Scope.Benchmark)
public class HttpEvents {
    /** How large an event is made by a long token, unless it is larger without one. */
    private static final int SIZE = 1536;

    @Param("HTTP_API_2_0")
    public HttpSource source = HttpSource.HTTP_API_2_0;

    private final Context context = FakeContext.create();
    private final Users skiff = new Users();
    private PojoLine<?, ?> pojos = PojoLine.of(source);
    private byte[] event = {};

    /** Makes the event, and throws unless both answer it rightly. */
    @Setup
    public void setUp() throws IOException {
        event = event(source);
        pojos = PojoLine.of(source);
        check(skiff(new Output()));
        check(pojos(new Output()));
    }

    @Benchmark
    public ByteArrayOutputStream skiff(Output output) throws IOException {
        ByteArrayOutputStream answer = output.emptied();
        skiff.handleRequest(new ByteArrayInputStream(event), answer, context);
        return answer;
    }

    @Benchmark
    public ByteArrayOutputStream pojos(Output output) {
        ByteArrayOutputStream answer = output.emptied();
        pojos.handle(new ByteArrayInputStream(event), answer);
        return answer;
    }

    /** A browser's {@code GET /users/42?full=true}, as the source sends it. */
    public static byte[] event(HttpSource source) {
        byte[] event = event(source, "");
        for (int missing = SIZE - event.length; missing > 0; missing = SIZE - event.length) {
            event = event(source, "x".repeat(token(event) + Math.max(1, missing / 2)));
        }
        return event;
    }

    /** The same call without its token. */
    public static HttpCall call() {
        return call("");
    }

    private static byte[] event(HttpSource source, String token) {
        HttpCall call = call(token);
        return source.event(call, HttpDeployment.of(source).withRoute("GET /users/{id}"));
    }

    private static HttpCall call(String token) {
        return HttpCall.get("/users/42?full=true")
                .withHeader("Accept", "application/json")
                .withHeader("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
                .withHeader("Authorization", "Bearer " + token);
    }

    private static int token(byte[] event) {
        String text = new String(event, java.nio.charset.StandardCharsets.UTF_8);
        int start = text.indexOf("Bearer ") + "Bearer ".length();
        return text.indexOf('"', start) - start;
    }

    private void check(ByteArrayOutputStream answer) {
        var received = source.answer(answer.toByteArray(), call());
        if (received.status() != 200 || !received.text().equals("user 42")) {
            throw new IllegalStateException("answered " + received.status() + " " + received.text());
        }
    }

    private static final class Users extends HttpFunction {
        Users() {
            super(Router.builder()
                    .get("/users/{id}", request -> Response.text("user 42"))
                    .build());
        }
    }
}
