package dev.skiff.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.secrets.StubServer.Reply;
import dev.skiff.secrets.testing.FakeSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The extension's and the agent's protocol, and what goes past them. */
@Timeout(60)
class ExtensionSourceTest {
    private static final String DB =
            "{\"ARN\":\"arn:aws:secretsmanager:us-east-1:1:secret:my/db-AbCdEf\",\"Name\":\"my/db\",\"SecretString\":\"s3cret\","
                    + "\"VersionId\":\"v1\",\"VersionStages\":[\"AWSCURRENT\"],\"ResultMetadata\":{}}";

    private final FakeSecrets direct = FakeSecrets.create()
            .set("my/db", "before")
            .rotate("my/db", "directly")
            .setParameter("/p", "directly");

    private ExtensionSource extension(StubServer server, Map<String, String> variables) {
        return ExtensionSource.in(Environment.of(variables))
                .withPort(server.port())
                .withFallback(direct);
    }

    private ExtensionSource extension(StubServer server) {
        return extension(server, Map.of("AWS_SESSION_TOKEN", "the/token"));
    }

    private static String text(SecretValue value) {
        return new String(value.bytes(), UTF_8);
    }

    @Test
    void a_secret_is_one_get_with_the_token() throws Exception {
        try (StubServer server = new StubServer(call -> Reply.ok(DB))) {
            assertThat(text(extension(server).secret(SecretRequest.of("my/db"))))
                    .isEqualTo("s3cret");

            assertThat(server.calls()).hasSize(1);
            assertThat(server.calls().get(0).method()).isEqualTo("GET");
            assertThat(server.calls().get(0).path())
                    .isEqualTo("/secretsmanager/get?secretId=my%2Fdb&versionStage=AWSCURRENT");
            assertThat(server.calls().get(0).header("x-aws-parameters-secrets-token"))
                    .isEqualTo("the/token");
            assertThat(direct.calls()).isZero();
        }
    }

    @Test
    void under_snap_start_the_token_is_the_containers() throws Exception {
        try (StubServer server = new StubServer(call -> Reply.ok(DB))) {
            extension(server, Map.of("AWS_CONTAINER_AUTHORIZATION_TOKEN", "container"))
                    .secret(SecretRequest.of("my/db").withVersion("v1"));

            assertThat(server.calls().get(0).header("x-aws-parameters-secrets-token"))
                    .isEqualTo("container");
            assertThat(server.calls().get(0).path()).endsWith("&versionId=v1");
        }
    }

