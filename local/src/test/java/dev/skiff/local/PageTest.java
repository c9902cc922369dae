package dev.skiff.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
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
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The page's files and JSON, over real HTTP and about real functions. */
class PageTest {
    private static final RunningTemplate RUNNING = Local.template(Path.of("target/test-classes/templates/page.yaml"))
            .port(0)
            .log((function, line) -> {})
            .start();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterAll
    static void close() {
        RUNNING.close();
    }

    @Test
    void the_page_runs_nothing_but_its_own_files() throws Exception {
        HttpResponse<String> page = get("");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(policy)
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe"));
        assertThat(page.body()).doesNotContain("onclick", "style=", "http://", "https://");
    }

    @Test
    void the_page_is_small() throws Exception {
        int bytes = 0;
        for (String file : List.of("/", "/page.css", "/page.js", "/icon.svg")) {
            bytes += get(file).body().getBytes(StandardCharsets.UTF_8).length;
        }

        assertThat(bytes).isLessThanOrEqualTo(50 * 1024);
    }

    @Test
    void markup_is_never_made_of_data() throws Exception {
        assertThat(get("/page.js").body())
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
    }

    @Test
    void the_state_tells_functions_with_routes_and_samples() throws Exception {
        assertThat(get("/api/state").body())
                .contains("\"id\":\"Products\"", "\"path\":\"/products/{id}\"", RUNNING.url() + "/products/{id}")
                .contains("\"handler\":\"dev.skiff.local.functions.Shop::products\"", "\"memory\":256")
                .contains("\"triggers\":[\"GET /products\",\"GET /products/{id}\",\"ANY /files/{path+}\",\"Function"
                        + " URL\"]");
    }

    @Test
    void a_call_is_listed_with_its_answer_and_log() throws Exception {
        send(HttpRequest.newBuilder(URI.create(RUNNING.url() + "/products/42")));

        Map<String, Object> call = detail(newest("GET /products/42"));

        assertThat(call)
                .containsEntry("function", "Products")
                .containsEntry("kind", "HTTP")
                .containsEntry("status", "200")
                .containsEntry("state", "answered");
        assertThat((List<?>) call.get("log")).anyMatch(line -> "INFO  looking up /products/42".equals(line));
        assertThat((String) call.get("answer")).contains("Oar");
        assertThat((String) call.get("event")).contains("\"rawPath\":\"/products/42\"");
    }

    @Test
    void a_function_can_be_invoked_and_the_call_replayed() throws Exception {
        HttpResponse<String> invoked = post("invoke", Map.of("function", "Restock", "event", "{\"n\":1.0e2}"));
        String id = requestId(invoked);
        Map<String, Object> call = detail(awaitCall(id));
        HttpResponse<String> replayed = post("replay", Map.of("call", String.valueOf(call.get("number"))));
        Map<String, Object> again = detail(awaitCall(requestId(replayed)));

        assertThat(invoked.statusCode()).isEqualTo(202);
        assertThat(call).containsEntry("event", "{\"n\":1.0e2}").containsEntry("cause", "page");
        assertThat(again)
                .containsEntry("event", "{\"n\":1.0e2}")
                .containsEntry("answer", "{\"n\":1.0e2}")
                .containsEntry("cause", "replay of " + id);
    }

    @Test
    void mistakes_are_told() throws Exception {
        assertThat(post("invoke", Map.of("function", "Nobody", "event", "{}")).body())
                .contains("there is no function Nobody");
        assertThat(post("invoke", Map.of("function", "Restock", "event", "{\n\"a\":}"))
                        .body())
                .contains("the event is no JSON", "line 2");
        assertThat(post("invoke", Map.of("function", "Restock", "event", " ")).body())
                .contains("the event is empty");
        assertThat(post("invoke", Map.of("function", "Restock", "event", "{} {}"))
                        .body())
                .contains("goes on after its end");
        assertThat(post("invoke", Map.of("function", "Restock")).body()).contains("no text event");
        assertThat(post("replay", Map.of("call", "4000")).body()).contains("no longer kept");
        assertThat(post("redrive", Map.of("queue", "Nothing")).body()).contains("there is no queue Nothing");
        assertThat(post("fire", Map.of("function", "Restock", "schedule", "x")).body())
                .contains("Restock has no schedule x");
        assertThat(post("nothing", Map.of()).statusCode()).isEqualTo(404);
        assertThat(get("/api/calls/4000").statusCode()).isEqualTo(404);
        assertThat(get("/api/calls?since=x").statusCode()).isEqualTo(400);
        assertThat(get("/api/sample?function=Restock&source=Fax").body()).contains("no sample event Fax");
        assertThat(get("/../page.js").statusCode()).isEqualTo(404);
    }

