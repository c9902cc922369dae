package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lambda's Runtime API as its clients see it, with a client of our own. */
class RuntimeApiTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private RuntimeApi api = RuntimeApi.start();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void next_has_the_event_and_a_header_for_everything_known_of_the_call() throws Exception {
        Invocation invocation = Invocation.of("{\"a\":1}".getBytes(UTF_8))
                .withRequestId("one")
                .withTimeout(Duration.ofSeconds(9))
                .withFunctionArn("arn")
                .withTraceId("Root=1-2-3")
                .withClientContext("{\"custom\":{}}")
                .withCognitoIdentity("{\"cognitoIdentityId\":\"me\"}")
                .withTenantId("blue");
        var unused = api.invoke(invocation);
        long before = System.currentTimeMillis();

        HttpResponse<String> next = get("/invocation/next");

        assertThat(next.statusCode()).isEqualTo(200);
        assertThat(next.body()).isEqualTo("{\"a\":1}");
        assertThat(header(next, "Content-Type")).startsWith("application/json");
        assertThat(header(next, "Lambda-Runtime-Aws-Request-Id")).isEqualTo("one");
        assertThat(Long.parseLong(header(next, "Lambda-Runtime-Deadline-Ms")))
                .isBetween(before + 9_000, System.currentTimeMillis() + 9_000);
        assertThat(header(next, "Lambda-Runtime-Invoked-Function-Arn")).isEqualTo("arn");
        assertThat(header(next, "Lambda-Runtime-Trace-Id")).isEqualTo("Root=1-2-3");
        assertThat(header(next, "Lambda-Runtime-Client-Context")).isEqualTo("{\"custom\":{}}");
        assertThat(header(next, "Lambda-Runtime-Cognito-Identity")).isEqualTo("{\"cognitoIdentityId\":\"me\"}");
        assertThat(header(next, "Lambda-Runtime-Aws-Tenant-Id")).isEqualTo("blue");
    }

    @Test
    void headers_of_what_is_not_known_are_left_out() throws Exception {
        var unused = api.invoke(Invocation.of(new byte[0]));

        HttpResponse<String> next = get("/invocation/next");

        assertThat(next.headers().map().keySet())
                .contains("lambda-runtime-trace-id", "lambda-runtime-aws-request-id")
                .doesNotContain(
                        "lambda-runtime-client-context",
                        "lambda-runtime-cognito-identity",
                        "lambda-runtime-aws-tenant-id");
    }

    @Test
    void next_waits_for_work_and_tells_that_the_client_is_ready() {
        CompletableFuture<HttpResponse<String>> next =
                client.sendAsync(request("/invocation/next").build(), BodyHandlers.ofString());

        assertThat(api.initialized().join()).isEmpty();
        assertThat(next).isNotDone();
        var unused = api.invoke(Invocation.of("1".getBytes(UTF_8)));
        assertThat(next.join().body()).isEqualTo("1");
    }

    @Test
    void a_response_is_accepted_once() throws Exception {
        CompletableFuture<Outcome> outcome =
                api.invoke(Invocation.of(new byte[0]).withRequestId("one"));
        get("/invocation/next");

        assertThat(post("/invocation/one/response", "done").statusCode()).isEqualTo(202);
        assertThat(outcome.join().text()).isEqualTo("done");
        assertThat(post("/invocation/one/response", "again").statusCode()).isEqualTo(400);
    }

    @Test
    void an_error_is_accepted_even_when_nobody_waits() throws Exception {
        CompletableFuture<Outcome> outcome =
                api.invoke(Invocation.of(new byte[0]).withRequestId("one"));
        get("/invocation/next");

        assertThat(post("/invocation/one/error", "{\"errorMessage\":\"no\"}").statusCode())
                .isEqualTo(202);
        assertThat(outcome.join().errorType()).contains("Runtime.Tested");
        assertThat(post("/invocation/one/error", "{}").statusCode()).isEqualTo(202);
    }

    @Test
    void a_failed_initialisation_is_told() throws Exception {
        assertThat(post("/init/error", "{\"errorMessage\":\"no\"}").statusCode())
                .isEqualTo(202);

        assertThat(api.initialized().join().orElseThrow().text()).isEqualTo("{\"errorMessage\":\"no\"}");
    }

    @Test
    void a_restore_can_be_held() {
        api.close();
        api = RuntimeApi.startHoldingRestore();
        CompletableFuture<HttpResponse<String>> restore =
                client.sendAsync(request("/restore/next").build(), BodyHandlers.ofString());

        api.checkpointed().join();
        assertThat(restore).isNotDone();
        api.restore();

        assertThat(restore.join().statusCode()).isEqualTo(200);
    }

    @Test
    void closing_answers_every_call() {
        CompletableFuture<Outcome> outcome = api.invoke(Invocation.of(new byte[0]));
        api.close();

        assertThat(outcome.join().errorType()).contains("Runtime.Closed");
        assertThat(api.invoke(Invocation.of(new byte[0])).join().errorType()).contains("Runtime.Closed");
    }

    @Test
    void an_unknown_call_is_refused() throws Exception {
        assertThat(get("/invocation/previous").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header("Lambda-Runtime-Function-Error-Type", "Runtime.Tested")
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + api.address() + "/2018-06-01/runtime" + path));
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElseThrow();
    }
}
