package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** Lambda's Invoke API in front of a template without any HTTP API, called by AWS's own clients and by hand. */
@Tag("long")
class InvokeApiTest {
    private static final Path TEMPLATE = Path.of("target/test-classes/templates/invoke.yaml");
    private static final Functions.Log LOG = new Functions.Log();
    private static final RunningTemplate RUNNING = Local.template(TEMPLATE)
            .port(0)
            .retryScale(0)
            .log((function, line) -> LOG.lines.add(function + ": " + line))
            .start();
    private static final LambdaClient LAMBDA = LambdaClient.builder()
            .endpointOverride(URI.create(RUNNING.endpoint()))
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void a_template_without_an_api_has_an_endpoint() {
        assertThat(RUNNING.endpoint()).startsWith("http://127.0.0.1:");
        assertThatThrownBy(RUNNING::url).hasMessageContaining("has no API");
    }

    @AfterAll
    static void close() {
        LAMBDA.close();
        RUNNING.close();
    }

    @Test
    void the_sdk_calls_a_function_and_gets_its_answer_and_the_end_of_its_log() {
        InvokeResponse response = LAMBDA.invoke(
                call -> call.functionName("Logging").logType(LogType.TAIL).payload(json("{}")));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.payload().asUtf8String()).isEqualTo("\"logged\"");
        assertThat(response.functionError()).isNull();
        assertThat(response.executedVersion()).isEqualTo("$LATEST");
        String log = new String(Base64.getDecoder().decode(response.logResult()), UTF_8);
        String id = response.responseMetadata().requestId();
        assertThat(log.lines())
                .contains("START RequestId: " + id + " Version: $LATEST", "to standard output", "END RequestId: " + id)
                .last()
                .asString()
                .startsWith("REPORT RequestId: " + id);
    }

    @Test
    void a_long_log_is_cut_to_its_last_4_kb() {
        InvokeResponse response = LAMBDA.invoke(
                call -> call.functionName("Verbose").logType(LogType.TAIL).payload(json("{}")));

        byte[] log = Base64.getDecoder().decode(response.logResult());
        assertThat(log).hasSize(4096);
        assertThat(new String(log, UTF_8))
                .contains("line 999")
                .doesNotContain("line 1\n")
                .contains("REPORT");
    }

    @Test
    void an_error_of_the_function_is_an_answer_that_says_so() {
        InvokeResponse response =
                LAMBDA.invoke(call -> call.functionName("Failing").payload(json("{}")));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.functionError()).isEqualTo("Unhandled");
        assertThat(response.payload().asUtf8String())
                .contains("\"errorMessage\":\"no such user\"", "\"errorType\":\"java.lang.IllegalStateException\"");
    }

    @Test
    void a_function_is_found_by_name_arn_and_partial_arn_with_and_without_a_qualifier() {
        String arn = RUNNING.function("Echo").definition().arn();

        for (String name : List.of(
                "Echo",
                "local-Echo",
                "local-Echo:live",
                arn,
                arn + ":$LATEST",
                "123456789012:function:local-Echo",
                "function:local-Echo:7")) {
            InvokeResponse response =
                    LAMBDA.invoke(call -> call.functionName(name).payload(json("{\"a\":1}")));
            assertThat(response.payload().asUtf8String()).as(name).isEqualTo("{\"a\":1}");
        }
        assertThat(LAMBDA.invoke(call ->
                                call.functionName("Echo").qualifier("live").payload(json("[]")))
                        .payload()
                        .asUtf8String())
                .isEqualTo("[]");
    }

    @Test
    void an_unknown_function_is_the_services_own_exception() {
        assertThatThrownBy(
                        () -> LAMBDA.invoke(call -> call.functionName("Nobody").payload(json("{}"))))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Function not found: arn:aws:lambda:us-east-1:123456789012:function:Nobody");
    }

    @Test
    void an_event_too_long_is_the_services_own_exception() {
        String mega = "\"" + "x".repeat(1024 * 1024) + "\"";

        assertThatThrownBy(() -> LAMBDA.invoke(call -> call.functionName("Echo")
                        .invocationType(InvocationType.EVENT)
                        .payload(json(mega))))
                .isInstanceOf(RequestTooLargeException.class)
                .hasMessageContaining("1048576 bytes");
        assertThat(LAMBDA.invoke(call -> call.functionName("Echo").payload(json(mega)))
                        .payload()
                        .asByteArray())
                .hasSize(mega.length());
        assertThatThrownBy(() -> LAMBDA.invoke(call ->
                        call.functionName("Echo").payload(json(mega.repeat(7).replace("\"\"", "")))))
                .isInstanceOf(RequestTooLargeException.class)
                .hasMessageContaining("6291456 bytes");
    }

    @Test
    void an_event_is_taken_at_once_and_tried_three_times() {
        InvokeResponse response = LAMBDA.invoke(call -> call.functionName("Failing")
                .invocationType(InvocationType.EVENT)
                .payload(json("{\"n\":1}")));

        assertThat(response.statusCode()).isEqualTo(202);
        String id = response.responseMetadata().requestId();
        LOG.awaitLine("Failing: Asynchronous call " + id + ": given up after 3 attempts, and DROPPED");
        assertThat(LOG.lines.stream()
                        .filter(line -> line.startsWith("Failing: START RequestId: " + id))
                        .count())
                .isEqualTo(3);
    }

    @Test
    void a_dry_run_runs_nothing() {
        InvokeResponse response =
                LAMBDA.invoke(call -> call.functionName("Idle").invocationType(InvocationType.DRY_RUN));

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(LOG.lines).noneMatch(line -> line.startsWith("Idle: START"));
    }

    @Test
    void the_client_context_reaches_the_function() {
        String context = "{\"client\":{\"installation_id\":\"phone-7\"},\"custom\":{},\"env\":{}}";

        InvokeResponse response = LAMBDA.invoke(call -> call.functionName("Context")
                .clientContext(Base64.getEncoder().encodeToString(context.getBytes(UTF_8)))
                .payload(json("{}")));

        assertThat(response.payload().asUtf8String()).contains("\"installation\":\"phone-7\"");
    }

    @Test
    void no_body_is_an_empty_event() {
        assertThat(LAMBDA.invoke(call -> call.functionName("Echo")).payload().asUtf8String())
                .isEqualTo("{}");
    }

    @Test
    void what_is_no_json_is_refused() throws Exception {
        HttpResponse<String> response = post(InvokeApi.PATH + "/Echo/invocations", "{\"a\":", "X-A", "1");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("x-amzn-ErrorType")).contains("InvalidRequestContentException");
        assertThat(JSON.std.mapFrom(response.body()))
                .containsEntry("Type", "User")
                .containsEntry("message", "Could not parse request body into json: Could not parse payload into json");
    }

    @Test
    void a_wrong_client_context_is_refused() throws Exception {
        HttpResponse<String> response =
                post(InvokeApi.PATH + "/Echo/invocations", "{}", "X-Amz-Client-Context", "bm8ganNvbg==");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("Client context must be");
    }

    @Test
    void a_streamed_answer_is_not_to_be_had() throws Exception {
        HttpResponse<String> response =
                post(InvokeApi.STREAMING_PATH + "/Echo/response-streaming-invocations", "{}", "X-A", "1");

        assertThat(response.statusCode()).isEqualTo(501);
        assertThat(response.body()).contains("use Invoke");
    }

    @Test
    void functions_are_listed_and_described() {
        assertThat(LAMBDA.listFunctions().functions())
                .extracting(function -> function.functionName())
                .contains("local-Echo", "local-Failing");
        assertThat(LAMBDA.getFunction(call -> call.functionName("Echo"))
                        .configuration()
                        .functionArn())
                .isEqualTo("arn:aws:lambda:us-east-1:123456789012:function:local-Echo");
    }

    @Test
    void a_page_of_another_site_is_refused() throws Exception {
        HttpResponse<String> response =
                post(InvokeApi.PATH + "/Echo/invocations", "{}", "Origin", "https://evil.example");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("Origin");
        assertThat(post(InvokeApi.PATH + "/Echo/invocations", "{}", "Origin", RUNNING.endpoint())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void the_aws_cli_works_unchanged(@TempDir Path directory) throws Exception {
        assumeTrue(onThePath("aws"), "NOT TESTED: there is no aws on the PATH, so the AWS CLI was not tried");
        Path answer = directory.resolve("answer.json");
        ProcessBuilder builder = new ProcessBuilder(
                        "aws",
                        "lambda",
                        "invoke",
                        "--endpoint-url",
                        RUNNING.endpoint(),
                        "--region",
                        "us-east-1",
                        "--function-name",
                        "local-Echo",
                        "--payload",
                        "{\"from\":\"the CLI\"}",
                        answer.toString())
                .redirectErrorStream(true);
        builder.environment().put("AWS_ACCESS_KEY_ID", "any");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "any");
        if (version().startsWith("aws-cli/2")) {
            builder.command().addAll(List.of("--cli-binary-format", "raw-in-base64-out"));
        }

        Process cli = builder.start();
        String output = new String(cli.getInputStream().readAllBytes(), UTF_8);

        assertThat(cli.waitFor()).as(output).isZero();
        assertThat(output).contains("\"StatusCode\": 200", "\"ExecutedVersion\": \"$LATEST\"");
        assertThat(answer).hasContent("{\"from\":\"the CLI\"}");
    }

    private static boolean onThePath(String command) {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
    }

    private static String version() throws IOException, InterruptedException {
        Process cli =
                new ProcessBuilder("aws", "--version").redirectErrorStream(true).start();
        String version = new String(cli.getInputStream().readAllBytes(), UTF_8);
        return cli.waitFor(30, TimeUnit.SECONDS) ? version : "";
    }

    private HttpResponse<String> post(String path, String body, String header, String value) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(RUNNING.endpoint() + path))
                .header(header, value)
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static SdkBytes json(String text) {
        return SdkBytes.fromUtf8String(text);
    }
}
