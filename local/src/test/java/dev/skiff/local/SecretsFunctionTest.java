package dev.skiff.local;

import static dev.skiff.local.Functions.call;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.skiff.local.functions.SecretReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Secrets in a function, packaged as on Lambda, under the real Runtime Interface Client; AWS is a server here, which gives out credentials as under SnapStart. */
@Timeout(120)
class SecretsFunctionTest {
    private static final String OLD = UUID.randomUUID().toString();
    private static final String NEW = UUID.randomUUID().toString();

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Path root;
    private final Path heap;
    private final HttpServer aws;

    SecretsFunctionTest(@TempDir Path directory) throws IOException {
        root = Files.createDirectory(directory.resolve("function"));
        heap = directory.resolve("checkpoint.hprof");
        aws = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void packageFunction() throws IOException {
        aws.createContext("/credentials", exchange -> answer(exchange, "credentials", """
                {"AccessKeyId":"ASIA","SecretAccessKey":"s","Token":"t","Expiration":"2099-01-01T00:00:00Z"}"""));
        aws.createContext("/", exchange -> answer(exchange, "secret", secret()));
        aws.start();
        Files.createDirectories(root.resolve("lib"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            add(Path.of(entry));
        }
        String function = SecretReader.class.getName().replace('.', '/') + ".class";
        Files.createDirectories(root.resolve(function).getParent());
        Files.copy(Functions.TEST_CLASSES.resolve(function), root.resolve(function));
    }

    @AfterEach
    void stop() {
        aws.stop(0);
    }

    @Test
    void what_was_read_before_a_snap_start_checkpoint_is_not_in_it_and_is_fetched_anew_after_the_restore()
            throws IOException {
        assertThat(firstAnswer(InitializationType.SNAP_START)).isEqualTo("\"72 " + NEW + " " + NEW + "\"");
        assertThat(asked)
                .containsExactly(
                        "credentials",
                        "secret",
                        "credentials",
                        "secret", // while it starts
                        "credentials",
                        "secret",
                        "credentials",
                        "secret"); // after the restore
        String kept = Files.readString(heap, ISO_8859_1);
        assertThat(kept.contains(SecretReader.class.getSimpleName())).isTrue();
        for (int i = 0; i + 12 <= OLD.length(); i++) {
            assertThat(kept.contains(OLD.substring(i, i + 12))).isFalse();
        }
    }

    @Test
    void on_demand_it_is_fetched_once() {
        assertThat(firstAnswer(InitializationType.ON_DEMAND)).isEqualTo("\"72 " + OLD + " " + OLD + "\"");
        assertThat(asked).containsExactly("credentials", "secret", "credentials", "secret");
    }

    private String firstAnswer(InitializationType type) {
        String url = "http://localhost:" + aws.getAddress().getPort() + "/";
        FunctionDefinition definition = FunctionDefinition.builder(
                        "Reader", SecretReader.class.getName() + "::handle", root)
                .memorySize(256)
                .initialization(type)
                .environment("AWS_ENDPOINT_URL_SECRETS_MANAGER", url)
                .environment("AWS_ACCESS_KEY_ID", "")
                .environment("AWS_CONTAINER_CREDENTIALS_FULL_URI", url + "credentials")
                .environment("AWS_CONTAINER_AUTHORIZATION_TOKEN", "token")
                .environment("HEAP_AT_CHECKPOINT", heap.toString())
                .build();
        try (LocalFunction function = LocalFunction.start(definition, line -> {})) {
            return call(function, "{}").text();
        }
    }

    /** Rotated after both reads of the constructor. */
    private String secret() {
        long reads = asked.stream().filter("secret"::equals).count();
        return "{\"Name\":\"db\",\"VersionId\":\"v" + (reads < 2 ? 1 : 2) + "\",\"SecretString\":\""
                + (reads < 2 ? OLD : NEW) + "\"}";
    }

    private void answer(HttpExchange exchange, String what, String body) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            asked.add(what);
            exchange.sendResponseHeaders(200, body.getBytes(UTF_8).length);
            exchange.getResponseBody().write(body.getBytes(UTF_8));
        }
    }

    /** A jar goes to lib/; classes, which is what a module of this build may be, to the root. */
    private void add(Path code) throws IOException {
        if (Files.isRegularFile(code)) {
            Files.copy(code, root.resolve("lib").resolve(code.getFileName()));
        } else if (Files.isDirectory(code) && !code.startsWith(Functions.TEST_CLASSES.getParent())) {
            try (Stream<Path> files = Files.walk(code)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path copy = root.resolve(code.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
    }
}
