package dev.skiff.secrets.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.secrets.SecretException;
import dev.skiff.secrets.SecretFailure;
import dev.skiff.secrets.Secrets;
import dev.skiff.secrets.StubServer;
import dev.skiff.secrets.StubServer.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The AWS SDK's clients as a source. */
@Timeout(60)
class SdkSourceTest {
    private static final StaticCredentialsProvider KEYS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b"));

    private static SdkSource source(StubServer server) {
        return SdkSource.of(SecretsManagerClient.builder()
                        .endpointOverride(server.uri())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(KEYS)
                        .httpClient(UrlConnectionHttpClient.create())
                        .overrideConfiguration(settings -> settings.retryStrategy(RetryMode.STANDARD)
                                .retryStrategy(strategy -> strategy.maxAttempts(1)))
                        .build())
                .withParameters(SsmClient.builder()
                        .endpointOverride(server.uri())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(KEYS)
                        .httpClient(UrlConnectionHttpClient.create())
                        .build());
    }

    private static Secrets secrets(StubServer server) {
        return Secrets.builder()
                .source(source(server))
                .timeout(Duration.ofSeconds(2))
                .build();
    }

    @Test
    void secrets_are_fetched_and_their_arns_learned() {
        String arn = "arn:aws:secretsmanager:us-east-1:1:secret:db-AbCdEf";
        try (StubServer server = new StubServer(
                call -> Reply.ok(
                        "{\"ARN\":\"" + arn
                                + "\",\"Name\":\"db\",\"SecretString\":\"s3cret\",\"VersionId\":\"v1\",\"VersionStages\":[\"AWSCURRENT\"]}"))) {
            Secrets secrets = secrets(server);

            assertThat(secrets.text("db").get()).isEqualTo("s3cret");
            assertThat(secrets.text(arn).get()).isEqualTo("s3cret");
            assertThat(server.calls()).hasSize(1);
            assertThat(server.calls().get(0).body()).contains("\"VersionStage\":\"AWSCURRENT\"");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, ThrottlingException, THROTTLED",
        "400, AccessDeniedException, DENIED",
        "400, ResourceNotFoundException, NOT_FOUND",
        "400, InvalidRequestException, DELETED",
        "400, DecryptionFailure, UNAVAILABLE",
        "500, InternalServiceError, UNAVAILABLE"
    })
    void errors_are_told_by_their_names(int status, String type, SecretFailure expected) {
        try (StubServer server = new StubServer(call -> Reply.error(status, type, "hunter2 was marked for deletion"))) {
            assertThatThrownBy(() -> secrets(server).text("db").get())
                    .isInstanceOfSatisfying(SecretException.class, failure -> {
                        assertThat(failure.failure()).isEqualTo(expected);
                        assertThat(failure.code()).isEqualTo(type);
                        assertThat(failure).hasMessageNotContaining("hunter2").hasNoCause();
                    });
        }
    }

    @Test
    void a_server_that_hangs_is_given_up() {
        CountDownLatch over = new CountDownLatch(1);
        try (StubServer server = new StubServer(call -> {
            over.await();
            return Reply.ok("{}");
        })) {
            assertThatThrownBy(() -> secrets(server).text("db").get())
                    .isInstanceOfSatisfying(SecretException.class, failure -> assertThat(failure.failure())
                            .isEqualTo(SecretFailure.TIMED_OUT));
            over.countDown();
        }
    }

    @Test
    void parameters_are_fetched_by_name_by_names_and_by_path() {
        String host =
                "{\"Name\":\"/app/host\",\"Value\":\"h\",\"Version\":1,\"ARN\":\"arn:aws:ssm:us-east-1:1:parameter/app/host\"}";
        String port =
                "{\"Name\":\"/app/port\",\"Value\":\"5432\",\"Version\":2,\"ARN\":\"arn:aws:ssm:us-east-1:1:parameter/app/port\"}";
        try (StubServer server =
                new StubServer(call -> call.header("x-amz-target").endsWith("GetParameter")
                        ? Reply.ok("{\"Parameter\":" + host + "}")
                        : Reply.ok("{\"Parameters\":[" + host + "," + port + "]}"))) {
            Secrets secrets = secrets(server);

            assertThat(secrets.parameter("/app/host").decrypted().get()).isEqualTo("h");
            assertThat(secrets.parameters("/app/host", "/app/port").get())
                    .isEqualTo(Map.of("/app/host", "h", "/app/port", "5432"));
            assertThat(secrets.parametersBelow("/app").get()).isEqualTo(Map.of("host", "h", "port", "5432"));
        }
    }

    @Test
    void secrets_are_prefetched_by_batch() {
        try (StubServer server = new StubServer(call -> Reply.ok("{\"SecretValues\":["
                + "{\"ARN\":\"x:a-AbCdEf\",\"Name\":\"a\",\"SecretString\":\"1\",\"VersionId\":\"v\"},"
                + "{\"ARN\":\"x:b-AbCdEf\",\"Name\":\"b\",\"SecretString\":\"2\",\"VersionId\":\"v\"},"
                + "{\"ARN\":\"x:c-AbCdEf\",\"Name\":\"c\",\"SecretString\":\"3\",\"VersionId\":\"v\"},"
                + "{\"ARN\":\"x:d-AbCdEf\",\"Name\":\"d\",\"SecretBinary\":\"NA==\",\"VersionId\":\"v\"}]}"))) {
            Secrets secrets = secrets(server);

            assertThat(secrets.prefetch(
                            Duration.ofSeconds(3),
                            secrets.text("a"),
                            secrets.text("b"),
                            secrets.text("c"),
                            secrets.text("d")))
                    .isTrue();
            assertThat(secrets.text("d").get()).isEqualTo("4");
            assertThat(server.calls()).hasSize(1);
        }
    }
}
