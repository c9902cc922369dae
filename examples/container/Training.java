import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs a function once under AWS's Runtime Interface Client, and ends it as a JVM ends that is to write an archive of its classes.
 *
 * <p>{@code java Training event.json java … com.amazonaws.services.lambda.runtime.api.client.AWSLambda <handler>}: the event that the function gets, then the
 * command that starts it. The function's answer is printed; a function that fails, or doesn't answer in a minute, fails the build. It is no part of the function.
 */
public final class Training {
    private static final String API = "/2018-06-01/runtime/";
    private static final String REQUEST_ID = "8476a536-e9f4-11e8-9739-2dfe598c3fcd";
    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    private final byte[] event;
    private final CompletableFuture<String> response = new CompletableFuture<>();
    private final AtomicBoolean given = new AtomicBoolean();
    private final CompletableFuture<String> done = new CompletableFuture<>();

    private Training(byte[] event) {
        this.event = event;
    }

    public static void main(String[] args) throws Exception {
        List<String> command = Arrays.asList(args).subList(1, args.length);
        System.out.println(new Training(Files.readAllBytes(Path.of(args[0]))).run(command));
    }

    private String run(List<String> command) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(API, this::serve);
        server.start();
        Process function = start(command, "127.0.0.1:" + server.getAddress().getPort());
        try {
            String text = done.get(1, TimeUnit.MINUTES);
            function.destroy(); // SIGTERM: the JVM ends in its own time, and writes the archive
            function.waitFor();
            return text;
        } finally {
            function.destroyForcibly();
            server.stop(0);
        }
    }

    private Process start(List<String> command, String api) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("AWS_LAMBDA_RUNTIME_API", api);
        Process function = builder.start();
        function.onExit()
                .thenRun(() -> done.completeExceptionally(new IllegalStateException("ended without an answer")));
        return function;
    }

    /** The three resources of the Runtime API that a function needs: the next event, its answer, and errors. */
    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (path.endsWith("/next")) {
            next(exchange);
            return;
        }
        String text = new String(body, StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(ACCEPTED, -1);
        exchange.close();
        if (path.endsWith("/response")) {
            response.complete(text);
        } else {
            done.completeExceptionally(new IllegalStateException("the function failed: " + text));
        }
    }

    /** One event. Who asks for a second has answered the first, has loaded all that it needs for it, and waits until the end. */
    private void next(HttpExchange exchange) throws IOException {
        if (given.getAndSet(true)) {
            response.thenAccept(done::complete);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", REQUEST_ID);
        exchange.getResponseHeaders()
                .set("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + 60_000));
        exchange.getResponseHeaders()
                .set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:123456789012:function:training");
        exchange.sendResponseHeaders(OK, event.length);
        exchange.getResponseBody().write(event);
        exchange.close();
    }
}
