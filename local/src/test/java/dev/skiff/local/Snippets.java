package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.local.junit.LocalExtension;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The code of docs/local.md. */
class Snippets {
    private static final Path TEMPLATE = Path.of("target/test-classes/templates/single.yaml");
    private static final Path CODE = Functions.TEST_CLASSES;
    private static final String HANDLER = "dev.skiff.local.functions.Behaviours::echo";

    private final HttpClient client = HttpClient.newHttpClient();

    // snippet: extension
    @RegisterExtension
    static final LocalExtension running = LocalExtension.of(TEMPLATE);

    @Test
    void lists_users() {
        assertThat(running.invoke("Users", "{}".getBytes(UTF_8)).failed()).isFalse();
    }
    // end

    @Test
    void a_template() throws Exception {
        // snippet: template
        try (RunningTemplate users = Local.template(TEMPLATE).port(0).start()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(users.url() + "/users")).build();
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            Outcome outcome = users.invoke("Users", "{}".getBytes(UTF_8));

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(outcome.failed()).isFalse();
        }
        // end
    }

    @Test
    void a_function() {
        // snippet: function
        FunctionDefinition definition = FunctionDefinition.builder("users", HANDLER, CODE)
                .memorySize(512)
                .timeout(Duration.ofSeconds(10))
                .environment("TABLE", "users")
                .build();
        try (LocalFunction function = LocalFunction.start(definition)) {
            assertThat(function.invoke("7".getBytes(UTF_8)).text()).isEqualTo("7");
        }
        // end
    }

    @Test
    void a_runtime_api() throws IOException {
        // snippet: runtime api
        List<String> command = new ArrayList<>(List.of("java"));
        command.addAll(RuntimeInterfaceClient.javaOptions(Runtime.version().feature()));
        command.addAll(List.of("-cp", classPath(), RuntimeInterfaceClient.MAIN_CLASS, HANDLER));
        ProcessBuilder builder = new ProcessBuilder(command).directory(CODE.toFile());

        try (RuntimeApi api = RuntimeApi.start()) {
            builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
            Process process = builder.start();
            Outcome outcome = api.invoke(Invocation.of("7".getBytes(UTF_8))).join();

            assertThat(outcome.text()).isEqualTo("7");
            process.destroyForcibly();
        }
        // end
    }

    private static String classPath() {
        return RuntimeInterfaceClient.classPath().stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
