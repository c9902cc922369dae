package dev.skiff.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.secrets.aws.SdkSource;
import dev.skiff.secrets.testing.FakeExtension;
import dev.skiff.secrets.testing.FakeSecrets;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The snippets of docs/secrets.md, which are run as far as that goes without AWS. */
class SecretsSnippets {
    public record DbCredentials(String user, String password) {}

    public static final class Payments {
        private final Secret<String> apiKey;

        public Payments() {
            this(Secrets.create());
        }

        Payments(Secrets secrets) {
            this.apiKey = secrets.text("payments/api-key");
        }

        String pay(String order) {
            return order + " paid with a key of " + apiKey.get().length() + " characters";
        }
    }

    static final class Kinds {
        final Secret<String> text;
        final Secret<byte[]> bytes;
        final Secret<DbCredentials> typed;
        final Secret<String> field;
        final Secret<String> previous;
        final Parameter<String> plain;
        final Parameter<String> decrypted;
        final Parameter<List<String>> list;
        final Parameter<Map<String, String>> byNames;
        final Parameter<Map<String, String>> byPath;

        Kinds(Secrets secrets) {
            text = secrets.text("myapp/db/password");
            bytes = secrets.bytes("myapp/signing-key");
            typed = secrets.json("myapp/db", DbCredentials.class);
            field = secrets.field("myapp/db", "password");
            previous = secrets.text("myapp/db/password").withStage("AWSPREVIOUS");
            plain = secrets.parameter("/myapp/mode");
            decrypted = secrets.parameter("/myapp/token").decrypted();
            list = secrets.parameterList("/myapp/regions");
            byNames = secrets.parameters("/myapp/host", "/myapp/port");
            byPath = secrets.parametersBelow("/myapp/db").decrypted();
        }
    }

    static String rotated(Secret<DbCredentials> db, String url) {
        return db.use(
                credentials -> {
                    try (Connection connection =
                            DriverManager.getConnection(url, credentials.user(), credentials.password())) {
                        return connection.getCatalog();
                    }
                },
                failure -> failure instanceof SQLException sql && "28P01".equals(sql.getSQLState()));
    }

    static void read(Secret<String> secret) {
        Reading<String> reading = secret.reading();
        if (reading.isStale()) {
            System.out.println(secret + " is " + reading.age() + " old, version " + reading.version());
        }
    }

    static boolean prefetched(Secrets secrets) {
        return secrets.prefetch(
                Duration.ofSeconds(2),
                secrets.text("a"),
                secrets.text("b"),
                secrets.text("c"),
                secrets.json("d", DbCredentials.class));
    }

    static Secrets told(SecretsListener metrics) {
        return Secrets.builder()
                .source(DirectSource.create())
                .freshFor(Duration.ofMinutes(2))
                .staleFor(Duration.ofMinutes(30))
                .timeout(Duration.ofSeconds(5))
                .maxEntries(100)
                .listener(metrics)
                .build();
    }

    static List<SecretSource> sources(SecretsManagerClient secretsManager, SsmClient ssm) {
        return List.of(
                ExtensionSource.create(),
                ExtensionSource.agent(),
                DirectSource.create()
                        .withEndpoint(URI.create("https://vpce-0123.secretsmanager.eu-west-1.vpce.amazonaws.com")),
                SdkSource.of(secretsManager).withParameters(ssm),
                LocalSource.file(Path.of("local-secrets")),
                LocalSource.environment());
    }

    @Test
    void a_payment_has_its_key() {
        FakeSecrets source = FakeSecrets.create().set("payments/api-key", "0123456789");

        Payments payments = new Payments(Secrets.builder().source(source).build());

        assertThat(payments.pay("7")).isEqualTo("7 paid with a key of 10 characters");
        assertThat(source.calls("payments/api-key")).isEqualTo(1);
        source.throttle();
        assertThat(payments.pay("8")).startsWith("8 paid");
    }

    @Test
    void the_extension_can_be_a_fake() {
        FakeSecrets values = FakeSecrets.create().set("payments/api-key", "0123456789");
        try (FakeExtension extension = FakeExtension.start(values).notReady(1)) {
            Secrets secrets = Secrets.builder().source(extension.source()).build();

            assertThat(secrets.text("payments/api-key").get()).isEqualTo("0123456789");
            assertThat(extension.calls()).isEqualTo(2);
        }
    }

    @Test
    void every_kind_reads_what_it_says() {
        FakeSecrets source = FakeSecrets.create()
                .set("myapp/db/password", "old")
                .rotate("myapp/db/password", "s3cret")
                .set("myapp/signing-key", new byte[] {1, 2, 3})
                .set("myapp/db", "{\"user\":\"me\",\"password\":\"s3cret\"}")
                .setParameter("/myapp/mode", "test")
                .setParameter("/myapp/token", "t")
                .setParameter("/myapp/regions", "eu-west-1,us-east-1")
                .setParameter("/myapp/host", "h")
                .setParameter("/myapp/port", "5432")
                .setParameter("/myapp/db/name", "n");
        Kinds kinds = new Kinds(Secrets.builder().source(source).build());

        assertThat(kinds.text.get()).isEqualTo("s3cret");
        assertThat(kinds.bytes.get()).containsExactly(1, 2, 3);
        assertThat(kinds.typed.get()).isEqualTo(new DbCredentials("me", "s3cret"));
        assertThat(kinds.field.get()).isEqualTo("s3cret");
        assertThat(kinds.previous.get()).isEqualTo("old");
        assertThat(kinds.plain.get()).isEqualTo("test");
        assertThat(kinds.decrypted.get()).isEqualTo("t");
        assertThat(kinds.list.get()).containsExactly("eu-west-1", "us-east-1");
        assertThat(kinds.byNames.get()).isEqualTo(Map.of("/myapp/host", "h", "/myapp/port", "5432"));
        assertThat(kinds.byPath.get()).isEqualTo(Map.of("name", "n"));
        read(kinds.text);
    }

    @Test
    void bytes_are_lent() {
        Secrets secrets =
                Secrets.builder().source(FakeSecrets.create().set("key", "abc")).build();
        Secret<byte[]> key = secrets.bytes("key");

        int length = key.use(bytes -> new String(bytes, StandardCharsets.UTF_8).length());

        assertThat(length).isEqualTo(3);
    }

    @Test
    void settings_and_prefetch_work() {
        FakeSecrets source =
                FakeSecrets.create().set("a", "1").set("b", "2").set("c", "3").set("d", "{}");

        assertThat(prefetched(Secrets.builder().source(source).build())).isTrue();
        assertThat(source.calls()).isEqualTo(1);
        assertThat(told(new SecretsListener() {}).toString()).isEqualTo("Secrets[AWS, directly]");
    }
}
