package dev.skiff.local;

import dev.skiff.testing.HttpAnswer;
import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpDeployment;
import dev.skiff.testing.HttpSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The middle of every front door: event, function, answer; and what the client hears when that takes too long. */
final class FunctionCaller implements AutoCloseable {
    /** These threads wait for others most of the time, and there is one for each call. */
    private static final long STACK_BYTES = 256 * 1024;

    private static final String TRACE = "X-Amzn-Trace-Id";

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(null, task, "skiff-local call", STACK_BYTES);
        thread.setDaemon(true);
        return thread;
    });

    /** The call as part of a trace: the client's, or a new one. */
    HttpCall traced(HttpCall call) {
        return call.header(TRACE).isPresent() ? call : call.plusHeader(TRACE, "Root=" + Identifiers.trace());
    }

    /** Where the call came in. */
    HttpDeployment deployed(LocalFunction function, HttpCall call, HttpDeployment usual, String sourceIp) {
        return usual.withSourceIp(sourceIp)
                .withListener("http", port(call))
                .withRegion(function.definition().region());
    }

    /** @param late what the client gets if the function needs longer than the limit */
    HttpReply call(LocalFunction function, HttpCall call, HttpDeployment deployment, Duration limit, HttpReply late) {
        HttpSource source = deployment.source();
        byte[] event = source.event(call, deployment);
        Optional<HttpAnswer> refusal = source.refusal(call, event);
        if (refusal.isPresent()) {
            return HttpReply.from(refusal.get());
        }
        try {
            return outcome(function, invocation(event, call), limit)
                    .map(outcome -> answer(outcome, function, call, deployment))
                    .orElse(late);
        } catch (ExecutionException notStarted) {
            function.log("The call failed: " + notStarted.getCause());
            return HttpReply.from(source.failed(notStarted, call));
        }
    }

    /** Empty if the function isn't done in time; it goes on, as on AWS, but nobody listens any more. */
    Optional<Outcome> outcome(LocalFunction function, Invocation invocation, Duration limit) throws ExecutionException {
        CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(() -> function.invoke(invocation), threads);
        try {
            return Optional.of(outcome.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Invocation invocation(byte[] event, HttpCall call) {
        Invocation invocation = Invocation.of(event);
        String trace = call.header(TRACE).orElse("");
        if (trace.isEmpty()) {
            return invocation;
        }
        return invocation.withTraceId(
                trace.contains("Parent=") ? trace : trace + ";Parent=" + Identifiers.hex(16) + ";Sampled=0");
    }

    private static HttpReply answer(Outcome outcome, LocalFunction function, HttpCall call, HttpDeployment deployment) {
        HttpSource source = deployment.source();
        if (outcome.isThrottled()) {
            return throttled(source);
        }
        if (outcome.failed()) {
            return HttpReply.from(source.failed(new IllegalStateException(outcome.toString()), call));
        }
        HttpAnswer answer = source.answer(outcome.payload(), call, deployment);
        answer.failure().ifPresent(reason -> function.log("The gateway refused the answer: " + reason.getMessage()));
        return HttpReply.from(answer);
    }

    private static HttpReply throttled(HttpSource source) {
        return switch (source) {
            case FUNCTION_URL -> HttpReply.message(429, "Rate Exceeded.");
            case REST_API -> HttpReply.message(500, "Internal server error");
            case ALB -> HttpReply.message(502, "Bad Gateway");
            default -> HttpReply.message(503, "Service Unavailable");
        };
    }

    /** The port that the client believes to talk to. */
    private static int port(HttpCall call) {
        String host = call.header("Host").orElse("");
        String port = host.substring(host.lastIndexOf(':') + 1);
        return port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : 80;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
