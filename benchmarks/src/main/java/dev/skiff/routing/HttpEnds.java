package dev.skiff.routing;

import com.amazonaws.services.lambda.runtime.Context;
import dev.skiff.benchmarks.warm.HttpEvents;
import dev.skiff.testing.FakeContext;
import dev.skiff.testing.HttpSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The two ends of a function's line: from an event to its request, and from a response to the answer's bytes. JMH extends it, so it is not final. */
@State(Scope.Benchmark)
public class HttpEnds {
    @Param("HTTP_API_2_0")
    public HttpSource source = HttpSource.HTTP_API_2_0;

    private final Context context = FakeContext.create();
    private final HttpOptions options = HttpOptions.defaults();
    private final Warnings warnings = new Warnings();
    private final Response response = Response.text("user 42");
    private byte[] bytes = {};
    private HttpEvent event = HttpEvent.none();
    private Front front = HttpApiFront.HTTP_API;

    /** Throws unless the event is of the source and its request and answer are right. */
    @Setup
    public void setUp() {
        bytes = HttpEvents.event(source);
        event = HttpEvent.read(bytes);
        front = front(event);
        String path = decode().path();
        String body = source.answer(encode(), HttpEvents.call()).text();
        if (!source.name().startsWith(front.source().name()) || !path.equals("/users/42") || !body.equals("user 42")) {
            throw new IllegalStateException(source + " was read as " + front.source() + ", " + path + ", " + body);
        }
    }

    @Benchmark
    public Request decode() {
        HttpEvent read = HttpEvent.read(bytes);
        return Request.from(read, front(read), context, options);
    }

    @Benchmark
    public byte[] encode() {
        return front.encode(response, event, false, warnings);
    }

    private static Front front(HttpEvent event) {
        Front front = Front.of(event);
        if (front == null) {
            throw new IllegalStateException("Not an HTTP event");
        }
        event.check();
        return front;
    }
}
