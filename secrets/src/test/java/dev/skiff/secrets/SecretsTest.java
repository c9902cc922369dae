package dev.skiff.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.core.JsonType;
import dev.skiff.secrets.testing.FakeSecrets;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What handles are: values of each kind, and nothing that leaks. */
class SecretsTest {
    private final Time time = new Time();
    private final FakeSecrets source = FakeSecrets.create();
    private final Secrets secrets = secrets(source);

    private Secrets secrets(SecretSource from) {
        return Secrets.builder()
                .source(from)
                .clocks(time, time)
                .random(() -> 0)
                .timeout(Duration.ofSeconds(5))
                .build();
    }

    public record Credentials(String user, String password, int port) {}

    @Test
    void nothing_is_fetched_before_it_is_read() {
        secrets.text("db");
        secrets.parameter("/app/host");

        assertThat(source.calls()).isZero();
    }

    @Test
    void a_secret_is_text_bytes_a_type_or_a_field() {
        source.set("db", "{\"user\":\"me\",\"password\":\"s3cret\",\"port\":5432,\"tls\":true,\"none\":null}");

        assertThat(secrets.text("db").get()).startsWith("{\"user\"");
        assertThat(secrets.bytes("db").get()).startsWith('{', '"');
        assertThat(secrets.json("db", Credentials.class).get()).isEqualTo(new Credentials("me", "s3cret", 5432));
        assertThat(secrets.json("db", new JsonType<Map<String, Object>>() {}).get())
                .containsEntry("user", "me");
        assertThat(secrets.field("db", "password").get()).isEqualTo("s3cret");
        assertThat(secrets.field("db", "port").get()).isEqualTo("5432");
        assertThat(secrets.field("db", "tls").get()).isEqualTo("true");
        assertThat(source.calls()).isEqualTo(1);
    }

    @Test
    void a_type_is_read_once_for_each_version_and_shared_by_equal_handles() {
        source.set("db", "{\"user\":\"me\",\"password\":\"s3cret\",\"port\":1}");
        Secret<Credentials> handle = secrets.json("db", Credentials.class);

        Credentials first = handle.get();
        time.pass(Duration.ofMinutes(6));

        assertThat(handle.get()).isSameAs(first);
        assertThat(secrets.json("db", Credentials.class).get()).isSameAs(first);
        assertThat(source.calls()).isEqualTo(2);
    }

    @Test
    void binary_secrets_are_bytes_and_no_text() {
        byte[] binary = {0, -1, (byte) 0xC3, 40};
        source.set("key", binary);

        assertThat(secrets.bytes("key").get()).isEqualTo(binary);
        assertThatThrownBy(() -> secrets.text("key").get())
                .isInstanceOf(SecretException.class)
                .hasMessageContaining("key")
                .hasMessageContaining("bytes(");
    }

    @Test
    void text_may_hold_any_character() {
        source.set("motto", "pässwörd \uD83D\uDD11");

        assertThat(secrets.text("motto").get()).isEqualTo("pässwörd \uD83D\uDD11");
        assertThat(secrets.bytes("motto").get()).isEqualTo("pässwörd \uD83D\uDD11".getBytes(UTF_8));
    }

    @Test
    void who_changes_his_bytes_changes_nobody_elses() {
        source.set("key", "abc");
        Secret<byte[]> handle = secrets.bytes("key");

        handle.get()[0] = 'X';

        assertThat(handle.get()).isEqualTo("abc".getBytes(UTF_8));
    }

    @Test
    void bytes_of_a_unit_of_work_are_wiped_when_it_ends() {
        source.set("key", "abc");
        Secret<byte[]> handle = secrets.bytes("key");
        AtomicReference<byte[]> lent = new AtomicReference<>();

        String seen = handle.use(bytes -> {
            lent.set(bytes);
            return new String(bytes, UTF_8);
        });

        assertThat(seen).isEqualTo("abc");
        assertThat(lent.get()).isEqualTo(new byte[3]);
        assertThat(handle.get()).isEqualTo("abc".getBytes(UTF_8));
    }

    @Test
    void a_stage_and_a_version_are_values_of_their_own() {
        source.set("db", "one").rotate("db", "two").rotate("db", "three");
        Secret<String> current = secrets.text("db");

        assertThat(current.withStage("AWSPREVIOUS").get()).isEqualTo("two");
        assertThat(current.get()).isEqualTo("three");
        assertThat(current.withVersion("v1").get()).isEqualTo("one");
        assertThat(current.withVersion("v1").reading().version()).isEqualTo("v1");
        assertThat(source.calls()).isEqualTo(3);
    }

    @Test
    void the_stage_is_always_asked_for() {
        List<String> asked = new ArrayList<>();
        Secrets own = secrets(request -> {
            asked.add(request.stage());
            return SecretValue.text("v1", "x");
        });

        own.text("db").get();

        assertThat(asked).containsExactly("AWSCURRENT");
    }

