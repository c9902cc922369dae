package dev.skiff.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * Secrets Manager, with and without TLS, and the extension in front of it, as far as one call for one secret goes. It
 * answers at once, and refuses what AWS would refuse for its form; it checks no signature.
 */
final class StubAws implements AutoCloseable {
    static final String SECRET = "correct horse battery staple";

    private static final String ANSWER = """
            {"ARN":"arn:aws:secretsmanager:us-east-1:123456789012:secret:app/database-a1b2c3","CreatedDate":1.7636832E9,\
            "Name":"app/database","SecretString":"%s","VersionId":"0f0e6d4a-7b2c-4a51-9a3e-5f1c2d3e4f50",\
            "VersionStages":["AWSCURRENT"]}""".formatted(SECRET);
    private static final String TOKEN = "a-session-token";

    private final HttpServer plain;
    private final HttpsServer secure;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private StubAws(HttpServer plain, HttpsServer secure) {
        this.plain = started(plain);
        this.secure = (HttpsServer) started(secure);
    }

    /** On ports that are free. */
    static StubAws start(SSLContext tls) throws IOException {
        // the server would wait for the client's acknowledgement between head and body, 40 ms of nobody's work
        System.setProperty("sun.net.httpserver.nodelay", "true");
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpsServer secure = HttpsServer.create(any, 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(tls));
        return new StubAws(HttpServer.create(any, 0), secure);
    }

    String token() {
        return TOKEN;
    }

    String plainUrl() {
        return "http://localhost:" + extensionPort();
    }

    String secureUrl() {
        return "https://localhost:" + secure.getAddress().getPort();
    }

    int extensionPort() {
        return plain.getAddress().getPort();
    }

    @Override
    public void close() {
        plain.stop(0);
        secure.stop(0);
        threads.shutdownNow();
    }

    private HttpServer started(HttpServer server) {
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, isCall(exchange)));
        server.createContext("/secretsmanager/get", exchange -> answer(exchange, isExtensionCall(exchange)));
        server.start();
        return server;
    }

    private static boolean isCall(HttpExchange call) throws IOException {
        String body = new String(call.getRequestBody().readAllBytes(), UTF_8);
        return header(call, "X-Amz-Target").equals("secretsmanager.GetSecretValue")
                && header(call, "Authorization").startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
                && header(call, "X-Amz-Security-Token").equals(TOKEN)
                && body.contains("\"SecretId\":\"app/database\"");
    }

    private static boolean isExtensionCall(HttpExchange call) {
        return header(call, "X-Aws-Parameters-Secrets-Token").equals(TOKEN)
                && call.getRequestURI().getQuery().contains("secretId=app/database");
    }

    private static String header(HttpExchange call, String name) {
        String value = call.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private static void answer(HttpExchange exchange, boolean wellFormed) throws IOException {
        try (exchange) {
            byte[] body = (wellFormed ? ANSWER : "{\"__type\":\"InvalidRequestException\"}").getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            if (header(exchange, "Connection").equals("close")) {
                exchange.getResponseHeaders().set("Connection", "close");
            }
            exchange.sendResponseHeaders(wellFormed ? 200 : 400, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
