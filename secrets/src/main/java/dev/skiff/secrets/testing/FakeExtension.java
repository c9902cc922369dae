package dev.skiff.secrets.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.skiff.core.internal.JsonOutput;
import dev.skiff.secrets.ExtensionSource;
import dev.skiff.secrets.ParameterRequest;
import dev.skiff.secrets.SecretRequest;
import dev.skiff.secrets.SecretSource;
import dev.skiff.secrets.SecretValue;
import dev.skiff.secrets.SourceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The AWS Parameters and Secrets extension on this machine, for tests: its protocol on a free port of the loopback interface, with the values of another source behind it, such as
 * {@link FakeSecrets}. It caches nothing. Thread-safe.
 *
 * <pre>{@code
 * try (FakeExtension extension = FakeExtension.start(FakeSecrets.create().set("db", "0123456789"))) {
 *     Secrets secrets = Secrets.builder().source(extension.source()).build();
 * }
 * }</pre>
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_lambda.html">AWS: the extension</a>
 */
public final class FakeExtension implements AutoCloseable {
    private static final String TOKEN = "X-Aws-Parameters-Secrets-Token";
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final SecretSource values;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger notReady = new AtomicInteger();

    private FakeExtension(SecretSource values, HttpServer server) {
        this.values = values;
        this.server = server;
    }

    /** With these values behind it. */
    public static FakeExtension start(SecretSource values) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            FakeExtension extension = new FakeExtension(values, server);
            server.setExecutor(extension.threads);
            server.createContext("/", extension::handle);
            server.start();
            return extension;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** A source that asks this extension, and nobody else. */
    public ExtensionSource source() {
        return ExtensionSource.create().withPort(port()).withoutFallback();
    }

    /** The next calls are answered {@code not ready to serve traffic}, as those that come while the extension starts. */
    public FakeExtension notReady(int calls) {
        notReady.set(calls);
        return this;
    }

    /** How many calls there were. */
    public int calls() {
        return calls.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            calls.incrementAndGet();
            if (notReady.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                answer(exchange, 400, "not ready to serve traffic, please wait".getBytes(StandardCharsets.UTF_8));
            } else if (!exchange.getRequestHeaders().containsKey(TOKEN)) {
                answer(exchange, 401, (TOKEN + " header is missing").getBytes(StandardCharsets.UTF_8));
            } else {
                answer(exchange);
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        try {
            byte @Nullable [] json =
                    switch (exchange.getRequestURI().getPath()) {
                        case "/secretsmanager/get" -> secret(query);
                        case "/systemsmanager/parameters/get" -> parameter(query);
                        default -> null;
                    };
            answer(exchange, json == null ? 404 : 200, json == null ? new byte[0] : json);
        } catch (SourceException failure) { // it names AWS's error and adds no message
            answer(exchange, 400, failure.code().getBytes(StandardCharsets.UTF_8));
        } catch (Exception failure) {
            answer(exchange, 500, new byte[0]);
        }
    }

    private byte[] secret(Map<String, String> query) throws Exception {
        SecretRequest request =
                SecretRequest.of(query.getOrDefault("secretId", "")).withTimeout(TIMEOUT);
        String version = query.get("versionId");
        SecretValue value = values.secret(
                version != null
                        ? request.withVersion(version)
                        : request.withStage(query.getOrDefault("versionStage", "AWSCURRENT")));
        JsonOutput json = new JsonOutput(256).beginObject();
        json.name("ARN")
                .text(value.arn().orElse(""))
                .name("Name")
                .text(value.name().orElse(request.id()));
        json.name("VersionId").text(value.version());
        String text = new String(value.bytes(), StandardCharsets.UTF_8);
        if (Arrays.equals(text.getBytes(StandardCharsets.UTF_8), value.bytes())) {
            json.name("SecretString").text(text);
        } else {
            json.name("SecretBinary").text(Base64.getEncoder().encodeToString(value.bytes()));
        }
        json.name("VersionStages").beginArray();
        value.stages().forEach(json::text);
        return json.endArray()
                .name("ResultMetadata")
                .beginObject()
                .endObject()
                .endObject()
                .toByteArray();
    }

    private byte[] parameter(Map<String, String> query) throws Exception {
        String selector = query.containsKey("version") ? query.get("version") : query.get("label");
        String name = query.getOrDefault("name", "");
        String asked = selector == null ? name : name + ":" + selector;
        ParameterRequest request = ParameterRequest.ofNames(List.of(asked)).withTimeout(TIMEOUT);
        boolean decrypted = Boolean.parseBoolean(query.get("withDecryption"));
        SecretValue value = values.parameters(decrypted ? request.withDecryption() : request)
                .get(asked);
        if (value == null) {
            throw SourceException.fromAws("ParameterNotFound", "", 400);
        }
        JsonOutput json = new JsonOutput(256).beginObject().name("Parameter").beginObject();
        json.name("ARN").text(value.arn().orElse("")).name("Name").text(name);
        if (selector != null) {
            json.name("Selector").text(":" + selector);
        }
        json.name("Value").text(new String(value.bytes(), StandardCharsets.UTF_8));
        json.name("Version").text(value.version());
        return json.endObject().endObject().toByteArray();
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : (raw == null ? "" : raw).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    @Override
    public String toString() {
        return "FakeExtension on port " + port();
    }
}