    @Test
    void name_and_arn_and_its_part_are_one_entry() {
        source.set("myapp/db", "s3cret");
        String arn = source.arn("myapp/db");

        assertThat(secrets.text("myapp/db").get()).isEqualTo("s3cret");
        assertThat(secrets.text(arn).get()).isEqualTo("s3cret");
        assertThat(secrets.text(arn.substring(0, arn.length() - 7)).get()).isEqualTo("s3cret");
        assertThat(secrets.text(arn).withStage("AWSCURRENT").get()).isEqualTo("s3cret");
        assertThat(source.calls()).isEqualTo(1);
    }

    @Test
    void a_name_read_after_its_arn_takes_the_arn_over() {
        source.set("db", "one");
        Secret<String> byArn = secrets.text(source.arn("db"));
        Secret<String> byName = secrets.text("db");
        byArn.get();
        byName.get();

        time.pass(Duration.ofMinutes(6));
        byArn.get();
        byName.get();

        assertThat(source.calls()).isEqualTo(3);
        assertThat(source.calls("db")).isEqualTo(2);
    }

    /** The secret of another account or region has the same name in its ARN, and isn't the one of that name. */
    @Test
    void an_arn_says_nothing_of_a_name() {
        String foreign = "arn:aws:secretsmanager:eu-west-1:999999999999:secret:db-XyZaBc";
        Secrets own = secrets(request -> request.id().equals(foreign)
                ? SecretValue.text("v1", "theirs").withIdentity("db", foreign)
                : SecretValue.text("v1", "ours").withIdentity("db", source.arn("db")));

        assertThat(own.text(foreign).get()).isEqualTo("theirs");
        assertThat(own.text("db").get()).isEqualTo("ours");
        assertThat(own.text(foreign).get()).isEqualTo("theirs");
    }

    @Test
    void a_secret_made_anew_under_its_name_is_not_served_under_the_old_arn() {
        AtomicReference<String> suffix = new AtomicReference<>("AAAAAA");
        String arn = "arn:aws:secretsmanager:eu-west-1:999999999999:secret:db-";
        Secrets own = secrets(request -> {
            if (request.id().startsWith(arn) && !request.id().endsWith(suffix.get())) {
                throw new SourceException(SecretFailure.NOT_FOUND, "ResourceNotFoundException");
            }
            return SecretValue.text("of " + suffix, "value of " + suffix).withIdentity("db", arn + suffix);
        });
        Secret<String> byName = own.text("db");
        Secret<String> byArn = own.text(arn + "AAAAAA");
        assertThat(byName.get()).isEqualTo("value of AAAAAA");
        assertThat(byArn.get()).isEqualTo("value of AAAAAA");

        suffix.set("BBBBBB");
        time.pass(Duration.ofMinutes(6));

        assertThat(byName.get()).isEqualTo("value of BBBBBB");
        assertThatThrownBy(byArn::get)
                .isInstanceOfSatisfying(SecretException.class, failure -> assertThat(failure.failure())
                        .isEqualTo(SecretFailure.NOT_FOUND));
        assertThat(byName.get()).isEqualTo("value of BBBBBB");
    }

    @Test
    void parameters_are_text_a_type_a_list_and_decrypted_ones_are_others() {
        List<String> asked = new ArrayList<>();
        Secrets own = secrets(new SecretSource() {
            @Override
            public SecretValue secret(SecretRequest request) {
                throw new AssertionError();
            }

            @Override
            public Map<String, SecretValue> parameters(ParameterRequest request) {
                asked.add(request.names() + (request.decrypted() ? " decrypted" : ""));
                return Map.of(request.names().get(0), SecretValue.text("1", request.decrypted() ? "a,b,,c" : "AQICAH"));
            }
        });

        assertThat(own.parameter("/p").get()).isEqualTo("AQICAH");
        assertThat(own.parameter("/p").decrypted().get()).isEqualTo("a,b,,c");
        assertThat(own.parameterList("/p").decrypted().get()).containsExactly("a", "b", "", "c");
        assertThat(own.parameter("/p").get()).isEqualTo("AQICAH");
        assertThat(asked).containsExactly("[/p]", "[/p] decrypted");
    }

    @Test
    void several_parameters_are_one_entry_and_all_must_be_there() {
        source.setParameter("/a", "1").setParameter("/b", "2");

        assertThat(secrets.parameters("/a", "/b").get()).isEqualTo(Map.of("/a", "1", "/b", "2"));
        assertThat(secrets.parameters("/a", "/b").get()).hasSize(2);
        assertThat(source.calls()).isEqualTo(1);
        assertThatThrownBy(() -> secrets.parameters("/a", "/none").get())
                .isInstanceOf(SecretException.class)
                .hasMessageContaining("/none");
    }

    @Test
    void parameters_below_a_path_are_named_by_what_stands_behind_it() {
        source.setParameter("/app/db/host", "h").setParameter("/app/mode", "m").setParameter("/apple", "no");

        assertThat(secrets.parametersBelow("/app").get()).isEqualTo(Map.of("db/host", "h", "mode", "m"));
        assertThat(secrets.parametersBelow("/app").toString()).isEqualTo("Parameter[/app]");
    }

