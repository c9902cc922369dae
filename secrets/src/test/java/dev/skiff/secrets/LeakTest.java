package dev.skiff.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.skiff.core.DatabindCodec;
import dev.skiff.core.JsonCodec;
import dev.skiff.core.JsonType;
import dev.skiff.secrets.StubServer.Reply;
import dev.skiff.secrets.aws.SdkSource;
import dev.skiff.secrets.testing.FakeExtension;
import dev.skiff.secrets.testing.FakeSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No four characters of a value, one after another, in anything that our objects, exceptions and logs show. */
class LeakTest {
    private static final String SECRET = "zQ7#vXw9!kPdM2@y";
    private static final String TOKEN = "kL4&tRb8?qNf+1Gs";
    private static final String DB = "{\"user\":\"" + SECRET + "\",\"password\":\"" + SECRET + "\",\"port\":5432}";

    private final Time time = new Time();
    private final Logged logged = Logged.by("");
    private final Logged ours = Logged.by("dev.skiff");

    public record Db(String user, String password, int port) {}

    public record Numbers(int user, List<Integer> password) {}

    public record Nested(Db user) {}

    public enum Kind {
        A
    }

    public record Kinds(Kind user) {}

    /** Says what it was given. */
    public record Talkative(String user) {
        public Talkative {
            throw new IllegalArgumentException("not a user: " + user, new IllegalStateException("because of " + user));
        }
    }

    @BeforeEach
    void listens() {
        org.slf4j.LoggerFactory.getLogger("test").trace("listening");
        assertThat(logged.text()).contains("listening");
    }

    @AfterEach
    void nothing_was_logged() {
        Leaks.assertNone(SECRET, logged.text());
        Leaks.assertNone(TOKEN, ours.text()); // AWS's signer shows a session token at debug, as the documentation warns
        ours.close();
        logged.close();
    }

    private Secrets secrets(SecretSource source) {
        return Secrets.builder().source(source).clocks(time, time).build();
    }

    /** Those of the public classes that have objects: none may be missing here. */
    private static Map<Class<?>, Object> shown() throws Exception {
        FakeSecrets fake = FakeSecrets.create().set("db", DB).setParameter("/p", SECRET);
        Secrets.Builder builder = Secrets.builder().source(fake);
        Secrets secrets = builder.build();
        Secret<Db> secret = secrets.json("db", Db.class);
        Parameter<String> parameter = secrets.parameter("/p");
        secret.get();
        parameter.get();
        SourceException refused = new SourceException(SecretFailure.DENIED, "because of " + SECRET);
        Map<Class<?>, Object> shown = new LinkedHashMap<>();
        shown.put(Secrets.class, secrets);
        shown.put(Secrets.Builder.class, builder);
        shown.put(Secret.class, secret);
        shown.put(Parameter.class, parameter);
        shown.put(Handle.class, secrets.field("db", "user"));
        shown.put(Reading.class, secret.reading());
        shown.put(SecretValue.class, fake.secret(SecretRequest.of("db")));
        shown.put(SecretRequest.class, SecretRequest.of("db"));
        shown.put(ParameterRequest.class, ParameterRequest.ofNames(List.of("/p")));
        shown.put(SourceException.class, refused);
        shown.put(SecretException.class, catchThrowable(secrets.json("db", Numbers.class)::get));
        shown.put(WorkException.class, new WorkException(refused));
        shown.put(SecretFailure.class, SecretFailure.INVALID);
        shown.put(FakeSecrets.class, fake);
        shown.put(DirectSource.class, DirectSource.in(Environment.of(Map.of("AWS_SECRET_ACCESS_KEY", SECRET))));
        shown.put(ExtensionSource.class, ExtensionSource.in(Environment.of(Map.of("AWS_SESSION_TOKEN", SECRET))));
        shown.put(LocalSource.class, LocalSource.in(Environment.of(Map.of("DB", SECRET))));
        return shown;
    }

    @Test
    void no_object_shows_a_value() throws Exception {
        Map<Class<?>, Object> shown = shown();

        for (Object each : shown.values()) {
            Leaks.assertNone(SECRET, each.toString());
            if (each instanceof Throwable failure) {
                Leaks.assertNone(SECRET, failure);
            }
        }
    }

    @Test
    void a_fake_of_the_extension_shows_no_value() {
        try (FakeExtension extension = FakeExtension.start(FakeSecrets.create().set("db", SECRET))) {
            Leaks.assertNone(SECRET, extension.toString());
        }
    }

    @Test
    void no_public_class_is_forgotten_here() throws Exception {
        Set<String> all = new TreeSet<>();
        for (JavaClass each : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.skiff.secrets")) {
            if (each.getModifiers().contains(JavaModifier.PUBLIC) && !each.isInterface()) {
                all.add(each.getName());
            }
        }
        Set<String> here = new TreeSet<>();
        shown().keySet().forEach(each -> here.add(each.getName()));
        here.add(SdkSource.class.getName()); // holds clients and nothing else
        here.add(FakeExtension.class.getName()); // in a test of its own, since it is a server

        assertThat(here).isEqualTo(all);
    }

