package dev.skiff.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Routers within routers, and what stands around whose routes. */
class MountingTest {
    /** Leaves its mark on every answer that passes, outermost first. */
    private static Filter mark(String name) {
        return (request, next) -> {
            try {
                Response response = next.handle(request);
                return response.withHeader(
                        "X-Marks", name + response.header("X-Marks").orElse(""));
            } catch (HttpException failure) {
                Response response = failure.response();
                return response.withHeader(
                        "X-Marks", name + response.header("X-Marks").orElse(""));
            }
        };
    }

    private static Handler says(String text) {
        return request -> Response.text(text);
    }

    private static final Router ORDERS = Router.builder()
            .filter(mark("o"))
            .get("/", says("orders"))
            .get("/{order}", request -> Response.text("order " + request.path("order")))
            .build();

    private static final Router USERS = Router.builder()
            .filter(mark("u"))
            .get("/{id}", request -> Response.text("user " + request.path("id")))
            .mount("/{id}/orders", ORDERS)
            .build();

    private static final Router API = Router.builder()
            .filter(mark("a"))
            .get("/health", says("up"))
            .post("/users/special", says("own"))
            .mount("/users", USERS)
            .build();

    @ParameterizedTest
    @CsvSource({
        "GET, /health, 200, a",
        "GET, /nope, 404, a",
        "POST, /health, 405, a",
        "GET, /users/7, 200, au",
        "DELETE, /users/7, 405, au",
        "GET, /users, 404, au",
        "GET, /users/, 404, au",
        "GET, /users/7/x, 404, au",
        "GET, /usersx, 404, a",
        "GET, /users/7/orders, 200, auo",
        "GET, /users/7/orders/9, 200, auo",
        "GET, /users/7/orders/9/x, 404, auo",
        "PUT, /users/7/orders/9, 405, auo",
        "OPTIONS, /users/7/orders/9, 204, auo",
        "POST, /users/special, 200, a",
        "OPTIONS, /users/7, 204, au",
    })
    void filters_see_what_lies_under_their_prefix_and_nothing_else(
            String method, String path, int status, String marks) {
        Response response = API.handle(Request.of(method, path));

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.header("X-Marks")).contains(marks);
    }

    @Test
    void a_route_of_the_outer_router_under_a_prefix_is_not_the_inner_ones() {
        Router outer = Router.builder()
                .get("/users/a/b/c", says("own"))
                .mount("/users", USERS)
                .build();

        assertThat(outer.handle(Request.of("POST", "/users/a/b/c")).status()).isEqualTo(405);
        assertThat(outer.handle(Request.of("POST", "/users/a/b/c")).header("X-Marks"))
                .isEmpty();
    }

    @Test
    void a_mounted_router_still_works_alone() {
        assertThat(USERS.handle(Request.of("GET", "/7")).text()).isEqualTo("user 7");
        assertThat(USERS.handle(Request.of("GET", "/7")).header("X-Marks")).contains("u");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/acme/x", "/acme/nope", "/acme", "/%61cme/x", "/acme/x/"})
    void filters_under_a_prefix_with_parameters_know_them_on_404_and_405_too(String path) {
        Router tenant = Router.builder()
                .filter((request, next) -> {
                    String name = request.path("tenant");
                    try {
                        return next.handle(request).withHeader("X-Tenant", name);
                    } catch (HttpException failure) {
                        return failure.response().withHeader("X-Tenant", name);
                    }
                })
                .get("/x", says("x"))
                .build();
        Router router = Router.builder().mount("/{tenant}", tenant).build();

        for (String method : List.of("GET", "PUT")) {
            assertThat(router.handle(Request.of(method, path)).header("X-Tenant"))
                    .contains("acme");
        }
    }

    @Test
    void the_order_of_mounts_does_not_matter() {
        Router admin =
                Router.builder().filter(mark("admin")).get("/x", says("x")).build();
        Router tenant =
                Router.builder().filter(mark("tenant")).get("/x", says("x")).build();
        Router deep = Router.builder().filter(mark("deep")).get("/x", says("x")).build();
        Router one = Router.builder()
                .mount("/admin", admin)
                .mount("/{tenant}/b/c", deep)
                .mount("/{tenant}", tenant)
                .build();
        Router other = Router.builder()
                .mount("/{tenant}", tenant)
                .mount("/{tenant}/b/c", deep)
                .mount("/admin", admin)
                .build();

        for (Router router : List.of(one, other)) {
            assertThat(router.handle(Request.of("GET", "/admin/nope")).header("X-Marks"))
                    .contains("admin");
            assertThat(router.handle(Request.of("GET", "/acme/nope")).header("X-Marks"))
                    .contains("tenant");
            assertThat(router.handle(Request.of("GET", "/acme/b/c/nope")).header("X-Marks"))
                    .contains("deep");
            assertThat(router.handle(Request.of("GET", "/admin/b/c/nope")).header("X-Marks"))
                    .contains("admin");
        }
    }

    @Test
    void of_two_routers_at_one_prefix_a_405_is_of_the_one_with_the_path() {
        Router users =
                Router.builder().filter(mark("u")).get("/users", says("u")).build();
        Router orders =
                Router.builder().filter(mark("o")).get("/orders", says("o")).build();
        Router router =
                Router.builder().mount("/api", users).mount("/api", orders).build();

        assertThat(router.handle(Request.of("PUT", "/api/users")).header("X-Marks"))
                .contains("u");
        assertThat(router.handle(Request.of("PUT", "/api/orders")).header("X-Marks"))
                .contains("o");
    }

    @ParameterizedTest
    @CsvSource({
        "/api, /x, /api/x",
        "/api/, /x, /api/x",
        "/api, /, /api",
        "/api/, /, /api",
        "/, /x, /x",
        "'', /x, /x",
        "/, /, /",
    })
    void prefixes_join_without_a_slash_too_many(String prefix, String template, String joined) {
        Router inner = Router.builder().get(template, says("found")).build();
        Router router = Router.builder().mount(prefix, inner).build();

        assertThat(router.routes().get(0).template()).isEqualTo(joined);
        assertThat(router.handle(Request.of("GET", joined)).text()).isEqualTo("found");
    }

    @Test
    void collisions_across_mounts_fail_and_are_named() {
        Router inner = Router.builder().get("/{id}", says("a")).build();

        assertThatThrownBy(() -> Router.builder()
                        .get("/users/{name}", says("b"))
                        .mount("/users", inner)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GET /users/{name}")
                .hasMessageContaining("GET /users/{id}");
        assertThatThrownBy(() -> Router.builder().mount("/{id}", inner)).hasMessageContaining("twice");
        assertThatThrownBy(() -> Router.builder().mount("users", inner)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_base_path_belongs_to_the_outermost_router() {
        Router based = Router.builder().basePath("/v1").get("/x", says("x")).build();

        assertThatThrownBy(() -> Router.builder().mount("/api", based))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/api");
    }

    @Test
    void the_innermost_not_found_handler_answers_within_its_filters() {
        Router inner = Router.builder()
                .filter(mark("i"))
                .get("/x", says("x"))
                .notFound(request -> Response.text("inner").withStatus(404))
                .build();
        Router plain = Router.builder().get("/x", says("x")).build();
        Router router = Router.builder()
                .filter(mark("o"))
                .mount("/a", inner)
                .mount("/b", plain)
                .notFound(request -> Response.text("outer").withStatus(404))
                .build();

        assertThat(router.handle(Request.of("GET", "/a/nope")).text()).isEqualTo("inner");
        assertThat(router.handle(Request.of("GET", "/a/nope")).header("X-Marks"))
                .contains("oi");
        assertThat(router.handle(Request.of("GET", "/b/nope")).text()).isEqualTo("outer");
        assertThat(router.handle(Request.of("GET", "/c")).text()).isEqualTo("outer");
        assertThat(router.handle(Request.of("PUT", "/a/x")).status()).isEqualTo(405);
    }

    @Test
    void a_router_is_a_handler_of_another_one_too() {
        Router inner = Router.builder()
                .filter(mark("i"))
                .get("/inner/{x}", says("found"))
                .build();
        Router outer =
                Router.builder().filter(mark("o")).any("/inner/{rest+}", inner).build();

        Response response = outer.handle(Request.of("GET", "/inner/1"));
        assertThat(response.header("X-Marks")).contains("oi");
        assertThat(response.route()).contains("/inner/{x}");
        assertThat(outer.handle(Request.of("GET", "/inner/1/2")).status()).isEqualTo(404);
    }
}
