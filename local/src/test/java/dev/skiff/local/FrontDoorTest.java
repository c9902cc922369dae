package dev.skiff.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.skiff.local.template.SamApi;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A template behind its ports, with real HTTP on one side and real functions on the other. */
class FrontDoorTest {
    private static final Path TEMPLATE = Path.of("target/test-classes/templates/doors.yaml");
    private static final Functions.Log LOG = new Functions.Log();
    private static RunningTemplate running = start();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static RunningTemplate start() {
        return Local.template(TEMPLATE)
                .parameter("Greeting", "good morning")
                .variable("SECRET", "given")
                .port(0)
                .log((function, line) -> LOG.lines.add(function + ": " + line))
                .start();
    }

    @BeforeAll
    static void open() {
        assertThat(running.function("Echo").definition().environment())
                .containsEntry("GREETING", "good morning from us-east-1")
                .containsEntry("SECRET", "given")
                .containsOnlyKeys(
                        "GREETING",
                        "SECRET",
                        "AWS_ENDPOINT_URL_SQS",
                        "AWS_ENDPOINT_URL_SNS",
                        "AWS_ENDPOINT_URL_EVENTBRIDGE",
                        "AWS_ENDPOINT_URL_LAMBDA");
    }

    @AfterAll
    static void close() {
        running.close();
    }

