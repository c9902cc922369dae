package dev.skiff.core;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.skiff.core.internal.LogContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A function on AWS Lambda: bytes in, bytes out. Every kind of Skiff function extends it and fills in {@link #answer}.
 *
 * <p>Lambda builds one object per execution environment and may call it from many threads at once (Lambda Managed Instances), so fields are final
 * and what they hold is thread-safe. What {@link #answer} throws becomes a function error: Lambda logs it and, depending on the source, retries.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-handler.html">AWS: Java function handlers</a>
 */
public abstract class LambdaFunction implements RequestStreamHandler {
    private final AtomicBoolean untouched = new AtomicBoolean(true);
    private final AtomicReference<Object> checkpointHook = new AtomicReference<>(); // the CRaC context holds it weakly

    /** For functions without sample events; the others call {@link #prime} at the end of their constructor. */
    protected LambdaFunction() {}

    /**
     * The whole line: decodes the event, handles it, encodes the answer.
     *
     * @param event the event as Lambda sent it: UTF-8 JSON, for the callee to keep
     * @param context of this invocation
     * @return the answer, UTF-8 JSON; empty for none
     * @throws Exception to fail the invocation
     */
    protected abstract byte[] answer(byte[] event, Context context) throws Exception;

    /** Called by Lambda. Nothing is written before the answer is whole, so a failure never leaves half an answer. */
    @Override
    public final void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        boolean logged = LogContext.open(context, untouched.get() && untouched.getAndSet(false));
        try {
            output.write(answer(input.readAllBytes(), context));
        } catch (IOException | RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw FunctionException.of(failure);
        } finally {
            if (logged) {
                LogContext.close();
            }
        }
    }

    /**
     * Runs sample events through {@link #answer} before the first real one, so that classes are loaded and code is warm: before the checkpoint
     * under SnapStart, at once under provisioned concurrency, and never on demand, where it would only delay the first event. A sample that fails
     * is logged and doesn't stop the function. Samples do what real events do: choose ones that only read. While one runs,
     * {@code context.getAwsRequestId()} is {@code "priming"}.
     *
     * <p>Call it last in the constructor. Under SnapStart it uses {@code org.crac:crac}; where that isn't on the class path, samples run at once,
     * which is before the checkpoint too.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">AWS: SnapStart hooks</a>
     */
    protected final void prime(SampleEvent... samples) {
        if (samples.length > 0) {
            primeAs(System.getenv("AWS_LAMBDA_INITIALIZATION_TYPE"), samples);
        }
    }

    final void primeAs(@Nullable String initializationType, SampleEvent... samples) {
        if ("snap-start".equals(initializationType)) {
            checkpointHook.set(Priming.beforeCheckpoint(this, samples));
        } else if ("provisioned-concurrency".equals(initializationType)) {
            Priming.run(this, samples);
        }
    }
}
