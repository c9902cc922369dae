package dev.skiff.examples.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.local.Local;
import dev.skiff.local.LogLine;
import dev.skiff.local.junit.LocalExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Both functions under AWS's runtime client, with a real queue between them; what they need comes out of the layer, or they don't start. */
class LayerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final BlockingQueue<LogLine> log = new LinkedBlockingQueue<>();

    @RegisterExtension
    static final LocalExtension layer = LocalExtension.of(
            () -> Local.template(Path.of("template.yaml")).port(0).logLines(log::add));

    @Test
    void who_signs_up_is_greeted() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(layer.url() + "/signups"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"Ada\",\"email\":\"ada@example.com\"}"))
                .build();

        HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(waitFor("Welcome, Ada!").function()).isEqualTo("Greeter");
    }

    @Test
    void a_function_carries_its_own_classes_and_nothing_else() throws IOException {
        assertThat(files("target/signups.zip")).isNotEmpty().allMatch(name -> isOwn(name, "signups"));
        assertThat(files("target/greetings.zip")).isNotEmpty().allMatch(name -> isOwn(name, "greetings"));
        assertThat(files("target/layer.zip")).isNotEmpty().allMatch(name -> name.matches("java/lib/[^/]+\\.jar"));
    }

    private static boolean isOwn(String name, String function) {
        return name.equals("dev/skiff/examples/layer/Signup.class")
                || name.startsWith("dev/skiff/examples/layer/" + function + "/");
    }

    private static List<String> files(String zip) throws IOException {
        try (ZipFile file = new ZipFile(zip)) {
            return file.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();
        }
    }

    private static LogLine waitFor(String message) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            long left = Duration.between(Instant.now(), end).toMillis();
            LogLine line = log.poll(left, TimeUnit.MILLISECONDS);
            assertThat(line).as("a line '%s' in time", message).isNotNull();
            if (line.message().equals(message)) {
                return line;
            }
        }
    }
}
