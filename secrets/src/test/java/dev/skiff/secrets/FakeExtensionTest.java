package dev.skiff.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.secrets.testing.FakeExtension;
import dev.skiff.secrets.testing.FakeSecrets;
import java.net.HttpURLConnection;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The extension's protocol, spoken by our fake of it to our source, as users have both. */
@Timeout(60)
class FakeExtensionTest {
    private final FakeSecrets values = FakeSecrets.create()
            .set("my/db", "old")
            .rotate("my/db", "sécret \"1\"")
            .set("binary", new byte[] {0, -1, 65})
            .setParameter("/my/mode", "fast");

    private final FakeExtension extension = FakeExtension.start(values);
    private final Secrets secrets = Secrets.builder().source(extension.source()).build();

    @AfterEach
    void stop() {
        extension.close();
    }

    @Test
    void secrets_and_parameters_are_read() {
        assertThat(secrets.text("my/db").get()).isEqualTo("sécret \"1\"");
        assertThat(secrets.text("my/db").withStage("AWSPREVIOUS").get()).isEqualTo("old");
        assertThat(secrets.text("my/db").withVersion("v1").get()).isEqualTo("old");
        assertThat(secrets.bytes("binary").get()).containsExactly(0, -1, 65);
        assertThat(secrets.parameter("/my/mode").get()).isEqualTo("fast");
        assertThat(secrets.parameter("/my/mode").decrypted().get()).isEqualTo("fast");
        assertThat(secrets.text(values.arn("my/db")).get()).isEqualTo("sécret \"1\"");
    }

    @Test
    void an_extension_that_is_starting_is_asked_again() {
        extension.notReady(2);

        assertThat(secrets.text("my/db").get()).isEqualTo("sécret \"1\"");
        assertThat(extension.calls()).isEqualTo(3);
    }

    @Test
    void what_fails_behind_it_fails_in_front_of_it() {
        assertThatThrownBy(() -> secrets.text("nowhere").get())
                .isInstanceOfSatisfying(SecretException.class, failure -> assertThat(failure.failure())
                        .isEqualTo(SecretFailure.NOT_FOUND));
        assertThatThrownBy(() -> secrets.parameter("/nowhere").get())
                .isInstanceOfSatisfying(SecretException.class, failure -> assertThat(failure.failure())
                        .isEqualTo(SecretFailure.NOT_FOUND));
        values.throttle();
        assertThatThrownBy(() -> secrets.text("my/db").get())
                .isInstanceOfSatisfying(SecretException.class, failure -> assertThat(failure.failure())
                        .isEqualTo(SecretFailure.THROTTLED));
    }

    @Test
    void a_call_without_the_token_is_refused() throws Exception {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://localhost:" + extension.port() + "/secretsmanager/get?secretId=my%2Fdb")
                        .toURL()
                        .openConnection();

        assertThat(connection.getResponseCode()).isEqualTo(401);
        assertThat(new String(connection.getErrorStream().readAllBytes(), UTF_8))
                .contains("X-Aws-Parameters-Secrets-Token");
    }
}
