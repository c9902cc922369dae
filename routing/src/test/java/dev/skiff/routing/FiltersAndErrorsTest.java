package dev.skiff.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FiltersAndErrorsTest {
    /** What a handler may throw; none of it tells the client anything. */
    static List<Throwable> unexpected() {
        return List.of(
                new IllegalStateException("secret"),
                new IOException("secret"),
                new AssertionError("secret"),
                new NoClassDefFoundError("secret"),
                new InterruptedException("secret"));
    }

    private static Handler throwing(Throwable failure) {
        return request -> {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (Exception) failure;
        };
    }

    private static Response get(Router router, String path) {
        return router.handle(Request.of("GET", path));
    }

    @ParameterizedTest
    @MethodSource("unexpected")
    void what_is_unexpected_becomes_a_bare_500(Throwable failure) {
        Router router = Router.builder().get("/", throwing(failure)).build();

        for (Handler handler : List.of(router, throwing(failure))) {
            Answer answer = Events.answer(handler, PathsOfEventsTest.withPath("http-2/get", "/"));
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.text()).isEqualTo("{\"title\":\"Internal Server Error\",\"status\":500}");
            assertThat(answer.header("Content-Type")).containsExactly("application/problem+json");
        }
        assertThat(Thread.interrupted()).isEqualTo(failure instanceof InterruptedException);
    }

    @ParameterizedTest
    @MethodSource("unexpected")
    void what_is_unexpected_fails_the_invocation_if_the_function_asks_for_it(Throwable failure) {
        HttpOptions options = HttpOptions.defaults().rethrowUnexpected();
        Router inner = Router.builder()
                .get("/", throwing(failure))
                .onError(ArithmeticException.class, (r, e) -> Response.noContent())
                .build();
        Router mounted = Router.builder().mount("/", inner).build();
        byte[] event = PathsOfEventsTest.withPath("http-2/get", "/")
                .toString()
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);

        for (Handler handler : List.of(
                throwing(failure),
                inner,
                mounted,
                Router.builder().any("/", inner).build())) {
            assertThatThrownBy(() -> Events.invoke(new Events.Function(handler, options), event))
                    .satisfies(thrown -> assertThat(thrown == failure ? thrown : thrown.getCause())
                            .isSameAs(failure));
        }
        assertThat(Answer.of(Events.invoke(new Events.Function(throwing(HttpException.notFound("x")), options), event))
                        .status())
                .isEqualTo(404);
        assertThat(Answer.of(Events.invoke(new Events.Function(inner, options), Events.bytes("http-2/get")))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void what_the_jvm_can_not_go_on_from_passes_through() {
        Handler handler = request -> {
            throw new OutOfMemoryError("planned");
        };
        Router router = Router.builder()
                .get("/users/{id}", handler)
                .onError(Throwable.class, (request, failure) -> Response.noContent())
                .build();

        assertThatThrownBy(() -> Events.answer(router, "http-2/get")).isInstanceOf(OutOfMemoryError.class);
        assertThatThrownBy(() -> Events.answer(handler, "http-2/get")).isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    @SuppressWarnings("NullAway") // what a careless user does
    void null_from_a_handler_or_filter_is_a_500() {
        Router handled = Router.builder().get("/", request -> null).build();
        Router filtered = Router.builder()
                .filter((request, next) -> null)
                .get("/", request -> Response.noContent())
                .build();
        Router mapped = Router.builder()
                .get("/", throwing(new IOException()))
                .onError(IOException.class, (request, failure) -> null)
                .build();

        assertThat(List.of(handled, filtered, mapped))
                .allSatisfy(router -> assertThat(get(router, "/").status()).isEqualTo(500));
        assertThat(Events.answer(request -> null, "http-2/get").status()).isEqualTo(500);
    }

    @ParameterizedTest
    @CsvSource({
        "/io, io",
        "/file, file",
        "/illegal, exception",
        "/error, throwable",
        "/http, 409",
        "/nope, 404",
    })
    void the_nearest_superclass_answers(String path, String answer) {
        Router router = Router.builder()
                .onError(Throwable.class, (request, failure) -> Response.text("throwable"))
                .onError(FileNotFoundException.class, (request, failure) -> Response.text("file"))
                .onError(Exception.class, (request, failure) -> Response.text("exception"))
                .onError(IOException.class, (request, failure) -> Response.text("io"))
                .get("/io", throwing(new java.io.EOFException()))
                .get("/file", throwing(new FileNotFoundException()))
                .get("/illegal", throwing(new IllegalStateException()))
                .get("/error", request -> {
                    throw new AssertionError();
                })
                .get("/http", throwing(HttpException.conflict("taken")))
                .build();

        Response response = get(router, path);
        assertThat(response.status() == 200 ? response.text() : String.valueOf(response.status()))
                .isEqualTo(answer);
    }

    @Test
    void http_exceptions_can_be_mapped_by_their_own_name() {
        Router router = Router.builder()
                .onError(HttpException.class, (request, failure) -> Response.text("mapped")
                        .withStatus(failure.status()))
                .get("/", throwing(HttpException.conflict("taken")))
                .build();

        assertThat(get(router, "/").text()).isEqualTo("mapped");
        assertThat(get(router, "/nope").text()).isEqualTo("mapped");
        assertThat(get(router, "/nope").status()).isEqualTo(404);
    }

    @Test
    void an_inner_router_maps_first_and_leaves_the_rest_to_the_outer() {
        Router inner = Router.builder()
                .onError(IOException.class, (request, failure) -> Response.text("inner"))
                .get("/io", throwing(new IOException()))
                .get("/state", throwing(new IllegalStateException()))
                .get("/none", throwing(new ArithmeticException()))
                .build();
        Router outer = Router.builder()
                .onError(IOException.class, (request, failure) -> Response.text("outer"))
                .onError(IllegalStateException.class, (request, failure) -> Response.text("outer state"))
                .get("/io", throwing(new IOException()))
                .mount("/in", inner)
                .build();

        assertThat(get(outer, "/io").text()).isEqualTo("outer");
        assertThat(get(outer, "/in/io").text()).isEqualTo("inner");
        assertThat(get(outer, "/in/state").text()).isEqualTo("outer state");
        assertThat(get(outer, "/in/none").status()).isEqualTo(500);
    }

    @Test
    void an_error_handler_that_fails_is_a_bare_500() {
        Router router = Router.builder()
                .onError(IOException.class, (request, failure) -> {
                    throw new IllegalStateException("secret");
                })
                .onError(Exception.class, (request, failure) -> Response.text("not asked"))
                .get("/", throwing(new IOException()))
                .build();

        assertThat(get(router, "/").text()).isEqualTo("{\"title\":\"Internal Server Error\",\"status\":500}");
    }

    @Test
    void a_value_that_can_not_be_written_is_a_500() {
        Map<String, Object> unwritable = new HashMap<>();
        unwritable.put("secret", unwritable);
        Router router =
                Router.builder().get("/", request -> Response.json(unwritable)).build();

        assertThat(get(router, "/").status()).isEqualTo(500);
        assertThat(get(router, "/").text()).doesNotContain("secret");
        assertThat(Events.answer(request -> Response.json(unwritable), "rest/get")
                        .status())
                .isEqualTo(500);
    }

    @Test
    void filters_run_in_order_and_see_the_handlers_failures() {
        List<String> seen = new ArrayList<>();
        Router router = Router.builder()
                .filter((request, next) -> {
                    seen.add("first");
                    try {
                        return next.handle(request);
                    } catch (IOException failure) {
                        seen.add("caught");
                        return Response.text("rescued");
                    }
                })
                .filter((request, next) -> {
                    seen.add("second");
                    return next.handle(request);
                })
                .get("/", throwing(new IOException()))
                .build();

        assertThat(get(router, "/").text()).isEqualTo("rescued");
        assertThat(seen).containsExactly("first", "second", "caught");
    }

    @Test
    void filters_see_404_405_and_malformed_requests() {
        List<Integer> seen = new ArrayList<>();
        Router router = Router.builder()
                .filter((request, next) -> {
                    try {
                        return next.handle(request);
                    } catch (HttpException failure) {
                        seen.add(failure.status());
                        throw failure;
                    }
                })
                .get("/a/{x}", request -> Response.noContent())
                .build();

        router.handle(Request.of("GET", "/nope"));
        router.handle(Request.of("PUT", "/a/1"));
        router.handle(Request.of("GET", "/a/%zz"));
        router.handle(Request.of("GET", "/a/1?x=%zz"));
        router.handle(Request.of("GET", "/nope/%zz"));
        assertThat(seen).containsExactly(404, 405, 400, 400, 400);
    }

    @Test
    void a_filter_of_one_route_is_put_around_its_handler() {
        Filter denied = (request, next) -> {
            throw HttpException.forbidden("no");
        };
        Router router = Router.builder()
                .get("/a", denied.around(request -> Response.noContent()))
                .get("/b", request -> Response.noContent())
                .get(
                        "/c",
                        denied.andThen((request, next) -> next.handle(request)).around(request -> Response.noContent()))
                .build();

        assertThat(get(router, "/a").status()).isEqualTo(403);
        assertThat(get(router, "/b").status()).isEqualTo(204);
        assertThat(get(router, "/c").status()).isEqualTo(403);
    }

    @Test
    void a_filter_may_rewrite_path_and_method_and_the_base_path_stays_off() {
        Router router = Router.builder()
                .basePath("/pay")
                .filter((request, next) -> {
                    Request changed =
                            request.query("method").map(request::withMethod).orElse(request);
                    return next.handle(
                            changed.query("path").map(changed::withPath).orElse(changed));
                })
                .post("/pay/x", request -> Response.text("posted " + request.basePath() + " " + request.url("/y")))
                .get("/new/{id}", request -> Response.text("new " + request.path("id")))
                .build();

        Response posted = get(router, "/pay/pay/x?method=POST");
        assertThat(posted.text()).isEqualTo("posted /pay https://localhost/pay/y");
        assertThat(posted.route()).contains("/pay/x");
        Response moved = get(router, "/pay/new/1?path=/new/a%252Fb");
        assertThat(moved.text()).isEqualTo("new a/b");
        assertThat(get(router, "/pay/pay/x?method=POST&path=/new/1").status()).isEqualTo(405);
        assertThat(get(router, "/pay/new/1?path=/nowhere").status()).isEqualTo(404);
    }

    @Test
    void a_tag_reaches_the_handler_by_its_type() {
        Router router = Router.builder()
                .filter((request, next) -> next.handle(request.withTag(String.class, "ann")))
                .get("/", request -> Response.text(request.tag(String.class).orElse("nobody")))
                .build();

        assertThat(get(router, "/").text()).isEqualTo("ann");
        assertThat(Request.of("GET", "/").tag(String.class)).isEmpty();
    }
}
