package dev.skiff.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.skiff.testing.FakeContext;
import dev.skiff.testing.FunctionClient;
import dev.skiff.testing.HttpAnswer;
import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilterSnippetsTest {
    private static final Handler LIST = request -> Response.text("ann, zoe");
    private static final String APP = "https://app.example";

    @Test
    void the_page_shows_the_code_that_is_tested() throws IOException {
        String code = squeezed(Files.readString(Path.of("src/test/java/dev/skiff/routing/FilterSnippets.java")));
        String[] parts = Files.readString(Path.of("../docs/filters.md")).split("```", -1);
        int blocks = 0;
        for (int i = 1; i < parts.length; i += 2) {
            if (parts[i].startsWith("java\n")) {
                assertThat(code).contains(squeezed(parts[i].substring(5)));
                blocks++;
            }
        }

        assertThat(blocks).isEqualTo(11);
    }

    @Test
    void all_filters_work_together() {
        FunctionClient client = FunctionClient.of(new HttpFunction(FilterSnippets.all(LIST)) {});

        HttpAnswer answer = client.send(HttpCall.get("/users").plusHeader("Origin", APP));

        assertThat(answer.text()).isEqualTo("ann, zoe");
        assertThat(answer.header("Access-Control-Allow-Origin")).contains(APP);
        assertThat(answer.header("ETag")).isPresent();
        assertThat(answer.header("X-Request-Id")).isPresent();
        assertThat(client.as(HttpSource.ALB)
                        .send(HttpCall.get("/health").withHeader("User-Agent", "ELB-HealthChecker/2.0"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_mounted_router_keeps_its_filters_to_itself() {
        Router router = FilterSnippets.mounted(LIST, request -> Response.text("hello"));

        assertThat(router.handle(Request.of("GET", "/api/users").withHeader("Origin", APP))
                        .header("Access-Control-Allow-Origin"))
                .contains(APP);
        assertThat(router.handle(Request.of("GET", "/hello").withHeader("Origin", APP))
                        .header("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    void a_handler_needs_no_router() throws Exception {
        Request request = Request.of("GET", "/").withHeader("X-Request-Id", "c-1");

        Response response = FilterSnippets.around(LIST).handle(request);

        assertThat(response.header("X-Request-Id")).contains("c-1");
        assertThat(response.header("ETag")).isPresent();
    }

    @Test
    void cors_can_be_told_more() {
        Request preflight = Request.of("OPTIONS", "/")
                .withHeader("Origin", "http://localhost:3000")
                .withHeader("Access-Control-Request-Method", "POST");

        assertThat(FilterSnippets.cors().apply(preflight, LIST).header("Access-Control-Max-Age"))
                .contains("600");
    }

    @Test
    void entries_can_go_elsewhere() {
        List<AccessLog.Entry> entries = new ArrayList<>();
        AccessLog log = FilterSnippets.accessLog(entries::add);

        log.apply(Request.of("GET", "/"), LIST);
        log.apply(Request.of("GET", "/"), request -> Response.status(503));

        assertThat(entries).hasSize(1);
    }

    @Test
    void compression_can_have_another_threshold() throws Exception {
        Request request = Request.of("GET", "/").withHeader("Accept-Encoding", "gzip");

        assertThat(FilterSnippets.compression()
                        .apply(request, inner -> Response.text("x".repeat(4097)))
                        .header("Content-Encoding"))
                .contains("gzip");
    }

    @Test
    void a_handler_can_set_its_own_tag() throws Exception {
        Request request = Request.of("GET", "/").withHeader("If-None-Match", "\"v7\"");

        assertThat(ETags.create().apply(request, FilterSnippets::versioned).status())
                .isEqualTo(304);
    }

    @Test
    void who_comes_by_cloudfront_gets_in() {
        Router router = FilterSnippets.behindCloudFront(() -> List.of("old", "new"), LIST);
        Request direct = Request.of("GET", "/users");

        assertThat(router.handle(direct).status()).isEqualTo(403);
        assertThat(router.handle(direct.withHeader("X-Origin-Verify", "new")).text())
                .isEqualTo("ann, zoe");
        assertThat(FilterSnippets.behindOriginAccessControl(LIST).handle(direct).status())
                .isEqualTo(403);
    }

    @Test
    void an_id_can_have_another_header() {
        Request request = Request.of("GET", "/").withHeader("X-Correlation-Id", "c-1");

        assertThat(FilterSnippets.requestIds().apply(request, LIST).header("X-Correlation-Id"))
                .contains("c-1");
    }

    @Test
    void a_handler_of_event_objects_can_have_a_router() {
        APIGatewayProxyRequestEvent event =
                new APIGatewayProxyRequestEvent().withHttpMethod("GET").withPath("/users");

        assertThat(new FilterSnippets.UsersHandler()
                        .handleRequest(event, FakeContext.create())
                        .getBody())
                .isEqualTo("ann, zoe");
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }
}
