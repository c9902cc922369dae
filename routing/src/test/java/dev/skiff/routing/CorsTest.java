package dev.skiff.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skiff.testing.FunctionClient;
import dev.skiff.testing.HttpAnswer;
import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorsTest {
    private static final String APP = "https://app.example";
    private static final Cors CORS = Cors.allowing(APP, "http://localhost:3000");

    @ParameterizedTest
    @ValueSource(strings = {APP, "http://localhost:3000"})
    void an_allowed_origin_is_named_in_the_answer(String origin) {
        Response response = answer(CORS, request("GET", origin));

        assertThat(response.header("Access-Control-Allow-Origin")).contains(origin);
        assertThat(response.header("Vary")).contains("Origin");
        assertThat(response.text()).isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.evil",
                "https://evil.app.example",
                "http://app.example",
                "https://app.example:8443",
                "https://APP.example",
                "null",
                ""
            })
    void another_origin_gets_the_answer_without_the_headers(String origin) {
        Response response = answer(CORS.withCredentials(), request("GET", origin));

        assertThat(response.text()).isEqualTo("ok");
        assertThat(response.headers().asMap()).containsOnlyKeys("Content-Type", "Vary");
    }

    @Test
    void a_request_without_an_origin_gets_only_vary() {
        Response response = answer(CORS.withExposedHeaders("X-Total"), Request.of("GET", "/"));

        assertThat(response.headers().asMap()).containsOnlyKeys("Content-Type", "Vary");
        assertThat(response.header("Vary")).contains("Origin");
    }

    @Test
    void any_origin_is_allowed_by_a_star() {
        Response response = answer(Cors.allowingAny(), request("GET", "https://any.example"));

        assertThat(response.header("Access-Control-Allow-Origin")).contains("*");
        assertThat(response.header("Access-Control-Allow-Credentials")).isEmpty();
    }

    @Test
    void a_cached_answer_to_no_origin_is_not_given_to_one_even_where_any_is_allowed() {
        Response response = answer(Cors.allowingAny(), Request.of("GET", "/"));

        assertThat(response.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(response.header("Vary")).contains("Origin");
    }

    @Test
    void credentials_and_exposed_headers_are_on_answers() {
        Cors cors = CORS.withCredentials().withExposedHeaders("X-Total", "ETag");

        Response response = answer(cors, request("GET", APP));

        assertThat(response.header("Access-Control-Allow-Credentials")).contains("true");
        assertThat(response.header("Access-Control-Expose-Headers")).contains("X-Total, ETag");
        assertThat(response.header("Access-Control-Allow-Methods")).isEmpty();
    }

    @Test
    void a_preflight_is_answered_without_the_handler() {
        AtomicInteger calls = new AtomicInteger();
        Response response = CORS.apply(preflight(APP), request -> {
            calls.incrementAndGet();
            return Response.text("never");
        });

        assertThat(calls).hasValue(0);
        assertThat(response.status()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
        assertThat(response.header("Content-Type")).isEmpty();
        assertThat(response.header("Access-Control-Allow-Origin")).contains(APP);
        assertThat(response.header("Access-Control-Allow-Methods")).contains("GET, HEAD, POST, PUT, PATCH, DELETE");
        assertThat(response.header("Access-Control-Max-Age")).isEmpty();
        assertThat(response.header("Access-Control-Allow-Credentials")).isEmpty();
    }

    @Test
    void a_preflight_tells_what_was_configured() {
        Cors cors = CORS.withCredentials()
                .withMethods("GET", "REPORT")
                .withHeaders("Authorization", "Content-Type")
                .withExposedHeaders("X-Total")
                .withMaxAge(Duration.ofMinutes(10));

        Response response = answer(cors, preflight(APP).withHeader("Access-Control-Request-Headers", "x-other"));

        assertThat(response.header("Access-Control-Allow-Credentials")).contains("true");
        assertThat(response.header("Access-Control-Allow-Methods")).contains("GET, REPORT");
        assertThat(response.header("Access-Control-Allow-Headers")).contains("Authorization, Content-Type");
        assertThat(response.header("Access-Control-Max-Age")).contains("600");
        assertThat(response.header("Access-Control-Expose-Headers")).isEmpty();
        assertThat(response.header("Vary")).contains("Origin");
    }

    @Test
    void a_preflight_of_another_origin_is_answered_without_the_headers() {
        Response response = answer(CORS, preflight("https://evil.example"));

        assertThat(response.status()).isEqualTo(204);
        assertThat(response.headers().asMap()).containsOnlyKeys("Vary");
        assertThat(response.header("Vary")).contains("Origin");
    }

    @Test
    void the_headers_asked_for_are_allowed_by_default() {
        Request request = preflight(APP).withHeader("Access-Control-Request-Headers", "authorization,x-trace , x-a");

        Response response = answer(CORS, request);

        assertThat(response.header("Access-Control-Allow-Headers")).contains("authorization, x-trace, x-a");
        assertThat(response.headers().elements("Vary"))
                .containsExactlyInAnyOrder("Origin", "Access-Control-Request-Headers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-a, x b", "x-a, é", "\"x\"", "x-a: 1", "x(y)"})
    void names_that_are_none_are_never_sent_back(String asked) {
        Response response = answer(CORS, preflight(APP).withHeader("Access-Control-Request-Headers", asked));

        assertThat(response.header("Access-Control-Allow-Headers")).isEmpty();
        assertThat(response.header("Access-Control-Allow-Origin")).contains(APP);
    }

    @Test
    void a_line_break_in_a_client_s_header_reaches_no_header_of_the_answer() {
        byte[] event =
                ("{\"requestContext\":{\"http\":{\"method\":\"OPTIONS\",\"path\":\"/\"}},\"rawPath\":\"/\",\"headers\":{"
                                + "\"origin\":\"" + APP + "\",\"access-control-request-method\":\"GET\\r\\nX-Evil: 1\","
                                + "\"access-control-request-headers\":\"x-a\\r\\nX-Evil: 1\"}}")
                        .getBytes(StandardCharsets.UTF_8);

        byte[] answer = FunctionClient.of(new HttpFunction(CORS.around(request -> Response.text("ok"))) {})
                .invoke(event);

        assertThat(new String(answer, StandardCharsets.UTF_8))
                .contains("\"statusCode\":204")
                .doesNotContain("Evil")
                .doesNotContain("Allow-Headers");
    }

    @Test
    void more_than_1024_characters_of_names_are_not_sent_back() {
        Request request = preflight(APP).withHeader("Access-Control-Request-Headers", "x".repeat(1025));

        assertThat(answer(CORS, request).header("Access-Control-Allow-Headers")).isEmpty();
        assertThat(answer(CORS, preflight(APP).withHeader("Access-Control-Request-Headers", "x".repeat(1024)))
                        .header("Access-Control-Allow-Headers"))
                .isPresent();
    }

    @Test
    void other_options_go_on() {
        Response withoutMethod = answer(CORS, request("OPTIONS", APP));
        Response withoutOrigin =
                answer(CORS, Request.of("OPTIONS", "/").withHeader("Access-Control-Request-Method", "PUT"));

        assertThat(withoutMethod.text()).isEqualTo("ok");
        assertThat(withoutMethod.header("Access-Control-Allow-Origin")).contains(APP);
        assertThat(withoutOrigin.text()).isEqualTo("ok");
    }

    @Test
    void a_vary_that_is_there_is_kept_and_named_once() {
        assertThat(varying("Accept-Encoding")).containsExactly("Accept-Encoding, Origin");
        assertThat(varying("accept, ORIGIN")).containsExactly("accept, ORIGIN");
        assertThat(varying("*")).containsExactly("*");
    }

    private static List<String> varying(String vary) {
        return CORS.apply(request("GET", APP), request -> Response.text("ok").withHeader("Vary", vary))
                .headers()
                .all("Vary");
    }

    @Test
    void several_vary_headers_become_one() {
        Response response = CORS.apply(
                request("GET", APP),
                request -> Response.text("ok").plusHeader("Vary", "A").plusHeader("Vary", "B"));

        assertThat(response.headers().all("Vary")).containsExactly("A, B, Origin");
    }

    @Test
    void an_answer_that_has_the_headers_already_keeps_them() {
        Response response = CORS.withCredentials().apply(request("GET", APP), request -> Response.text("ok")
                .withHeader("Access-Control-Allow-Origin", "*"));

        assertThat(response.header("Access-Control-Allow-Origin")).contains("*");
        assertThat(response.header("Access-Control-Allow-Credentials")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(HttpSource.class)
    void failures_and_missing_routes_have_the_headers_too(HttpSource source) {
        FunctionClient client = client(router().filter(CORS)).as(source);

        for (String path : new String[] {"/throws", "/bad", "/nope", "/error"}) {
            HttpAnswer answer = client.send(HttpCall.get(path).plusHeader("Origin", APP));
            assertThat(answer.header("Access-Control-Allow-Origin")).as(path).contains(APP);
            assertThat(answer.header("Vary")).as(path).contains("Origin");
        }
        HttpAnswer wrongMethod = client.send(HttpCall.delete("/bad").plusHeader("Origin", APP));
        assertThat(wrongMethod.status()).isEqualTo(405);
        assertThat(wrongMethod.header("Access-Control-Allow-Origin")).contains(APP);
    }

    @ParameterizedTest
    @EnumSource(HttpSource.class)
    void a_preflight_passes_every_source(HttpSource source) {
        HttpAnswer answer = client(router().filter(CORS))
                .as(source)
                .send(HttpCall.options("/bad")
                        .plusHeader("Origin", APP)
                        .plusHeader("Access-Control-Request-Method", "GET"));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Access-Control-Allow-Origin")).contains(APP);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Content-Type")).isEmpty();
    }

    @Test
    void a_mounted_router_answers_preflights_of_its_own_paths_only() {
        Router api = router().filter(CORS).build();
        FunctionClient client = client(Router.builder().mount("/api", api).get("/own", request -> Response.text("x")));

        HttpAnswer inside = client.send(preflightCall("/api/bad"));
        HttpAnswer outside = client.send(preflightCall("/own"));

        assertThat(inside.header("Access-Control-Allow-Origin")).contains(APP);
        assertThat(outside.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(client.send(HttpCall.get("/api/throws").plusHeader("Origin", APP))
                        .header("Access-Control-Allow-Origin"))
                .contains(APP);
    }

    @Test
    void it_works_around_a_handler_without_a_router() {
        FunctionClient client = FunctionClient.of(
                new HttpFunction(CORS.around(request -> {
                    throw HttpException.conflict("taken");
                })) {});

        HttpAnswer answer = client.send(HttpCall.get("/").plusHeader("Origin", APP));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.header("Access-Control-Allow-Origin")).contains(APP);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://app.example/ | write https://app.example",
                "https://app.example/x | has a path: write https://app.example",
                "app.example | no scheme",
                "//app.example | no scheme",
                "https:// | no host",
                "https:///x | no host",
                "null | sandboxed",
                "* | Cors.allowingAny()",
                "https://*.example | wildcard",
                "https://App.example | lower case",
                "https://app.example:443 | write https://app.example",
                "http://app.example:80 | write http://app.example",
                "https://user@app.example | character 64",
                "https://app.example?x | character 63",
                "https://münchen.example | Punycode",
                "'https://a.example, https://b.example' | by itself"
            })
    void an_origin_that_no_browser_sends_is_refused_with_its_cure(String origin, String cure) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cors.allowing(APP, origin))
                .withMessageContaining("\"" + origin + "\"")
                .withMessageContaining(cure);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example:8443",
                "http://127.0.0.1:3000",
                "http://[::1]:3000",
                "capacitor://localhost",
                "chrome-extension://abcdef"
            })
    void origins_as_browsers_send_them_are_taken(String origin) {
        Response response = answer(Cors.allowing(origin), request("GET", origin));

        assertThat(response.header("Access-Control-Allow-Origin")).contains(origin);
    }

    @Test
    void no_origin_at_all_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(Cors::allowing).withMessageContaining("name one");
    }

    @Test
    void any_origin_with_credentials_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cors.allowingAny().withCredentials())
                .withMessageContaining("Cors.allowing");
    }

    @Test
    void stars_with_credentials_are_refused_in_either_order() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CORS.withCredentials().withHeaders("*"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CORS.withExposedHeaders("*").withCredentials());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CORS.withMethods("*").withCredentials());
    }

    @Test
    void names_that_would_break_a_header_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CORS.withHeaders("X-A, X-B"))
                .withMessageContaining("X-A, X-B");
        assertThatIllegalArgumentException().isThrownBy(() -> CORS.withExposedHeaders("X\r\nY"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CORS.withMethods("patch"))
                .withMessageContaining("capitals");
        assertThatIllegalArgumentException().isThrownBy(CORS::withMethods);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CORS.withMaxAge(Duration.ofSeconds(-1)))
                .withMessageContaining("negative");
    }

    private static Router.Builder router() {
        return Router.builder()
                .get("/throws", request -> {
                    throw new IllegalStateException("inside");
                })
                .get("/error", request -> {
                    throw new AssertionError("inside");
                })
                .get("/bad", request -> {
                    throw HttpException.badRequest("no");
                });
    }

    private static FunctionClient client(Router.Builder router) {
        return FunctionClient.of(new HttpFunction(router.build()) {});
    }

    private static HttpCall preflightCall(String path) {
        return HttpCall.options(path).plusHeader("Origin", APP).plusHeader("Access-Control-Request-Method", "GET");
    }

    private static Request request(String method, String origin) {
        return Request.of(method, "/").withHeader("Origin", origin);
    }

    private static Request preflight(String origin) {
        return request("OPTIONS", origin).withHeader("Access-Control-Request-Method", "PUT");
    }

    private static Response answer(Cors cors, Request request) {
        return cors.apply(request, next -> Response.text("ok"));
    }
}