    @Test
    void a_map_of_parameters_cannot_be_changed_and_shows_names_only() {
        source.setParameter("/a", "hunter2");
        Map<String, String> values = secrets.parameters("/a").get();

        assertThatThrownBy(() -> values.put("/a", "other")).isInstanceOf(UnsupportedOperationException.class);
        assertThat(values.toString()).isEqualTo("[/a]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "{\"user\":hunter2}",
                "{\"user\":\"hunter2\",\"password\":[\"hunter2\"],\"port\":\"hunter2\"}",
                "{\"hunter2\":1,\"port\":{\"hunter2\":2}}",
                "{\"port\":\"hunter2\"}",
                "[\"hunter2\"]",
                "\"hunter2",
                "{\"user\":\"hunter2\"} hunter2"
            })
    void no_failure_shows_a_character_of_the_value(String json) {
        source.set("db", json);

        for (Handle<?> handle : List.of(
                secrets.json("db", Refusing.class),
                secrets.json("db", Strict.class),
                secrets.field("db", "password"))) {
            assertThatThrownBy(handle::get)
                    .isInstanceOf(SecretException.class)
                    .satisfies(failure ->
                            assertThat(everythingIn(failure)).contains("db").doesNotContain("hunter"));
        }
    }

    public record Strict(List<Integer> user, int port) {}

    public record Refusing(String user) {
        public Refusing {
            throw new IllegalArgumentException("not a good user: " + user);
        }
    }

    @Test
    void nothing_of_ours_shows_a_value() {
        source.set("db", "hunter2").setParameter("/p", "hunter2");
        Secret<String> secret = secrets.text("db");
        Parameter<String> parameter = secrets.parameter("/p");
        secret.get();
        parameter.get();

        assertThat(List.of(
                        secret.toString(),
                        parameter.decrypted().toString(),
                        secret.withStage("AWSPREVIOUS").toString(),
                        secret.reading().toString(),
                        secrets.toString(),
                        source.toString(),
                        SecretValue.text("v1", "hunter2")
                                .withIdentity("db", "arn")
                                .toString(),
                        SecretRequest.of("db").toString()))
                .noneMatch(text -> text.contains("hunter2"))
                .contains("Secret[db]", "Parameter[/p decrypted]", "Secret[db AWSPREVIOUS]");
    }

    @Test
    void a_source_that_says_too_much_is_not_repeated() {
        Secrets own = secrets(request -> {
            throw new IllegalStateException("value is hunter2");
        });

        assertThatThrownBy(() -> own.text("db").get()).satisfies(failure -> assertThat(everythingIn(failure))
                .contains("IllegalStateException")
                .doesNotContain("hunter2"));
        assertThat(new SourceException(SecretFailure.DENIED, "Not a name: hunter2").code())
                .isEqualTo("Unnamed");
    }

    private static String everythingIn(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void what_is_cleared_is_fetched_again() {
        source.set("db", "one");
        Secret<String> handle = secrets.text("db");
        handle.get();

        secrets.clear();
        source.set("db", "two");

        assertThat(handle.get()).isEqualTo("two");
    }

    /** A source may answer the same object again and again. */
    @Test
    void what_a_source_keeps_is_not_wiped() {
        SecretValue kept = SecretValue.text("v1", "s3cret");
        Secrets own = secrets(request -> kept);
        own.text("db").get();

        own.clear();

        assertThat(own.text("db").get()).isEqualTo("s3cret");
    }

    @Test
    void a_blank_id_is_refused_at_once() {
        assertThatThrownBy(() -> secrets.text(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Secrets.builder().freshFor(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Secrets.builder().maxEntries(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void no_more_entries_are_kept_than_allowed_and_the_oldest_goes() {
        Secrets small = Secrets.builder()
                .source(source)
                .clocks(time, time)
                .random(() -> 0)
                .maxEntries(2)
                .build();
        source.set("a", "1").set("b", "2").set("c", "3");
        Secret<String> a = small.text("a");
        Secret<String> b = small.text("b");

        a.get();
        time.pass(Duration.ofSeconds(1));
        b.get();
        time.pass(Duration.ofSeconds(1));
        small.text("c").get();

        assertThat(b.get()).isEqualTo("2");
        assertThat(source.calls()).isEqualTo(3);
        assertThat(a.get()).isEqualTo("1");
        assertThat(source.calls()).isEqualTo(4);
    }

    @Test
    void many_handles_of_one_secret_are_one_entry() {
        source.set("db", "{\"user\":\"me\",\"password\":\"p\",\"port\":1}");

        for (int i = 0; i < 1000; i++) {
            secrets.json("db", Credentials.class).get();
            secrets.field("db", "user").get();
        }

        assertThat(source.calls()).isEqualTo(1);
    }
}
