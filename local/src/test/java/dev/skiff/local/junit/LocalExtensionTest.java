package dev.skiff.local.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.local.Local;
import dev.skiff.local.LocalException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LocalExtensionTest {
    private static final Path TEMPLATE = Path.of("target/test-classes/templates/single.yaml");
    private static final ConcurrentLinkedQueue<String> STARTED = new ConcurrentLinkedQueue<>();

    @Order(1)
    @RegisterExtension
    static final LocalExtension users = LocalExtension.of(TEMPLATE);

    @Order(2)
    @RegisterExtension
    final LocalExtension own = LocalExtension.of(() -> {
        STARTED.add(users.url()); // what was started before can be named
        return Local.template(TEMPLATE).port(0);
    });

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void answers_while_a_test_runs() throws Exception {
        assertThat(status(users.url())).isEqualTo(200);
        assertThat(users.invoke("Users", "{}".getBytes(UTF_8)).failed()).isFalse();
        assertThat(own.url()).isNotEqualTo(users.url());
        assertThat(STARTED).contains(users.url());
    }

    @Test
    void names_what_is_missing() {
        assertThatThrownBy(() -> LocalExtension.of(TEMPLATE).url())
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("@RegisterExtension");
        assertThatThrownBy(() -> users.url("Users")).hasMessage("Users has no FunctionUrlConfig");
    }

    @Nested
    class InNestedClasses {
        @Test
        void is_the_same() throws Exception {
            assertThat(STARTED).containsOnly(users.url());
            assertThat(status(users.url())).isEqualTo(200);
        }
    }

    @AfterAll
    static void still_runs() {
        assertThat(users.running()).isNotNull();
    }

    private int status(String url) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url + "/users")).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