    @Test
    void a_call_reaches_its_route() throws Exception {
        HttpResponse<String> response = send("GET", api("/users/a%20b?x=1&x=2"), "");
        Map<String, Object> event = JSON.std.mapFrom(response.body());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().allValues("Set-Cookie")).containsExactly("a=1", "b=2");
        assertThat(response.headers().allValues("Content-Length"))
                .containsExactly(Integer.toString(response.body().length()));
        assertThat(response.headers().map()).doesNotContainKey("server");
        assertThat(event)
                .containsEntry("version", "2.0")
                .containsEntry("routeKey", "GET /users/{id}")
                .containsEntry("rawPath", "/users/a b")
                .containsEntry("rawQueryString", "x=1&x=2")
                .containsEntry("pathParameters", Map.of("id", "a b"));
    }

    @Test
    void a_greedy_route_takes_any_method_and_the_whole_rest() throws Exception {
        Map<String, Object> event =
                JSON.std.mapFrom(send("PUT", api("/files/a/b%2Fc"), "text").body());

        assertThat(event)
                .containsEntry("routeKey", "ANY /files/{path+}")
                .containsEntry("pathParameters", Map.of("path", "a/b/c"))
                .containsEntry("body", "dGV4dA==")
                .containsEntry("isBase64Encoded", true);
    }

    @Test
    void a_call_without_a_route_is_not_found() throws Exception {
        HttpResponse<String> response = send("DELETE", api("/users"), "");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("{\"message\":\"Not Found\"}");
    }

    @Test
    void a_named_stage_is_part_of_the_url() throws Exception {
        HttpResponse<String> response = send("GET", api("/prod/users/7"), "");
        Map<String, Object> event = JSON.std.mapFrom(response.body());

        assertThat(event)
                .containsEntry("version", "1.0")
                .containsEntry("path", "/prod/users/7")
                .containsEntry("resource", "$default");
        assertThat(send("GET", api("/production/users"), "").statusCode()).isEqualTo(404);
    }

    @Test
    void a_failure_shows_nothing_of_itself() throws Exception {
        HttpResponse<String> api = send("POST", api("/fail"), "{}");
        HttpResponse<String> url = send("POST", running.url("Failing") + "/", "{}");

        assertThat(api.statusCode()).isEqualTo(500);
        assertThat(api.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
        assertThat(url.statusCode()).isEqualTo(502);
        assertThat(url.body()).isEqualTo("Internal Server Error");
        LOG.awaitLine("Failing: java.lang.IllegalStateException: no such user");
    }

    @Test
    void an_answer_that_the_gateway_refuses_says_why_in_the_log() throws Exception {
        assertThat(send("GET", api("/malformed"), "").statusCode()).isEqualTo(500);

        LOG.awaitLine("Malformed: The gateway refused the answer: ");
    }

    @Test
    void a_gateway_waits_no_longer_than_it_may() throws Exception {
        HttpResponse<String> response = send("GET", api("/slow"), "");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).isEqualTo("{\"message\":\"Service Unavailable\"}");
    }

    @Test
    void a_function_url_takes_every_call() throws Exception {
        Map<String, Object> event = JSON.std.mapFrom(
                send("PATCH", running.url("Url") + "/any/thing", "").body());

        assertThat(event).containsEntry("routeKey", "$default").containsEntry("rawPath", "/any/thing");
        assertThat(URI.create(running.url("Url")).getPort())
                .isNotEqualTo(URI.create(running.url("Failing")).getPort());
    }

    @Test
    void targets_that_are_no_uris_arrive_as_they_came() throws Exception {
        String answer =
                raw("GET //a//b|{}%zz?q=|\" HTTP/1.1\r\nhOsT: x\r\nX-One: 1\r\nx-one: 2\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 200 OK")
                .contains("\"rawPath\":\"//a//b|{}%zz\"")
                .contains("\"rawQueryString\":\"q=|\\\"\"")
                .contains("\"x-one\":\"1,2\"")
                .doesNotContain("\"connection\"");
    }

    @Test
    void a_target_that_is_no_path_is_refused() throws Exception {
        assertThat(raw("GET users HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void a_connection_is_kept() throws Exception {
        String request = "GET /users HTTP/1.1\r\nHost: x\r\n\r\n";

        String answers = raw(request + request.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));

        assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(3);
    }

    @Test
    void head_has_no_body() throws Exception {
        HttpResponse<String> response = send("HEAD", running.url("Url") + "/", "");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void a_body_that_is_too_large_is_refused() throws Exception {
        assertThat(send("POST", running.url("Url") + "/", "x".repeat(7 << 20)).statusCode())
                .isEqualTo(413);
        assertThat(send("PUT", api("/files/a"), "x".repeat(11 << 20)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void many_calls_at_once_are_all_answered() {
        List<CompletableFuture<HttpResponse<String>>> responses = IntStream.range(0, 40)
                .mapToObj(i -> client.sendAsync(request("GET", api("/users/" + i), ""), BodyHandlers.ofString()))
                .toList();

        for (int i = 0; i < responses.size(); i++) {
            assertThat(responses.get(i).join().body()).contains("\"pathParameters\":{\"id\":\"" + i + "\"}");
        }
    }

    @Test
    void a_function_can_be_invoked_by_id_and_by_name() {
        assertThat(running.invoke("Echo", new byte[] {'1'}).text()).contains("\"body\":\"1\"");
        assertThat(running.invoke("local-Echo", new byte[] {'1'}).failed()).isFalse();
        assertThatThrownBy(() -> running.invoke("Ecko", new byte[0])).hasMessageContaining("there is no function Ecko");
    }

    @Test
    void a_port_that_is_taken_is_told() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() ->
                            Local.template(TEMPLATE).port(taken.getLocalPort()).start())
                    .isInstanceOf(LocalException.class)
                    .hasMessageContaining("the port " + taken.getLocalPort())
                    .hasMessageContaining("--port 0");
        }
    }

    @Test
    void the_start_screen_shows_where_everything_is() {
        String screen = String.join("\n", new StartScreen(running).lines());

        assertThat(screen)
                .contains("Echo  (dev.skiff.local.functions.Echo::handle, 256 MB, 20 s)")
                .contains("  GET     " + api("/users/{id}"))
                .contains("  ANY     " + api("/prod/…  ($default)"))
                .contains("  URL     " + running.url("Url") + "/")
                .contains("  SQS     local-Jobs")
                .contains("curl -i '" + api("/users") + "'");
    }

    private String raw(String request) throws IOException {
        URI door = URI.create(
                request.contains("/users") || request.startsWith("GET users") ? api("") : running.url("Url"));
        try (Socket socket = new Socket(door.getHost(), door.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String api(String target) {
        SamApi unnamed = running.template().apis().stream()
                .filter(api -> api.stage().equals("$default"))
                .findFirst()
                .orElseThrow();
        return running.apiUrl(unnamed) + target;
    }

    private HttpResponse<String> send(String method, String url, String body) throws Exception {
        return client.send(request(method, url, body), BodyHandlers.ofString());
    }

    private static HttpRequest request(String method, String url, String body) {
        return HttpRequest.newBuilder(URI.create(url))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
    }
}