    /** What is no value of the type it is read as, in all the ways that codecs complain of. */
    static Stream<String> values() {
        return Stream.of(
                DB,
                SECRET,
                "\"" + SECRET + "\"",
                "[\"" + SECRET + "\"]",
                "{\"user\":" + SECRET + "}",
                "{\"user\":\"" + SECRET,
                "{\"" + SECRET + "\":\"" + SECRET + "\"}",
                "{\"user\":{\"" + SECRET + "\":1}}",
                "{\"port\":\"" + SECRET + "\"}",
                "{\"password\":[1,\"" + SECRET + "\"]}",
                "{\"user\":\"" + SECRET + "\"} " + SECRET,
                "{\"user\":\"\\" + SECRET + "\"}",
                "user=" + SECRET);
    }

    @ParameterizedTest
    @MethodSource("values")
    void no_mapping_error_shows_a_value(String value) {
        FakeSecrets source = FakeSecrets.create().set("db", value).setParameter("/db", value);
        for (JsonCodec codec : List.of(JsonCodec.jacksonJr(), DatabindCodec.of(new ObjectMapper()))) {
            Secrets secrets = Secrets.builder()
                    .source(source)
                    .codec(codec)
                    .clocks(time, time)
                    .build();
            List<Handle<?>> handles = new ArrayList<>();
            for (Class<?> type : List.of(
                    Numbers.class,
                    Nested.class,
                    Kinds.class,
                    Talkative.class,
                    Integer.class,
                    int[].class,
                    Kind.class)) {
                handles.add(secrets.json("db", type));
                handles.add(secrets.parameter("/db", type));
            }
            handles.add(secrets.json("db", new JsonType<List<Integer>>() {}));
            handles.add(secrets.json("db", new JsonType<Map<String, Integer>>() {}));
            handles.add(secrets.field("db", "nowhere"));

            for (Handle<?> handle : handles) {
                Throwable failure = catchThrowable(handle::get);
                if (failure != null) {
                    assertThat(failure).isInstanceOf(SecretException.class);
                    Leaks.assertNone(SECRET, failure);
                }
                Throwable used = catchThrowable(() -> handle.use(read -> "", refused -> true));
                if (used != null) {
                    Leaks.assertNone(SECRET, used);
                }
            }
            assertThat(catchThrowable(secrets.json("db", Talkative.class)::get)).isNotNull();
        }
    }

    /** Keys, tokens and values by the container's endpoint, errors that repeat them, a listener that fails, a prefetch, stale values and a file. */
    @Test
    void no_way_a_value_comes_logs_it(@TempDir Path folder) throws Exception {
        String credentials = "{\"AccessKeyId\":\"a\",\"SecretAccessKey\":\"" + SECRET + "\",\"Token\":\"" + TOKEN
                + "\",\"Expiration\":\"2099-01-01T00:00:00Z\"}";
        String answer = "{\"VersionId\":\"v1\",\"Name\":\"db\",\"SecretString\":\"" + SECRET + "\"}";
        try (StubServer container = new StubServer(call -> Reply.ok(credentials));
                StubServer aws =
                        new StubServer(call -> call.header("x-amz-target").contains("Batch")
                                ? Reply.error(400, "AccessDeniedException", SECRET)
                                : call.body().contains("lost") ? Reply.error(400, SECRET, SECRET) : Reply.ok(answer))) {
            Secrets secrets = Secrets.builder()
                    .source(DirectSource.in(Environment.of(Map.of(
                                    "AWS_REGION",
                                    "us-east-1",
                                    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                                    container.uri().toString(),
                                    "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                                    SECRET)))
                            .withEndpoint(aws.uri()))
                    .listener(new SecretsListener() {
                        @Override
                        public void refreshed(String id, Duration took) {
                            throw new IllegalStateException("metrics are down");
                        }
                    })
                    .clocks(time, time)
                    .build();
            Secret<String> lost = secrets.text("lost");
            assertThat(secrets.prefetch(
                            Duration.ofSeconds(20),
                            secrets.text("a"),
                            secrets.text("b"),
                            secrets.text("c"),
                            secrets.text("db"),
                            lost))
                    .isFalse();
            assertThat(secrets.text("db").get()).isEqualTo(SECRET);
            Leaks.assertNone(SECRET, catchThrowable(lost::get));
        }
        Path file = folder.resolve("values");
        Files.writeString(file, "db=" + SECRET + "\n", UTF_8);
        Secrets local = secrets(LocalSource.file(file));
        assertThat(local.text("db").get()).isEqualTo(SECRET);
        Files.delete(file);
        time.pass(Duration.ofMinutes(6));
        assertThat(local.text("db").reading().isStale()).isTrue();
        Secrets talkative = secrets(request -> {
            IOException failure = new IOException(SECRET, new IllegalStateException(SECRET));
            failure.addSuppressed(new IllegalStateException(SECRET));
            throw failure;
        });
        Leaks.assertNone(SECRET, catchThrowable(talkative.text("db")::get));
    }

    @Test
    void the_search_finds_what_leaks() {
        Throwable failure = new IllegalStateException("fine");
        failure.addSuppressed(new IllegalStateException("fine", new IllegalStateException("it is vXw9")));

        assertThat(catchThrowable(() -> Leaks.assertNone(SECRET, failure))).isInstanceOf(AssertionError.class);
    }
}
