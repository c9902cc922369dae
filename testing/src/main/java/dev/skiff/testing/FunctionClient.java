package dev.skiff.testing;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Calls a function in memory as AWS would: renders the real event, hands the function its bytes, reads its real answer.
 * Immutable, and as safe for several threads as the function is.
 */
public final class FunctionClient {
    private final RequestStreamHandler function;
    private final HttpDeployment deployment;
    private final @Nullable Context context;
    private final boolean rethrows;

    private FunctionClient(
            RequestStreamHandler function, HttpDeployment deployment, @Nullable Context context, boolean rethrows) {
        this.function = function;
        this.deployment = deployment;
        this.context = context;
        this.rethrows = rethrows;
    }

    /** Behind an HTTP API with payload 2.0, until {@link #as} or {@link #deployed} say otherwise. */
    public static FunctionClient of(RequestStreamHandler function) {
        return new FunctionClient(function, HttpDeployment.of(HttpSource.HTTP_API_2_0), null, false);
    }

    /** Behind the usual deployment of this source. */
    public FunctionClient as(HttpSource source) {
        return deployed(HttpDeployment.of(source));
    }

    /** Behind this deployment, which brings its source along. */
    public FunctionClient deployed(HttpDeployment deployment) {
        return new FunctionClient(function, deployment, context, rethrows);
    }

    /** The same context for every call, in place of a new {@link FakeContext} for each. */
    public FunctionClient withContext(Context context) {
        return new FunctionClient(function, deployment, context, rethrows);
    }

    /** A client that throws what the function throws, an {@link IOException} as {@link UncheckedIOException}. */
    public FunctionClient rethrowing() {
        return new FunctionClient(function, deployment, context, true);
    }

    /** What the client receives. A function that throws shows as its source's 502 or 500, with the reason on it. */
    public HttpAnswer send(HttpCall call) {
        HttpSource source = deployment.source();
        byte[] event = source.event(call, deployment);
        Optional<HttpAnswer> refusal = source.refusal(call, event);
        return refusal.orElseGet(() -> answered(source, call, event));
    }

    /** The function's answer to a raw event. What it throws comes out, an IOException as UncheckedIOException. */
    public byte[] invoke(byte[] event) {
        try {
            return output(event);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private HttpAnswer answered(HttpSource source, HttpCall call, byte[] event) {
        return rethrows ? source.answer(invoke(event), call, deployment) : caught(source, call, event);
    }

    private HttpAnswer caught(HttpSource source, HttpCall call, byte[] event) {
        byte[] answer;
        try {
            answer = output(event);
        } catch (Throwable failure) { // as the runtime does: an Error, too, is answered
            return source.failed(failure, call);
        }
        return source.answer(answer, call, deployment);
    }

    private byte[] output(byte[] event) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Context given = context != null ? context : FakeContext.create();
        function.handleRequest(new ByteArrayInputStream(event), output, given);
        return output.toByteArray();
    }
}
