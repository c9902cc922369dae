package dev.skiff.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers as a test tells it, and remembers what it was asked. */
public final class StubServer implements AutoCloseable {
    /** What it does. */
    public interface Behaviour {
        Reply reply(Call call) throws Exception;
    }

    /** What it was asked; names of headers in lower case. */
    public record Call(String method, String path, Map<String, String> headers, String body) {
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** What it answers: announced is the length it says, -1 for the true one. */
    public record Reply(int status, String body, Map<String, String> headers, int announced) {
        public static Reply ok(String body) {
            return new Reply(200, body, Map.of(), -1);
        }

        public static Reply of(int status, String body) {
            return new Reply(status, body, Map.of(), -1);
        }

        /** An error as the real services answer it. */
        public static Reply error(int status, String type, String message) {
            return of(status, "{\"__type\":\"" + type + "\",\"Message\":\"" + message + "\"}");
        }

        public Reply with(String header, String value) {
            return new Reply(status, body, Map.of(header, value), announced);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    public StubServer(Behaviour behaviour) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange, behaviour);
            } catch (Exception failure) {
                throw new IOException(failure);
            }
        });
        server.start();
    }

    private void answer(HttpExchange exchange, Behaviour behaviour) throws Exception {
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        Call call = new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                headers,
                new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        calls.add(call);
        Reply reply = behaviour.reply(call);
        byte[] body = reply.body().getBytes(UTF_8);
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        int length = reply.announced() < 0 ? body.length : reply.announced();
        exchange.sendResponseHeaders(reply.status(), length == 0 ? -1 : length);
        exchange.getResponseBody().write(body);
    }

    public URI uri() {
        return URI.create("http://localhost:" + port() + "/");
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public List<Call> calls() {
        return calls;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
