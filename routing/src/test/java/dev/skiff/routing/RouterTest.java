package dev.skiff.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which route answers. */
class RouterTest {
    /** Answers with its own name and the parameters it was given. */
    private static Router.Builder with(Router.Builder router, String... routes) {
        for (String route : routes) {
            String method = route.substring(0, route.indexOf(' '));
            String template = route.substring(route.indexOf(' ') + 1);
            router.route(method, template, request -> Response.text(route + parameters(template, request)));
        }
        return router;
    }

    private static Router router(String... routes) {
        return with(Router.builder(), routes).build();
    }

    private static String parameters(String template, Request request) {
        StringBuilder parameters = new StringBuilder();
        for (String segment : template.split("/", -1)) {
            if (segment.startsWith("{")) {
                String name = segment.replaceAll("[{}+]", "");
                parameters.append(' ').append(name).append('=').append(request.path(name));
            }
        }
        return parameters.toString();
    }

    private static String answer(Router router, String method, String path) {
        Response response = router.handle(Request.of(method, path));
        return response.status() == 200 ? response.text() : String.valueOf(response.status());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, GET /",
        "GET, /users, GET /users",
        "GET, /users/, GET /users",
        "GET, /users/7, GET /users/{id} id=7",
        "GET, /users/7/, GET /users/{id} id=7",
        "GET, /users/me, GET /users/me",
        "GET, /users/me/posts, GET /users/{id}/posts id=me",
        "GET, /users/me/x, GET /users/{rest+} rest=me/x",
        "GET, /users/7/posts/9/z, GET /users/{rest+} rest=7/posts/9/z",
        "GET, /other, GET /{all+} all=other",
        "GET, /other/thing/, GET /{all+} all=other/thing/",
        "POST, /users/me, POST /users/{id} id=me",
        "PUT, /users/me, PUT /users/{rest+} rest=me",
        "DELETE, /users/me, 405",
        "GET, //, 405",
        "POST, /, 405",
    })
    void the_most_specific_route_with_the_method_answers_segment_by_segment(String method, String path, String answer) {
        Router router = router(
                "GET /{all+}",
                "GET /users/{rest+}",
                "PUT /users/{rest+}",
                "GET /users/{id}",
                "POST /users/{id}",
                "GET /users/{id}/posts",
                "GET /users/me",
                "GET /users",
                "GET /");
        if (path.equals("//")) {
            assertThat(answer(router, method, path)).isIn("404", "405");
        } else {
            assertThat(answer(router, method, path)).isEqualTo(answer);
        }
    }

    @Test
    void a_dead_end_is_left_for_the_next_best() {
        Router router = router("GET /a/b/c", "GET /a/{x}/d", "GET /{y}/b/e", "GET /{z+}");

        assertThat(answer(router, "GET", "/a/b/c")).isEqualTo("GET /a/b/c");
        assertThat(answer(router, "GET", "/a/b/d")).isEqualTo("GET /a/{x}/d x=b");
        assertThat(answer(router, "GET", "/a/b/e")).isEqualTo("GET /{y}/b/e y=a");
        assertThat(answer(router, "GET", "/a/b/f")).isEqualTo("GET /{z+} z=a/b/f");
        assertThat(answer(router, "GET", "/a/b")).isEqualTo("GET /{z+} z=a/b");
    }

    @Test
    void a_greedy_parameter_needs_a_segment() {
        Router router = router("GET /files/{path+}");

        assertThat(answer(router, "GET", "/files")).isEqualTo("404");
        assertThat(answer(router, "GET", "/files/")).isEqualTo("404");
        assertThat(answer(router, "GET", "/files/a/b//c")).isEqualTo("GET /files/{path+} path=a/b//c");
    }

    @Test
    void an_empty_segment_is_no_parameter() {
        Router router = router("GET /a/{x}/b", "GET /c/{y}");

        assertThat(answer(router, "GET", "/a//b")).isEqualTo("404");
        assertThat(answer(router, "GET", "/c//")).isEqualTo("404");
        assertThat(answer(router, "GET", "//a/1/b")).isEqualTo("404");
    }

    @Test
    void literals_are_compared_decoded() {
        Router router = router("GET /café/{x}", "GET /a b", "GET /100%", "GET /A");

        assertThat(answer(router, "GET", "/caf%C3%A9/1")).isEqualTo("GET /café/{x} x=1");
        assertThat(answer(router, "GET", "/café/1")).isEqualTo("GET /café/{x} x=1");
        assertThat(answer(router, "GET", "/a%20b")).isEqualTo("GET /a b");
        assertThat(answer(router, "GET", "/%41")).isEqualTo("GET /A");
        assertThat(answer(router, "GET", "/100%25")).isEqualTo("GET /100%");
        assertThat(answer(router, "GET", "/a")).isEqualTo("404");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /x, GET /x",
        "HEAD, /x, GET /x",
        "PURGE, /x, ANY /x",
        "OPTIONS, /x, ANY /x",
        "HEAD, /h, HEAD /h",
        "OPTIONS, /h, OPTIONS /h",
        "PROPFIND, /dav, PROPFIND /dav",
        "M-SEARCH, /dav, M-SEARCH /dav",
        "get, /dav, 405",
        "GET, /dav, 405",
    })
    void every_method_can_be_routed(String method, String path, String answer) {
        Router router = router("GET /x", "ANY /x", "GET /h", "HEAD /h", "OPTIONS /h", "PROPFIND /dav", "M-SEARCH /dav");

        assertThat(answer(router, method, path)).isEqualTo(answer);
    }

    @Test
    void another_method_is_405_with_all_that_the_path_answers_sorted() {
        Router router = router("POST /a/b", "GET /a/{x}", "DELETE /{y}/b", "PUT /a/c", "LINK /a/b");

        Response response = router.handle(Request.of("PATCH", "/a/b"));
        assertThat(response.status()).isEqualTo(405);
        assertThat(response.header("Allow")).contains("DELETE, GET, HEAD, LINK, OPTIONS, POST");
        assertThat(response.header("Content-Type")).contains("application/problem+json");
        assertThat(response.route()).isEmpty();
    }

    @Test
    void options_is_answered_with_what_there_is() {
        Router router = router("POST /a", "GET /a");

        Response response = router.handle(Request.of("OPTIONS", "/a"));
        assertThat(response.status()).isEqualTo(204);
        assertThat(response.header("Allow")).contains("GET, HEAD, OPTIONS, POST");
        assertThat(answer(router, "OPTIONS", "/b")).isEqualTo("404");
    }

    @Test
    void head_is_answered_by_get_and_the_handler_sees_head() {
        Router router = Router.builder()
                .get("/a", request -> Response.text(request.method()))
                .build();

        assertThat(answer(router, "HEAD", "/a")).isEqualTo("HEAD");
    }

    @Test
    void a_strict_router_has_two_routes_for_a_slash_more() {
        Router router = with(Router.builder().strictTrailingSlash(), "GET /a", "GET /a/", "GET /b/{x}/", "GET /")
                .build();

        assertThat(answer(router, "GET", "/a")).isEqualTo("GET /a");
        assertThat(answer(router, "GET", "/a/")).isEqualTo("GET /a/");
        assertThat(answer(router, "GET", "/b/1/")).isEqualTo("GET /b/{x}/ x=1");
        assertThat(answer(router, "GET", "/b/1")).isEqualTo("404");
        assertThat(answer(router, "GET", "/")).isEqualTo("GET /");
    }

    @Test
    void a_lenient_router_takes_a_template_with_a_slash_for_both() {
        Router router = router("GET /a/", "GET /b/{x}/");

        assertThat(answer(router, "GET", "/a")).isEqualTo("GET /a/");
        assertThat(answer(router, "GET", "/a/")).isEqualTo("GET /a/");
        assertThat(answer(router, "GET", "/b/1")).isEqualTo("GET /b/{x}/ x=1");
    }

    @ParameterizedTest
    @CsvSource({
        "GET /a, GET /a",
        "GET /a, GET /a/",
        "GET /a/{x}, GET /a/{x}",
        "GET /a/{x}, GET /a/{y}",
        "GET /a/{x}, POST /a/{y}",
        "GET /a/{x}/b, GET /a/{y}/b/",
        "GET /a/{x+}, GET /a/{y+}",
        "ANY /a, ANY /a",
    })
    void routes_that_collide_fail_at_construction_and_both_are_named(String one, String other) {
        assertThatThrownBy(() -> router("GET /unrelated", one, "GET /unrelated/{too}", other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(one)
                .hasMessageContaining(other);
    }

    @Test
    void routes_that_only_resemble_each_other_do_not_collide() {
        assertThatCode(() -> router(
                        "GET /a/{x}",
                        "POST /a/{x}",
                        "GET /a/{x}/b",
                        "GET /a/{y}/c",
                        "GET /a/{z+}",
                        "ANY /a/{x}",
                        "GET /a/x"))
                .doesNotThrowAnyException();
        assertThatCode(() -> with(Router.builder().strictTrailingSlash(), "GET /a", "GET /a/")
                        .build())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "/a//b",
                "//",
                "/{}",
                "/{+}",
                "/{a}/{a}",
                "/{a+}/b",
                "/{a}{b}",
                "/x{a}",
                "/{a}x",
                "/{a",
                "/a}",
                "/{a b}",
                "/{a/b}",
                "/{{a}}",
                "/{a+}/",
                "/{a:int}",
                "/a?b=c",
                "/a#b",
                "/caf%C3%A9"
            })
    void a_template_that_can_not_work_fails_and_is_named(String template) {
        assertThatThrownBy(() -> Router.builder().get(template, request -> Response.noContent()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(template);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "get", "G T", "GET,POST", "É"})
    void a_method_is_a_token_in_capitals(String method) {
        assertThatThrownBy(() -> Router.builder().route(method, "/a", request -> Response.noContent()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/a");
    }

    @Test
    void the_routes_can_be_listed() {
        Router users = router("GET /", "DELETE /{id}");
        Router router =
                with(Router.builder(), "GET /health").mount("/users", users).build();

        assertThat(router.routes())
                .extracting(Route::toString)
                .containsExactly("GET /health", "GET /users", "DELETE /users/{id}");
        assertThat(router.routes().get(0))
                .isEqualTo(router("GET /health").routes().get(0));
        assertThatThrownBy(() -> router.routes().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void the_template_is_on_the_request_for_filters_and_on_the_response() {
        Router router = Router.builder()
                .filter((request, next) -> next.handle(request)
                        .withHeader("X-Route", request.route().orElse("none")))
                .get("/users/{id}", request -> Response.text(request.route().orElse("none")))
                .build();

        Response found = router.handle(Request.of("GET", "/users/7"));
        assertThat(found.header("X-Route")).contains("/users/{id}");
        assertThat(found.text()).isEqualTo("/users/{id}");
        assertThat(found.route()).contains("/users/{id}");
    }

    @Test
    void a_parameter_the_route_lacks_is_a_mistake_that_names_the_route() {
        Request[] seen = new Request[1];
        Router router = Router.builder()
                .get("/users/{id}", request -> {
                    seen[0] = request;
                    return Response.noContent();
                })
                .build();
        router.handle(Request.of("GET", "/users/7"));

        assertThatThrownBy(() -> seen[0].path("name"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/users/{id}")
                .hasMessageContaining("name");
        assertThatThrownBy(() -> Request.of("GET", "/users/7").path("id")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void each_of_githubs_routes_is_found_by_its_own_template() throws IOException {
        List<String[]> lines = github();
        Router.Builder builder = Router.builder();
        for (String[] line : lines) {
            builder.route(
                    line[0],
                    line[1],
                    request -> Response.text(
                            request.method() + " " + request.route().orElse("")));
        }
        Router router = builder.build();

        assertThat(lines).hasSize(203);
        for (String[] line : lines) {
            assertThat(answer(router, line[0], line[2])).isEqualTo(line[0] + " " + line[1]);
            assertThat(answer(router, line[0], line[2] + "/")).isEqualTo(line[0] + " " + line[1]);
            assertThat(answer(router, line[0], line[2] + "/no/such/thing"))
                    .isIn("404", "405", "GET /repos/{owner}/{repo}/contents/{path+}");
        }
    }

    private static List<String[]> github() throws IOException {
        try (BufferedReader file = new BufferedReader(new InputStreamReader(
                RouterTest.class.getResourceAsStream("/github-routes.tsv"), StandardCharsets.UTF_8))) {
            return file.lines().map(line -> line.split("\t", -1)).toList();
        }
    }

    @Test
    void many_children_of_a_place_are_all_found() {
        Router.Builder builder = Router.builder();
        for (int i = 0; i < 500; i++) {
            String name = "n" + i;
            builder.get("/x/" + name + "/{id}", request -> Response.text(name));
        }
        Router router = builder.build();

        for (int i = 0; i < 500; i++) {
            assertThat(answer(router, "GET", "/x/n" + i + "/1")).isEqualTo("n" + i);
        }
        assertThat(answer(router, "GET", "/x/n500/1")).isEqualTo("404");
        assertThat(answer(router, "GET", "/x//1")).isEqualTo("404");
    }

    @Test
    void a_long_path_is_no_trouble() {
        Router router = router("GET /a/{rest+}", "GET /a/{x}/{y}");

        assertThat(answer(router, "GET", "/a" + "/b".repeat(100_000))).startsWith("GET /a/{rest+}");
        assertThat(answer(router, "GET", "/".repeat(100_000))).isEqualTo("404");
    }

    @Test
    void a_base_path_needs_a_segment() {
        for (String base : List.of("", "/", "pay")) {
            assertThatThrownBy(() -> Router.builder().basePath(base)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
