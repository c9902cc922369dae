package dev.skiff.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.bootstrap.HttpServer;
import org.apache.hc.core5.http.impl.bootstrap.ServerBootstrap;
import org.apache.hc.core5.http.io.HttpRequestHandler;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * Lambda's Runtime API for one execution environment: a small HTTP server on the loopback address, which the Runtime
 * Interface Client of one JVM asks for work and gives its answers to. Calls wait in order until the client asks.
 *
 * <p>One API serves one JVM for its whole life: a second one could lose a call to the dead connection of the first.
 *
 * <p>Apache's server and not the JDK's: it takes the client's huge error headers without a system property, has no
 * delayed acknowledgements, and the front doors need its raw request targets anyway.
 */
public final class RuntimeApi implements AutoCloseable {
    /** What Lambda lets a function answer: 6 MiB and 100 bytes. */
    static final int MOST_ANSWER_BYTES = 6 * 1024 * 1024 + 100;

    private static final String BASE = "/2018-06-01/runtime";
    private static final String ERROR_TYPE = "Lambda-Runtime-Function-Error-Type";

    private final HttpServer server;
    private final boolean holdsRestore;
    private final Deque<Call> waiting = new ArrayDeque<>();
    private final Map<String, Call> taken = new ConcurrentHashMap<>();
    private final Queue<Call> finished = new ConcurrentLinkedQueue<>();
    private final Map<SocketAddress, Call> lastSent = new ConcurrentHashMap<>();
    private final CompletableFuture<Optional<Outcome>> initialized = new CompletableFuture<>();
    private final CompletableFuture<Void> checkpointed = new CompletableFuture<>();
    private final CompletableFuture<Void> restored = new CompletableFuture<>();
    private @Nullable Function<Call, Outcome> ended;
    private boolean left;

    private RuntimeApi(boolean holdsRestore) {
        this.holdsRestore = holdsRestore;
        this.server = ServerBootstrap.bootstrap()
                .setLocalAddress(InetAddress.getLoopbackAddress())
                .setSocketConfig(SocketConfig.custom()
                        .setTcpNoDelay(true)
                        .setSoTimeout(0, TimeUnit.MILLISECONDS)
                        .build())
                .setConnectionFactory(new ClientConnection.Factory(this::gone))
                .setRequestRouter((request, context) -> (HttpRequestHandler) this::handle)
                .setExceptionListener(new QuietConnections())
                .create();
    }

    /** Listens on a free port. */
    public static RuntimeApi start() {
        return new RuntimeApi(false).listening();
    }

    /** The same, where a client that reached its SnapStart checkpoint waits for {@link #restore}. */
    public static RuntimeApi startHoldingRestore() {
        return new RuntimeApi(true).listening();
    }

    /** Host and port, as {@code AWS_LAMBDA_RUNTIME_API} wants it. */
    public String address() {
        return InetAddress.getLoopbackAddress().getHostAddress() + ":" + server.getLocalPort();
    }

    /** Hands the call to the client when it next asks. */
    public CompletableFuture<Outcome> invoke(Invocation invocation) {
        return submit(invocation).outcome;
    }

    /**
     * Completes when the client is ready for its first call, with nothing, or when its initialisation failed, with the
     * error that it reported.
     */
    public CompletableFuture<Optional<Outcome>> initialized() {
        return initialized.copy();
    }

    /** Completes when the client's hooks before a SnapStart checkpoint have run. */
    public CompletableFuture<Void> checkpointed() {
        return checkpointed.copy();
    }

    /** Lets a client that waits at its checkpoint go on: its hooks after a restore run. */
    public void restore() {
        restored.complete(null);
    }

    /** Ends the server; the client's process ends by itself when it next asks, and calls without an outcome fail. */
    @Override
    public void close() {
        end(call -> Outcome.failed("Runtime.Closed", call.invocation.requestId(), "The runner was stopped"));
    }

    Call submit(Invocation invocation) {
        Call call = new Call(invocation);
        Function<Call, Outcome> end;
        synchronized (waiting) {
            end = ended;
            if (end == null) {
                waiting.add(call);
                waiting.notifyAll();
            }
        }
        if (end != null) {
            finish(call, end.apply(call));
        }
        return call;
    }

    /** Ends the call with this outcome, unless it has one; the client may still report its own, to no effect. */
    void finish(Call call, Outcome outcome) {
        taken.remove(call.invocation.requestId(), call);
        finished.add(call);
        call.outcome.complete(outcome);
    }