    @Test
    void a_sample_is_that_of_the_first_trigger_or_the_chosen_one() throws Exception {
        Map<String, Object> usual = read(get("/api/sample?function=TakeOrder"));
        Map<String, Object> chosen = read(get("/api/sample?function=TakeOrder&source=SQS"));

        assertThat(usual).containsEntry("source", "POST /orders");
        assertThat((String) usual.get("event")).contains("\"routeKey\":\"POST /orders\"");
        assertThat((String) chosen.get("event")).contains("\"eventSource\":\"aws:sqs\"");
    }

    @Test
    void foreign_pages_are_kept_out() throws Exception {
        assertThat(raw("GET", "Host: evil.example", "", "")).startsWith("HTTP/1.1 403");
        assertThat(raw("GET", "Host: 127.0.0.1.evil.example:3000", "", "")).startsWith("HTTP/1.1 403");
        assertThat(raw("GET", "Host: localhost", "Origin: https://evil.example", ""))
                .startsWith("HTTP/1.1 403");
        assertThat(raw("POST", "Host: localhost", "Origin: null\r\nContent-Type: application/json", "{}"))
                .startsWith("HTTP/1.1 403");
        assertThat(raw("POST", "Host: localhost", "Content-Type: text/plain", "{}"))
                .startsWith("HTTP/1.1 415");
        assertThat(raw("POST", "Host: localhost", "", "{}")).startsWith("HTTP/1.1 415");
        assertThat(raw("GET", "Host: localhost:3000", "Origin: http://localhost:3000", ""))
                .startsWith("HTTP/1.1 200");
        assertThat(raw("GET", "Host: [::1]:3000", "", "")).startsWith("HTTP/1.1 200");
    }

    @Test
    void other_paths_are_the_templates() throws Exception {
        assertThat(send(HttpRequest.newBuilder(URI.create(RUNNING.url() + "/_skiffs")))
                        .body())
                .isEqualTo("{\"message\":\"Not Found\"}");
    }

    @Test
    void the_start_screen_shows_the_page() {
        assertThat(new StartScreen(RUNNING).lines()).contains("  " + RUNNING.url() + "/_skiff");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(RUNNING.url() + "/_skiff" + path)));
    }

    private HttpResponse<String> post(String action, Map<String, String> body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(RUNNING.url() + "/_skiff/api/" + action))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.std.asString(body))));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String requestId(HttpResponse<String> response) throws IOException {
        return (String) Objects.requireNonNull(read(response).get("requestId"));
    }

    private static Map<String, Object> read(HttpResponse<String> response) throws IOException {
        return JSON.std.mapFrom(response.body());
    }

    private Map<String, Object> detail(Map<?, ?> call) throws Exception {
        return read(get("/api/calls/" + call.get("number")));
    }

    private List<?> calls() throws Exception {
        return (List<?>) Objects.requireNonNull(read(get("/api/calls?since=0")).get("calls"));
    }

    private Map<?, ?> newest(String label) throws Exception {
        return calls().stream()
                .map(call -> (Map<?, ?>) call)
                .filter(call -> label.equals(call.get("label")))
                .findFirst()
                .orElseThrow();
    }

    private Map<?, ?> awaitCall(String requestId) throws Exception {
        for (int tries = 0; tries < 2_000; tries++) {
            for (Object call : calls()) {
                Map<?, ?> found = (Map<?, ?>) call;
                if (requestId.equals(found.get("requestId")) && !"running".equals(found.get("state"))) {
                    return found;
                }
            }
        }
        throw new AssertionError("no call " + requestId);
    }

    private static String raw(String method, String host, String headers, String body) throws IOException {
        URI url = URI.create(RUNNING.url());
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            String request = method + " /_skiff/api/state HTTP/1.1\r\n" + host + "\r\nConnection: close\r\n"
                    + (headers.isEmpty() ? "" : headers + "\r\n") + "Content-Length: " + body.length() + "\r\n\r\n"
                    + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