    @Test
    void not_ready_is_tried_again_a_few_times() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (StubServer server = new StubServer(call -> calls.incrementAndGet() < 3
                ? Reply.of(400, "not ready to serve traffic, please wait")
                : Reply.ok(DB))) {
            assertThat(text(extension(server).secret(SecretRequest.of("my/db"))))
                    .isEqualTo("s3cret");
            assertThat(calls.get()).isEqualTo(3);
        }
    }

    @Test
    void never_ready_goes_directly() throws Exception {
        try (StubServer server = new StubServer(call -> Reply.of(400, "not ready to serve traffic, please wait"))) {
            assertThat(text(extension(server).secret(SecretRequest.of("my/db"))))
                    .isEqualTo("directly");
            assertThat(server.calls()).hasSize(4);
            assertThatThrownBy(() -> extension(server).withoutFallback().secret(SecretRequest.of("my/db")))
                    .isInstanceOfSatisfying(SourceException.class, failure -> {
                        assertThat(failure.failure()).isEqualTo(SecretFailure.UNAVAILABLE);
                        assertThat(failure.code()).isEqualTo("ExtensionNotReady");
                    });
        }
    }

    @Test
    void any_other_failure_goes_directly_at_once() throws Exception {
        for (Reply reply : List.of(
                Reply.of(400, "AccessDeniedException"), Reply.of(500, ""), Reply.of(403, "bad token"), Reply.ok("{"))) {
            try (StubServer server = new StubServer(call -> reply)) {
                assertThat(text(extension(server).secret(SecretRequest.of("my/db"))))
                        .isEqualTo("directly");
                assertThat(server.calls()).hasSize(1);
            }
        }
        StubServer gone = new StubServer(call -> Reply.ok(DB));
        gone.close();
        assertThat(text(extension(gone).secret(SecretRequest.of("my/db")))).isEqualTo("directly");
    }

    @Test
    void one_that_hangs_leaves_time_to_go_directly() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (StubServer server = new StubServer(call -> {
            over.await();
            return Reply.ok(DB);
        })) {
            assertThat(text(extension(server).secret(SecretRequest.of("my/db").withTimeout(Duration.ofSeconds(2)))))
                    .isEqualTo("directly");
            over.countDown();
        }
    }

    @Test
    void without_a_fallback_errors_are_told_by_their_names() {
        try (StubServer server = new StubServer(call -> Reply.of(400, "operation error: ResourceNotFoundException"))) {
            assertThatThrownBy(() -> extension(server).withoutFallback().secret(SecretRequest.of("my/db")))
                    .isInstanceOfSatisfying(SourceException.class, failure -> assertThat(failure.failure())
                            .isEqualTo(SecretFailure.NOT_FOUND));
        }
    }

    @Test
    void before_the_first_invocation_it_is_not_asked() throws Exception {
        try (StubServer server = new StubServer(call -> Reply.ok(DB))) {
            ExtensionSource inInit =
                    extension(server, Map.of("AWS_SESSION_TOKEN", "t", "AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9001"));
            assertThat(text(inInit.secret(SecretRequest.of("my/db")))).isEqualTo("directly");
            assertThat(server.calls()).isEmpty();

            System.setProperty("com.amazonaws.xray.traceHeader", "Root=1-x");
            try {
                assertThat(text(inInit.secret(SecretRequest.of("my/db")))).isEqualTo("s3cret");
            } finally {
                System.clearProperty("com.amazonaws.xray.traceHeader");
            }
        }
    }

    @Test
    void a_refresh_after_a_failed_log_in_goes_past_its_cache() throws Exception {
        try (StubServer server = new StubServer(call -> Reply.ok(DB))) {
            Secrets secrets = Secrets.builder().source(extension(server)).build();
            Secret<String> secret = secrets.text("my/db");
            assertThat(secret.get()).isEqualTo("s3cret");

            String result = secret.use(
                    value -> {
                        if (value.equals("s3cret")) {
                            throw new IllegalStateException("wrong password");
                        }
                        return value;
                    },
                    failure -> failure instanceof IllegalStateException);

            assertThat(result).isEqualTo("directly");
            assertThat(server.calls()).hasSize(1);
        }
    }

    @Test
    void a_refresh_is_refused_with_a_reason_where_nothing_else_is_allowed() {
        try (StubServer server = new StubServer(call -> Reply.ok(DB))) {
            Secrets secrets = Secrets.builder()
                    .source(extension(server).withoutFallback())
                    .build();
            Secret<String> secret = secrets.text("my/db");

            assertThatThrownBy(() -> secret.use(
                            value -> {
                                throw new IllegalStateException("wrong password");
                            },
                            failure -> true))
                    .isInstanceOf(IllegalStateException.class)
                    .satisfies(failure -> assertThat(failure.getSuppressed())
                            .hasSize(1)
                            .allMatch(reason ->
                                    String.valueOf(reason.getMessage()).contains("ExtensionCannotRefresh")));
            assertThat(secret.get()).isEqualTo("s3cret");
        }
    }

    @Test
    void a_parameter_is_one_get_with_its_version_or_label() throws Exception {
        try (StubServer server = new StubServer(
                call -> Reply.ok(
                        "{\"Parameter\":{\"ARN\":\"arn:aws:ssm:us-east-1:1:parameter/p\",\"Name\":\"/p\",\"Value\":\"1\",\"Version\":7}}"))) {
            ExtensionSource extension = extension(server);
            assertThat(extension.parameters(ParameterRequest.ofNames(List.of("/p"))))
                    .containsOnlyKeys("/p");
            extension.parameters(
                    ParameterRequest.ofNames(List.of("/p:7", "/p:prod")).withDecryption());

            assertThat(server.calls().stream().map(StubServer.Call::path))
                    .containsExactly(
                            "/systemsmanager/parameters/get?name=%2Fp",
                            "/systemsmanager/parameters/get?name=%2Fp&version=7&withDecryption=true",
                            "/systemsmanager/parameters/get?name=%2Fp&label=prod&withDecryption=true");
        }
    }

    @Test
    void parameters_below_a_path_come_directly() throws Exception {
        try (StubServer server = new StubServer(call -> Reply.ok("{}"))) {
            direct.setParameter("/app/a", "1");
            assertThat(extension(server).parameters(ParameterRequest.ofPath("/app")))
                    .containsOnlyKeys("/app/a");
            assertThat(server.calls()).isEmpty();
        }
    }

    @Test
    void the_agent_has_a_token_of_its_own_and_can_refresh(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "agent-token\n");
        try (StubServer server = new StubServer(call -> Reply.ok(DB))) {
            Environment environment = Environment.of(Map.of("AWS_TOKEN", "file://" + file));
            ExtensionSource agent = new ExtensionSource(
                            environment, new Invocations(environment), true, server.port(), null)
                    .withFallback(direct);
            agent.secret(SecretRequest.of("my/db"));
            agent.secret(new SecretRequest("my/db", "AWSCURRENT", null, true, Duration.ofSeconds(5)));

            assertThat(server.calls().get(0).header("x-aws-parameters-secrets-token"))
                    .isEqualTo("agent-token");
            assertThat(server.calls().get(1).path()).endsWith("&refreshNow=true");
            assertThat(agent.parameters(ParameterRequest.ofNames(List.of("/p"))))
                    .containsOnlyKeys("/p");
        }
    }

    @Test
    void an_agent_without_its_token_goes_directly() throws IOException, Exception {
        try (StubServer server = new StubServer(call -> Reply.ok(DB))) {
            Environment environment = Environment.of(Map.of("AWS_TOKEN", "file:///nowhere/at/all"));
            ExtensionSource agent = new ExtensionSource(
                            environment, new Invocations(environment), true, server.port(), null)
                    .withFallback(direct);

            assertThat(text(agent.secret(SecretRequest.of("my/db")))).isEqualTo("directly");
        }
    }
}
