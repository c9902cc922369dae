package dev.skiff.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.secrets.StubServer.Call;
import dev.skiff.secrets.StubServer.Reply;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wire: what is sent, what is made of answers and errors, and that every call ends. */
@Timeout(60)
class DirectSourceTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:15:30Z");
    private static final String ARN = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-AbCdEf";
    private static final String DB = """
            {"ARN":"%s","CreatedDate":1.7E9,"Name":"db","SecretString":"{\\"p\\":\\"s\\u00e9cret \\uD83D\\uDD11\\"}",
             "VersionId":"11111111-2222-3333-4444-555555555555","VersionStages":["AWSCURRENT"]}""".formatted(ARN);

    private static DirectSource source(StubServer server, Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
                "AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI",
                "AWS_SESSION_TOKEN", "the/session/token"));
        variables.putAll(more);
        return DirectSource.in(Environment.of(variables), InstantSource.fixed(NOW))
                .withEndpoint(server.uri());
    }

    private static DirectSource source(StubServer server) {
        return source(server, Map.of());
    }

    private static SourceException failure(SecretSource source) {
        try {
            source.secret(SecretRequest.of("db"));
            throw new AssertionError("no failure");
        } catch (SourceException failure) {
            return failure;
        } catch (Exception other) {
            throw new AssertionError(other);
        }
    }

    @Test
    void a_secret_is_one_signed_post() throws Exception {
        try (StubServer server = new StubServer(call -> Reply.ok(DB))) {
            SecretValue value = source(server).secret(SecretRequest.of("db"));

            assertThat(new String(value.bytes(), UTF_8)).isEqualTo("{\"p\":\"sécret \uD83D\uDD11\"}");
            assertThat(value.version()).isEqualTo("11111111-2222-3333-4444-555555555555");
            assertThat(value.stages()).containsExactly("AWSCURRENT");
            assertThat(value.arn()).contains(ARN);
            assertThat(value.name()).contains("db");
            assertThat(server.calls()).hasSize(1);
            Call call = server.calls().get(0);
            assertThat(call.method()).isEqualTo("POST");
            assertThat(call.body()).isEqualTo("{\"SecretId\":\"db\",\"VersionStage\":\"AWSCURRENT\"}");
            assertThat(call.header("x-amz-target")).isEqualTo("secretsmanager.GetSecretValue");
            assertThat(call.header("content-type")).isEqualTo("application/x-amz-json-1.1");
            assertThat(call.header("x-amz-security-token")).isEqualTo("the/session/token");
            assertThat(call.header("x-amz-date")).isEqualTo("20261123T101530Z");
            assertThat(call.header("authorization"))
                    .matches("AWS4-HMAC-SHA256 "
                            + "Credential=AKIDEXAMPLE/20261123/us-east-1/secretsmanager/aws4_request, ?"
                            + "SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*x-amz-target[a-z0-9;-]*, ?"
                            + "Signature=[0-9a-f]{64}");
        }
    }

    @Test
    void the_signature_is_right_for_what_arrives() throws Exception {
        try (StubServer server = new StubServer(call -> Reply.ok(DB))) {
            source(server).secret(SecretRequest.of("sécret/db"));
            source(server).secret(SecretRequest.of(ARN));

            for (Call call : server.calls()) {
                assertThat(Signature.sent(call)).isEqualTo(Signature.expected(call, "wJalrXUtnFEMI"));
            }
        }
    }

    @Test
    void a_stage_or_a_version_is_asked_for_by_its_name() throws Exception {
        try (StubServer server = new StubServer(call -> Reply.ok(DB))) {
            source(server).secret(SecretRequest.of("d\"b").withStage("AWSPREVIOUS"));
            source(server).secret(SecretRequest.of("db").withVersion("1111"));

            assertThat(server.calls().get(0).body())
                    .isEqualTo("{\"SecretId\":\"d\\\"b\",\"VersionStage\":\"AWSPREVIOUS\"}");
            assertThat(server.calls().get(1).body()).isEqualTo("{\"SecretId\":\"db\",\"VersionId\":\"1111\"}");
        }
    }

    @Test
    void an_arn_has_its_own_region() throws Exception {
        try (StubServer server = new StubServer(call -> Reply.ok(DB))) {
            source(server).secret(SecretRequest.of(ARN));

            assertThat(server.calls().get(0).header("authorization"))
                    .contains("/20261123/eu-central-1/secretsmanager/aws4_request");
        }
    }

    @Test
    void binary_secrets_are_decoded_once() throws Exception {
        try (StubServer server = new StubServer(
                call -> Reply.ok("{\"Name\":\"db\",\"VersionId\":\"1\",\"SecretBinary\":\"AAH/gA==\"}"))) {
            assertThat(source(server).secret(SecretRequest.of("db")).bytes()).containsExactly(0, 1, 0xFF, 0x80);
        }
    }

    @Test
    void large_secrets_come_whole() throws Exception {
        String large = "0123456789abcdef".repeat(4096) + "é\\n";
        try (StubServer server = new StubServer(
                call -> Reply.ok("{\"VersionId\":\"1\",\"SecretString\":\"" + large + "\",\"Name\":\"db\"}"))) {
            assertThat(new String(source(server).secret(SecretRequest.of("db")).bytes(), UTF_8))
                    .isEqualTo(large.replace("\\n", "\n"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, ThrottlingException, Rate exceeded, THROTTLED",
        "400, com.amazonaws.secretsmanager#ThrottlingException, , THROTTLED",
        "400, KMSThrottlingException, , THROTTLED",
        "400, TooManyRequestsException, , THROTTLED",
        "429, Unheard, , THROTTLED",
        "400, DecryptionFailure, KMS says Rate exceeded, THROTTLED",
        "400, DecryptionFailure, can't decrypt, UNAVAILABLE",
        "400, KMSInternalException, , UNAVAILABLE",
        "500, InternalServiceError, , UNAVAILABLE",
        "400, InternalServiceErrorException, , UNAVAILABLE",
        "503, ServiceUnavailable, , UNAVAILABLE",
        "502, , , UNAVAILABLE",
        "408, RequestTimeout, , TIMED_OUT",
        "400, AccessDeniedException, User: hunter2 is not authorized, DENIED",
        "400, UnrecognizedClientException, , DENIED",
        "403, SignatureDoesNotMatch, does not match, DENIED",
        "403, Unheard, , DENIED",
        "400, ResourceNotFoundException, can't find, NOT_FOUND",
        "404, ResourceNotFoundException, can't find, NOT_FOUND",
        "400, InvalidRequestException, because it was marked for deletion, DELETED",
        "400, InvalidRequestException, that's currently marked deleted, DELETED",
        "400, InvalidRequestException, something else, INVALID",
        "400, KMSDisabledException, , INVALID",
        "400, InvalidParameterException, , INVALID",
        "400, ValidationException, , INVALID",
        "400, ExpiredTokenException, , UNAVAILABLE",
        "404, , , INVALID"
    })
    void errors_are_told_by_their_names(int status, String type, String message, SecretFailure expected) {
        String name = type == null ? "" : type;
        try (StubServer server = new StubServer(call -> Reply.error(status, name, String.valueOf(message)))) {
            SourceException failure = failure(source(server));

            assertThat(failure.failure()).isEqualTo(expected);
            assertThat(failure.code())
                    .isEqualTo(name.isEmpty() ? "HTTP" + status : name.substring(name.indexOf('#') + 1));
            assertThat(failure).hasMessageNotContaining("hunter2");
        }
    }

    @Test
    void errors_are_told_by_header_and_in_xml_too() {
        try (StubServer server = new StubServer(call ->
                Reply.of(400, "").with("x-amzn-ErrorType", "ResourceNotFoundException:http://internal.amazon.com/"))) {
            assertThat(failure(source(server)).failure()).isEqualTo(SecretFailure.NOT_FOUND);
        }
        try (StubServer server = new StubServer(
                call -> Reply.of(
                        403,
                        "<?xml version=\"1.0\"?><Response><Errors><Error><Code>AccessDenied</Code></Error></Errors></Response>"))) {
            assertThat(failure(source(server)).failure()).isEqualTo(SecretFailure.DENIED);
        }
    }

    @Test
    void an_answer_that_is_none_is_unavailable_or_invalid() {
        for (String body : List.of("", "nonsense", "{\"SecretString\":\"hunter2", "{\"SecretString\":{\"a\":1}}")) {
            try (StubServer server = new StubServer(call -> Reply.ok(body))) {
                assertThat(failure(source(server)).failure()).isEqualTo(SecretFailure.UNAVAILABLE);
            }
        }
        try (StubServer server = new StubServer(call -> Reply.ok("{\"VersionId\":\"1\"}"))) {
            assertThat(failure(source(server)).failure()).isEqualTo(SecretFailure.INVALID);
        }
        try (StubServer server =
                new StubServer(call -> Reply.of(302, "").with("Location", "http://169.254.169.254/latest/meta-data"))) {
            assertThat(failure(source(server)).failure()).isEqualTo(SecretFailure.INVALID);
        }
    }

    @Test
    void half_a_body_is_a_failure() {
        try (StubServer server = new StubServer(call -> new Reply(200, DB.substring(0, 100), Map.of(), DB.length()))) {
            assertThatThrownBy(() -> source(server).secret(SecretRequest.of("db")))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_body_beyond_all_measure_is_a_failure() {
        try (StubServer server =
                new StubServer(call -> Reply.ok("{\"SecretString\":\"" + "x".repeat(5 * 1024 * 1024) + "\"}"))) {
            assertThatThrownBy(() -> source(server).secret(SecretRequest.of("db")))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_server_that_hangs_costs_no_more_than_the_time_of_the_request() {
        CountDownLatch over = new CountDownLatch(1);
        try (StubServer server = new StubServer(call -> {
            over.await();
            return Reply.ok(DB);
        })) {
            long start = System.nanoTime();
            assertThatThrownBy(
                            () -> source(server).secret(SecretRequest.of("db").withTimeout(Duration.ofMillis(300))))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            over.countDown();
        }
    }

    /** Each read would be in time, all of them together are not. */
    @Test
    void a_body_that_trickles_costs_no_more_than_the_time_of_the_request() throws Exception {
        try (Trickle server = new Trickle()) {
            DirectSource source = DirectSource.in(Environment.of(
                            Map.of("AWS_REGION", "us-east-1", "AWS_ACCESS_KEY_ID", "a", "AWS_SECRET_ACCESS_KEY", "b")))
                    .withEndpoint(server.uri());
            long start = System.nanoTime();
            assertThatThrownBy(() -> source.secret(SecretRequest.of("db").withTimeout(Duration.ofMillis(600))))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void nobody_there_is_an_io_failure() {
        StubServer server = new StubServer(call -> Reply.ok(DB));
        server.close();

        assertThatThrownBy(() -> source(server).secret(SecretRequest.of("db"))).isInstanceOf(IOException.class);
    }

    @Test
    void an_expired_signature_is_made_anew_once() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (StubServer server = new StubServer(call -> calls.incrementAndGet() == 1
                ? Reply.error(
                        400, "InvalidSignatureException", "Signature expired: 20261123T101530Z is now earlier than")
                : Reply.ok(DB))) {
            assertThat(source(server).secret(SecretRequest.of("db")).name()).contains("db");
            assertThat(calls.get()).isEqualTo(2);
        }
        try (StubServer server = new StubServer(call -> Reply.error(400, "RequestExpired", "Request has expired"))) {
            assertThat(failure(source(server)).failure()).isEqualTo(SecretFailure.UNAVAILABLE);
            assertThat(server.calls()).hasSize(2);
        }
    }

    @Test
    void a_clock_that_is_wrong_follows_the_servers() throws Exception {
        Instant theirs = NOW.plusSeconds(3600);
        String date = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
                .withZone(ZoneOffset.UTC)
                .format(theirs);
        try (Skewed server = new Skewed(date, DB)) {
            DirectSource source = DirectSource.in(
                            Environment.of(Map.of(
                                    "AWS_REGION", "us-east-1", "AWS_ACCESS_KEY_ID", "a", "AWS_SECRET_ACCESS_KEY", "b")),
                            InstantSource.fixed(NOW))
                    .withEndpoint(server.uri());

            assertThat(source.secret(SecretRequest.of("db")).name()).contains("db");
            assertThat(server.dates()).containsExactly("20261123T101530Z", "20261123T111530Z");
            source.secret(SecretRequest.of("db"));
            assertThat(server.dates()).last().isEqualTo("20261123T111530Z");
        }
    }

    @Test
    void without_a_region_or_with_none_that_is_one_nothing_is_sent() {
        assertThat(failure(DirectSource.in(Environment.of(Map.of()))).code()).isEqualTo("NoRegion");
        assertThatThrownBy(() -> DirectSource.in(Environment.of(Map.of()))
                        .secret(SecretRequest.of("arn:aws:secretsmanager:evil.example/:1:secret:x")))
                .isInstanceOfSatisfying(SourceException.class, failure -> assertThat(failure.code())
                        .isEqualTo("NotARegion"));
        assertThat(failure(DirectSource.in(Environment.of(Map.of("AWS_REGION", "us-east-1"))))
                        .code())
                .isEqualTo("NoCredentials");
    }

    @Test
    void the_endpoint_may_be_the_environments() throws Exception {
        try (StubServer server = new StubServer(call -> Reply.ok(DB))) {
            Map<String, String> variables = Map.of(
                    "AWS_REGION", "us-east-1",
                    "AWS_ACCESS_KEY_ID", "a",
                    "AWS_SECRET_ACCESS_KEY", "b",
                    "AWS_ENDPOINT_URL", "http://localhost:1/",
                    "AWS_ENDPOINT_URL_SECRETS_MANAGER", server.uri().toString());

            assertThat(DirectSource.in(Environment.of(variables))
                            .secret(SecretRequest.of("db"))
                            .name())
                    .contains("db");
        }
    }

    @Test
    void credentials_come_from_the_container_and_are_kept_until_they_expire() throws Exception {
        Time time = new Time();
        AtomicInteger given = new AtomicInteger();
        try (StubServer container = new StubServer(call -> {
                    assertThat(call.header("authorization")).isEqualTo("the-token");
                    return Reply.ok("{\"AccessKeyId\":\"ASIA" + given.incrementAndGet()
                            + "\",\"SecretAccessKey\":\"s\",\"Token\":\"t\",\"Expiration\":\""
                            + time.instant().plusSeconds(3600) + "\"}");
                });
                StubServer server = new StubServer(call -> Reply.ok(DB))) {
            DirectSource source = DirectSource.in(
                            Environment.of(Map.of(
                                    "AWS_REGION",
                                    "us-east-1",
                                    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                                    container.uri().toString(),
                                    "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                                    "the-token")),
                            time)
                    .withEndpoint(server.uri());

            source.secret(SecretRequest.of("db"));
            source.secret(SecretRequest.of("db"));
            assertThat(given.get()).isEqualTo(1);
            time.pass(Duration.ofMinutes(56));
            source.secret(SecretRequest.of("db"));
            assertThat(given.get()).isEqualTo(2);
            source.forget();
            source.secret(SecretRequest.of("db"));

            assertThat(given.get()).isEqualTo(3);
            assertThat(server.calls().get(3).header("authorization")).contains("Credential=ASIA3/");
            assertThat(server.calls().get(3).header("x-amz-security-token")).isEqualTo("t");
        }
    }

    @Test
    void expired_credentials_are_read_again_once() throws Exception {
        AtomicInteger given = new AtomicInteger();
        try (StubServer container = new StubServer(call -> Reply.ok("{\"AccessKeyId\":\"ASIA" + given.incrementAndGet()
                        + "\",\"SecretAccessKey\":\"s\",\"Token\":\"t\",\"Expiration\":\"2027-01-01T00:00:00Z\"}"));
                StubServer server = new StubServer(call -> call.header("authorization")
                                .contains("ASIA1/")
                        ? Reply.error(
                                400, "ExpiredTokenException", "The security token included in the request is expired")
                        : Reply.ok(DB))) {
            DirectSource source = DirectSource.in(
                            Environment.of(Map.of(
                                    "AWS_REGION",
                                    "us-east-1",
                                    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                                    container.uri().toString())),
                            InstantSource.fixed(NOW))
                    .withEndpoint(server.uri());

            assertThat(source.secret(SecretRequest.of("db")).name()).contains("db");
            assertThat(given.get()).isEqualTo(2);
        }
    }

    @Test
    void the_containers_token_goes_to_no_stranger() {
        DirectSource source = DirectSource.in(Environment.of(Map.of(
                "AWS_REGION", "us-east-1",
                "AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://evil.example/",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN", "t")));

        assertThat(failure(source).code()).isEqualTo("ContainerCredentialsUri");
    }

    @Test
    void several_secrets_of_a_region_are_one_call() throws Exception {
        try (StubServer server = new StubServer(call -> Reply.ok("""
                {"SecretValues":[
                  {"ARN":"arn:aws:secretsmanager:us-east-1:1:secret:a-AAAAAA","Name":"a","SecretString":"1","VersionId":"v"},
                  {"ARN":"arn:aws:secretsmanager:us-east-1:1:secret:b-BBBBBB","Name":"b","SecretString":"2","VersionId":"v"}],
                 "Errors":[{"SecretId":"c","ErrorCode":"ResourceNotFoundException","Message":"hunter2"}]}"""))) {
            Map<String, SecretValue> values = source(server)
                    .secrets(List.of(
                            SecretRequest.of("a"),
                            SecretRequest.of("arn:aws:secretsmanager:us-east-1:1:secret:b"),
                            SecretRequest.of("c"),
                            SecretRequest.of(ARN)));

            assertThat(values).containsOnlyKeys("a", "arn:aws:secretsmanager:us-east-1:1:secret:b");
            assertThat(server.calls()).hasSize(1);
            assertThat(server.calls().get(0).header("x-amz-target")).isEqualTo("secretsmanager.BatchGetSecretValue");
            assertThat(server.calls().get(0).body())
                    .isEqualTo("{\"SecretIdList\":[\"a\",\"arn:aws:secretsmanager:us-east-1:1:secret:b\",\"c\"]}");
        }
    }

    private static String parameter(String name, String value) {
        return "{\"Name\":\"" + name + "\",\"Type\":\"String\",\"Value\":\"" + value
                + "\",\"Version\":3,\"ARN\":\"arn:aws:ssm:us-east-1:1:parameter" + name + "\",\"DataType\":\"text\"}";
    }

    @Test
    void a_parameter_is_asked_for_by_name() throws Exception {
        try (StubServer server = new StubServer(call -> Reply.ok("{\"Parameter\":" + parameter("/a", "1") + "}"))) {
            Map<String, SecretValue> values = source(server)
                    .parameters(ParameterRequest.ofNames(List.of("/a:3")).withDecryption());

            assertThat(values.get("/a:3")).isNotNull().satisfies(value -> {
                assertThat(value.bytes()).containsExactly('1');
                assertThat(value.version()).isEqualTo("3");
            });
            Call call = server.calls().get(0);
            assertThat(call.body()).isEqualTo("{\"Name\":\"/a:3\",\"WithDecryption\":true}");
            assertThat(call.header("x-amz-target")).isEqualTo("AmazonSSM.GetParameter");
            assertThat(call.header("authorization")).contains("/us-east-1/ssm/aws4_request");
        }
    }

    @Test
    void several_parameters_are_asked_for_ten_at_a_time() throws Exception {
        try (StubServer server = new StubServer(call -> Reply.ok("{\"InvalidParameters\":[\"/none\"],\"Parameters\":["
                + parameter("/a", call.body().length() + "") + "]}"))) {
            List<String> names = List.of("/a", "/b", "/c", "/d", "/e", "/f", "/g", "/h", "/i", "/j", "/none");
            Map<String, SecretValue> values = source(server).parameters(ParameterRequest.ofNames(names));

            assertThat(values).containsKey("/a").doesNotContainKey("/none");
            assertThat(server.calls()).hasSize(2);
            assertThat(server.calls().get(1).body()).isEqualTo("{\"Names\":[\"/none\"],\"WithDecryption\":false}");
        }
    }

    @Test
    void parameters_below_a_path_are_read_page_by_page() throws Exception {
        try (StubServer server = new StubServer(call -> Reply.ok(
                call.body().contains("NextToken")
                        ? "{\"Parameters\":[" + parameter("/p/b", "2") + "]}"
                        : "{\"NextToken\":\"more\",\"Parameters\":[" + parameter("/p/a", "1") + "]}"))) {
            assertThat(source(server).parameters(ParameterRequest.ofPath("/p"))).containsOnlyKeys("/p/a", "/p/b");
            assertThat(server.calls().get(1).body())
                    .isEqualTo("{\"Path\":\"/p\",\"Recursive\":true,\"WithDecryption\":false,\"MaxResults\":10,"
                            + "\"NextToken\":\"more\"}");
        }
    }

    @Test
    void a_parameter_that_is_not_there_is_not_found() {
        try (StubServer server = new StubServer(call -> Reply.error(400, "ParameterNotFound", ""))) {
            Secrets secrets = Secrets.builder().source(source(server)).build();

            assertThatThrownBy(() -> secrets.parameter("/none").get())
                    .isInstanceOfSatisfying(SecretException.class, failure -> assertThat(failure.failure())
                            .isEqualTo(SecretFailure.NOT_FOUND));
        }
    }
}
