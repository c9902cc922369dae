package dev.skiff.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.testing.FunctionClient;
import dev.skiff.testing.HttpAnswer;
import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ETagsTest {
    /** Of "abc": the first 16 bytes of its well-known digest ba7816bf 8f01cfea 414140de 5dae2223. */
    private static final String ABC = "\"ungWv48Bz-pBQUDeXa4iIw\"";

    @Test
    void an_answer_gets_a_tag_from_its_body() throws Exception {
        assertThat(answer("GET", null, Response.text("abc")).header("ETag")).contains(ABC);
        assertThat(answer("GET", null, Response.text("abd")).header("ETag"))
                .isPresent()
                .get()
                .isNotEqualTo(ABC);
    }

    @Test
    void json_is_tagged_as_it_is_written() throws Exception {
        Response response = answer("GET", null, Response.json(7));

        assertThat(response.header("ETag")).isPresent();
        assertThat(response.text()).isEqualTo("7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ABC,
                "W/" + ABC,
                "\"other\", " + ABC,
                "\"with, comma\"," + ABC + ",\"x\"",
                "\"back\\\", " + ABC,
                "W/\"a\" ,W/" + ABC,
                "*",
                " * "
            })
    void a_client_that_has_it_is_told_so(String known) throws Exception {
        Response response = answer("GET", known, Response.text("abc"));

        assertThat(response.status()).isEqualTo(304);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().asMap()).containsOnlyKeys("ETag");
        assertThat(response.header("ETag")).contains(ABC);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"other\"",
                "ungWv48Bz-pBQUDeXa4iIw",
                "\"ungWv48Bz\"",
                "\"a, *, b\"",
                "\"ungWv48Bz-pBQUDeXa4iIw",
                "\"x\"ungWv48Bz-pBQUDeXa4iIw\"y\""
            })
    void a_client_that_has_another_gets_the_answer(String known) throws Exception {
        assertThat(answer("GET", known, Response.text("abc")).status()).isEqualTo(200);
    }

    @Test
    void each_line_of_the_header_is_looked_at() throws Exception {
        Request request =
                Request.of("GET", "/").plusHeader("If-None-Match", "\"x\"").plusHeader("If-None-Match", ABC);

        assertThat(ETags.create().apply(request, inner -> Response.text("abc")).status())
                .isEqualTo(304);
    }

    @Test
    void a_tag_of_the_handler_s_own_is_kept_and_compared() throws Exception {
        Response own = Response.text("abc").withHeader("ETag", "W/\"v,7\"");

        assertThat(answer("GET", null, own).header("ETag")).contains("W/\"v,7\"");
        assertThat(answer("GET", ABC, own).status()).isEqualTo(200);
        assertThat(answer("GET", "\"v,7\"", own).status()).isEqualTo(304);
        assertThat(answer("GET", "\"a\", W/\"v,7\"", own).status()).isEqualTo(304);
    }

    @Test
    void a_304_keeps_what_caches_and_browsers_need_and_drops_what_describes_the_body() throws Exception {
        Response full = Response.text("abc")
                .withHeader("Cache-Control", "max-age=60")
                .withHeader("Content-Location", "/a.txt")
                .withHeader("Date", "Thu, 01 Jan 2026 00:00:00 GMT")
                .withHeader("Expires", "Thu, 01 Jan 2026 00:01:00 GMT")
                .withHeader("Vary", "Accept")
                .withHeader("Access-Control-Allow-Origin", "*")
                .withHeader("X-Request-Id", "r-1")
                .withHeader("Content-Security-Policy", "default-src 'self'")
                .withHeader("Content-Language", "de")
                .withHeader("content-length", "3")
                .withHeader("Content-Encoding", "br")
                .withHeader("Content-Disposition", "inline")
                .withHeader("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT")
                .plusHeader("Set-Cookie", "a=1")
                .plusCookie(Cookie.of("b", "2"));

        Response response = answer("GET", "*", full);

        assertThat(response.headers().asMap())
                .containsOnlyKeys(
                        "ETag",
                        "Cache-Control",
                        "Content-Location",
                        "Date",
                        "Expires",
                        "Vary",
                        "Access-Control-Allow-Origin",
                        "X-Request-Id",
                        "Content-Security-Policy",
                        "Set-Cookie");
        assertThat(response.setCookies()).containsExactly("a=1", "b=2");
    }

    @Test
    void head_is_tagged_like_get() {
        HttpFunction function = new HttpFunction(Router.builder()
                .filter(ETags.create())
                .get("/", request -> Response.text("abc"))
                .build()) {};
        FunctionClient client = FunctionClient.of(function);

        assertThat(client.send(HttpCall.head("/")).header("ETag")).contains(ABC);
        assertThat(client.send(HttpCall.head("/").plusHeader("If-None-Match", ABC))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void other_methods_pass() throws Exception {
        Response response = answer("POST", "*", Response.text("abc"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("ETag")).isEmpty();
    }

    @Test
    void other_statuses_and_empty_bodies_pass() throws Exception {
        assertThat(answer("GET", "*", Response.text("abc").withStatus(404)).header("ETag"))
                .isEmpty();
        assertThat(answer("GET", "*", Response.text("abc").withStatus(404)).status())
                .isEqualTo(404);
        assertThat(answer("GET", "*", Response.status(200)).status()).isEqualTo(200);
        assertThat(answer("GET", null, Response.status(200)).header("ETag")).isEmpty();
    }

    @Test
    void a_failure_passes() {
        assertThatThrownBy(() -> ETags.create().apply(Request.of("GET", "/"), request -> {
                    throw HttpException.conflict("taken");
                }))
                .isInstanceOf(HttpException.class);
    }

    @ParameterizedTest
    @EnumSource(HttpSource.class)
    void every_source_carries_it(HttpSource source) {
        FunctionClient client = FunctionClient.of(
                        new HttpFunction(ETags.create().around(request -> Response.text("abc"))) {})
                .as(source);

        HttpAnswer first = client.send(HttpCall.get("/"));
        HttpAnswer second = client.send(HttpCall.get("/")
                .plusHeader("If-None-Match", first.header("ETag").orElseThrow()));

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(second.header("Content-Type")).isEmpty();
    }

    private static Response answer(String method, @Nullable String known, Response response) throws Exception {
        Request request = Request.of(method, "/");
        return ETags.create()
                .apply(known == null ? request : request.withHeader("If-None-Match", known), inner -> response);
    }
}