    /** The call that what the client prints now belongs to, where that can be only one. */
    Optional<String> current() {
        List<String> ids = Stream.concat(taken.values().stream(), finished.stream())
                .map(call -> call.invocation.requestId())
                .distinct()
                .limit(2)
                .toList();
        return ids.size() == 1 ? Optional.of(ids.get(0)) : Optional.empty();
    }

    /**
     * Completes when the connections of a client that is gone have told which of the open calls it had read; those of a
     * client that left heirs to its connections never do, and such calls count as read.
     */
    CompletableFuture<Void> farewell() {
        synchronized (waiting) {
            left = true; // a call that came now would be given to nobody, and its fate asked of nobody
            waiting.notifyAll();
        }
        CompletableFuture<?>[] fates =
                taken.values().stream().map(call -> call.read).toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(fates).completeOnTimeout(null, 500, TimeUnit.MILLISECONDS);
    }

    private void gone(SocketAddress client, boolean hadReadAll) {
        Call call = lastSent.remove(client);
        if (call != null) {
            call.read.complete(hadReadAll);
        }
    }

    /** The client is done with its calls once it asks for another: until then it may still write to its log. */
    private void settle() {
        for (Call call = finished.poll(); call != null; call = finished.poll()) {
            call.settled.complete(null);
        }
    }

    /** Ends the server, with an outcome for each call that has none yet. */
    void end(Function<Call, Outcome> outcome) {
        List<Call> open;
        synchronized (waiting) {
            if (ended != null) {
                return;
            }
            ended = outcome;
            open = new ArrayList<>(waiting);
            waiting.clear();
            waiting.notifyAll();
        }
        open.addAll(taken.values());
        open.forEach(call -> finish(call, outcome.apply(call)));
        settle();
        restored.complete(null);
        server.close(CloseMode.IMMEDIATE);
    }

    private RuntimeApi listening() {
        try {
            server.start();
            return this;
        } catch (IOException noPort) {
            throw new UncheckedIOException("no port for a Runtime API", noPort);
        }
    }

    private void handle(ClassicHttpRequest request, ClassicHttpResponse answer, HttpContext context)
            throws HttpException, IOException {
        String path = request.getPath();
        String call = request.getMethod() + " " + (path.startsWith(BASE) ? path.substring(BASE.length()) : path);
        if (call.equals("GET /invocation/next")) {
            next(answer, HttpCoreContext.cast(context).getEndpointDetails().getRemoteAddress());
        } else if (call.startsWith("POST /invocation/") && call.endsWith("/response")) {
            response(id(call), request, answer);
        } else if (call.startsWith("POST /invocation/") && call.endsWith("/error")) {
            error(id(call), request, answer);
        } else if (call.equals("POST /init/error") || call.equals("POST /restore/error")) {
            initialized.complete(Optional.of(Outcome.reported(errorType(request), body(request).bytes)));
            accept(answer);
        } else if (call.equals("GET /restore/next")) {
            restoreNext(answer);
        } else {
            refuse(answer, 404, "no such call of the Runtime API: " + call);
        }
    }

    private static String id(String call) {
        String id = call.substring("POST /invocation/".length());
        return id.substring(0, id.indexOf('/'));
    }

    private void next(ClassicHttpResponse answer, SocketAddress client) throws IOException {
        initialized.complete(Optional.empty());
        settle();
        Call call = take(client);
        Invocation invocation = call.invocation;
        answer.setCode(200);
        answer.setHeader("Lambda-Runtime-Aws-Request-Id", invocation.requestId());
        answer.setHeader("Lambda-Runtime-Deadline-Ms", call.deadline());
        answer.setHeader("Lambda-Runtime-Invoked-Function-Arn", invocation.functionArn());
        answer.setHeader("Lambda-Runtime-Trace-Id", invocation.traceId());
        set(answer, "Lambda-Runtime-Client-Context", invocation.clientContext());
        set(answer, "Lambda-Runtime-Cognito-Identity", invocation.cognitoIdentity());
        set(answer, "Lambda-Runtime-Aws-Tenant-Id", invocation.tenantId());
        answer.setEntity(new ByteArrayEntity(invocation.event(), ContentType.APPLICATION_JSON));
    }

    private static void set(ClassicHttpResponse answer, String name, @Nullable String value) {
        if (value != null) {
            answer.setHeader(name, value);
        }
    }

    private Call take(SocketAddress client) throws IOException {
        synchronized (waiting) {
            requireClient();
            while (waiting.isEmpty()) {
                await();
                requireClient();
            }
            Call call = waiting.remove();
            taken.put(call.invocation.requestId(), call);
            lastSent.put(client, call);
            call.take();
            return call;
        }
    }

    private void requireClient() throws IOException {
        if (ended != null || left) {
            throw new ConnectionClosedException();
        }
    }

    private void await() throws IOException {
        try {
            waiting.wait();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ConnectionClosedException();
        }
    }

    private void response(String id, ClassicHttpRequest request, ClassicHttpResponse answer) throws IOException {
        Body body = body(request);
        Call call = taken.get(id);
        if (call == null) {
            refuse(answer, 400, "there is no open call " + id);
        } else if (body.length > MOST_ANSWER_BYTES) {
            refuse(answer, 413, "Exceeded maximum allowed payload size (" + MOST_ANSWER_BYTES + " bytes).");
            finish(call, tooLarge(body.length));
        } else {
            accept(answer);
            finish(call, Outcome.answered(body.bytes));
        }
    }

    private static Outcome tooLarge(long length) {
        return Outcome.failed(
                "Function.ResponseSizeTooLarge",
                "Response payload size (" + length + " bytes) exceeded maximum allowed payload size ("
                        + MOST_ANSWER_BYTES + " bytes).");
    }

    /** Always accepts: any other status ends the client's process, also when the call's fate is long decided. */
    private void error(String id, ClassicHttpRequest request, ClassicHttpResponse answer) throws IOException {
        Body body = body(request);
        Call call = taken.get(id);
        accept(answer);
        if (call != null) {
            finish(call, Outcome.reported(errorType(request), body.bytes));
        }
    }

    private static String errorType(ClassicHttpRequest request) {
        Header header = request.getFirstHeader(ERROR_TYPE);
        return header == null ? "Runtime.Unknown" : header.getValue();
    }

    private void restoreNext(ClassicHttpResponse answer) throws IOException {
        checkpointed.complete(null);
        if (holdsRestore) {
            restored.join();
        }
        answer.setCode(200);
        answer.setEntity(new StringEntity("{}", ContentType.APPLICATION_JSON));
    }

    private static void accept(ClassicHttpResponse answer) {
        answer.setCode(202);
        answer.setEntity(new StringEntity("{\"status\":\"OK\"}", ContentType.APPLICATION_JSON));
    }

    private static void refuse(ClassicHttpResponse answer, int status, String message) {
        answer.setCode(status);
        answer.setEntity(new StringEntity(message));
    }

    /** Reads all that the client sends, so that it lives to read the answer, but keeps no more than Lambda takes. */
    private static Body body(ClassicHttpRequest request) throws IOException {
        HttpEntity entity = request.getEntity();
        if (entity == null) {
            return new Body(new byte[0], 0);
        }
        try (InputStream in = entity.getContent()) {
            byte[] bytes = in.readNBytes(MOST_ANSWER_BYTES);
            return new Body(bytes, bytes.length + in.transferTo(OutputStream.nullOutputStream()));
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // a pair of local values, never compared
    private record Body(byte[] bytes, long length) {}

    /** A call on its way through one environment. */
    static final class Call {
        final Invocation invocation;
        final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        private final CompletableFuture<Void> settled = new CompletableFuture<>();
        private final CompletableFuture<Long> takenAt = new CompletableFuture<>();
        private final CompletableFuture<Boolean> read = new CompletableFuture<>();

        private Call(Invocation invocation) {
            this.invocation = invocation;
        }

        /** {@link System#nanoTime} of the moment in which the client took the call. */
        CompletableFuture<Long> takenAt() {
            return takenAt;
        }

        /** Completes when the client has nothing more to do with the call. */
        CompletableFuture<Void> settled() {
            return settled;
        }

        boolean isTaken() {
            return takenAt.isDone();
        }

        /** Whether the call was sent to a client that was gone before it had read it. */
        boolean neverRead() {
            return !read.getNow(true);
        }

        private void take() {
            takenAt.complete(System.nanoTime());
        }

        private String deadline() {
            return Long.toString(
                    System.currentTimeMillis() + invocation.timeout().toMillis());
        }
    }
}
