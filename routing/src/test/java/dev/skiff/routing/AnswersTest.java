package dev.skiff.routing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The JSON that leaves for each source, key by key. */
class AnswersTest {
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(HttpFunction.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        LOGGER.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        LOGGER.detachAppender(log);
    }

    static List<String> events() {
        return List.of("rest/get", "http-1/get", "http-2/get", "url/get", "alb/get", "alb/get-multi");
    }

    private static Answer answer(String event, Response response) {
        return Events.answer(request -> response, event).isLegalFor(Events.source(event));
    }

    @Test
    void each_source_gets_its_own_form() {
        Response response = Response.text("hi")
                .plusHeader("X-A", "1")
                .plusHeader("X-A", "2")
                .plusCookie(Cookie.of("a", "1").withExpires(Instant.EPOCH))
                .plusCookie(Cookie.of("b", "2"));

        String first = "a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT";
        String one = """
                {"statusCode":200,"headers":{"Content-Type":"text/plain; charset=utf-8"},\
                "multiValueHeaders":{"X-A":["1","2"],"Set-Cookie":["%s","b=2"]},"isBase64Encoded":false,"body":"hi"}""".formatted(first);
        String two = """
                {"statusCode":200,"headers":{"Content-Type":"text/plain; charset=utf-8","X-A":"1,2"},\
                "cookies":["%s","b=2"],"isBase64Encoded":false,"body":"hi"}""".formatted(first);
        assertThat(answer("rest/get", response).json()).hasToString(one);
        assertThat(answer("http-1/get", response).json()).hasToString(one);
        assertThat(answer("http-2/get", response).json()).hasToString(two);
        assertThat(answer("url/get", response).json()).hasToString(two);
        assertThat(answer("alb/get", response).json()).hasToString("""
                        {"statusCode":200,"statusDescription":"200 OK",\
                        "headers":{"Content-Type":"text/plain; charset=utf-8","X-A":"1,2","Set-Cookie":"b=2"},\
                        "isBase64Encoded":false,"body":"hi"}""");
        assertThat(answer("alb/get-multi", response).json()).hasToString("""
                        {"statusCode":200,"statusDescription":"200 OK",\
                        "multiValueHeaders":{"Content-Type":["text/plain; charset=utf-8"],"X-A":["1","2"],\
                        "Set-Cookie":["%s","b=2"]},"isBase64Encoded":false,"body":"hi"}""".formatted(first));
    }

    @ParameterizedTest
    @MethodSource("events")
    void a_cookie_set_as_a_header_is_a_cookie_once(String event) {
        Response response =
                Response.noContent().plusHeader("set-cookie", "a=1, still a").plusCookie(Cookie.of("b", "2"));

        Answer answer = answer(event, response);
        if (event.equals("alb/get")) {
            assertThat(answer.cookies()).containsExactly("b=2");
        } else {
            assertThat(answer.cookies()).containsExactly("a=1, still a", "b=2");
        }
        assertThat(answer.header("set-cookie")).isEmpty();
    }

    @Test
    void a_load_balancer_without_lists_warns_once_of_lost_cookies() {
        Response response = Response.text("x").plusCookie(Cookie.of("a", "1")).plusCookie(Cookie.of("b", "2"));
        Events.Function function = new Events.Function(request -> response);

        Events.invoke(function, Events.bytes("alb/get"));
        Events.invoke(function, Events.bytes("alb/get"));
        Events.invoke(function, Events.bytes("alb/get-multi"));
        assertThat(log.list).hasSize(1);
        assertThat(log.list.get(0).getMessage()).contains("multi_value_headers");
    }

    @Test
    void bytes_through_a_rest_api_warn_once() {
        Events.Function function =
                new Events.Function(request -> request.query().contains("gzip")
                        ? Response.text("x").withHeader("Content-Encoding", "gzip")
                        : Response.bytes("image/png", new byte[] {1}));

        Events.invoke(function, Events.bytes("http-2/get"));
        assertThat(log.list).isEmpty();
        Events.invoke(function, Events.bytes("rest/get"));
        Events.invoke(function, Events.bytes("rest/get"));
        assertThat(log.list).hasSize(1);
        assertThat(log.list.get(0).getMessage()).contains("binaryMediaTypes");
    }

    @Test
    void compressed_text_through_a_rest_api_warns_too_and_nothing_without_a_body_does() {
        answer("rest/get", Response.bytes("image/png", new byte[0]));
        answer("rest/get", Response.noContent());
        assertThat(log.list).isEmpty();

        answer("rest/get", Response.text("x").withHeader("Content-Encoding", "gzip"));
        assertThat(log.list).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("events")
    void bytes_are_base64_without_line_breaks_whatever_their_type(String event) {
        byte[] bytes = new byte[200];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }

        for (String type : List.of("application/json", "text/plain", "application/pdf", "application/octet-stream")) {
            Answer answer = answer(event, Response.bytes(type, bytes));
            assertThat(answer.json().get("isBase64Encoded").booleanValue()).isTrue();
            assertThat(answer.json().get("body").textValue()).hasSize(268).doesNotContain("\n", "\r");
            assertThat(answer.body()).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @CsvSource({"gzip, true", "br, true", "identity, false", "Identity, false"})
    void text_that_is_content_encoded_is_bytes(String encoding, boolean base64) {
        for (String event : events()) {
            assertThat(answer(event, Response.text("x").withHeader("content-encoding", encoding))
                            .json()
                            .get("isBase64Encoded")
                            .booleanValue())
                    .isEqualTo(base64);
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void text_of_every_kind_arrives_as_it_is(String event) {
        String text =
                "quote \" backslash \\ nul \0 bell \7 newline \n tab \t del \u007f line \u2028 Zoë ✓ 🍕 </script>";

        assertThat(answer(event, Response.text(text)).text()).isEqualTo(text);
        assertThat(answer(event, Response.html(text)).text()).isEqualTo(text);
        assertThat(answer(event, Response.text("x".repeat(100_000) + "é")).text())
                .hasSize(100_001);
        assertThat(answer(event, Response.text("half \ud83c of a pair")).text()).isEqualTo("half ? of a pair");
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void a_status_without_content_has_an_empty_body_and_no_type(int status) {
        for (String event : events()) {
            Answer answer =
                    answer(event, Response.text("ignored").withStatus(status).withHeader("ETag", "\"1\""));
            assertThat(answer.json().get("body").textValue()).isEmpty();
            assertThat(answer.header("Content-Type")).isEmpty();
            assertThat(answer.header("ETag")).containsExactly("\"1\"");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200, 200 OK",
        "201, 201 Created",
        "404, 404 Not Found",
        "418, 418 I'm a Teapot",
        "299, 299 Success",
        "499, 499 Client Error",
        "599, 599 Server Error",
        "399, 399 Redirection",
        "100, 100 Informational",
    })
    void a_load_balancer_is_told_the_status_in_words(int status, String description) {
        assertThat(answer("alb/get", Response.status(status))
                        .json()
                        .get("statusDescription")
                        .textValue())
                .isEqualTo(description);
    }

    @ParameterizedTest
    @MethodSource("events")
    void a_response_with_nothing_is_legal(String event) {
        assertThat(answer(event, Response.status(200)).text()).isEmpty();
        assertThat(answer(event, Response.redirect("/x")).header("Location")).containsExactly("/x");
    }

    @ParameterizedTest
    @MethodSource("events")
    void a_map_with_the_keys_of_an_answer_is_only_json(String event) {
        Answer answer = answer(event, Response.json(Map.of("statusCode", 500)));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"statusCode\":500}");
    }

    @ParameterizedTest
    @MethodSource("events")
    void names_that_differ_by_case_only_are_one_header(String event) {
        Answer answer =
                answer(event, Response.noContent().plusHeader("X-A", "1").plusHeader("x-a", "2"));

        assertThat(String.join(",", answer.header("X-A"))).isEqualTo("1,2");
        assertThat(answer.header("x-a")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_answer_of_just_the_limit_passes_and_one_byte_more_is_a_500(String event) {
        int limit = Events.source(event) == Source.ALB ? 1024 * 1024 : 6_291_556;
        Response empty = Response.text("").withHeader("Access-Control-Allow-Origin", "https://a.example");
        int frame = Events.invoke(new Events.Function(request -> empty), Events.bytes(event)).length;

        Response most = empty.withText("text/plain; charset=utf-8", "x".repeat(limit - frame));
        Response more = empty.withText("text/plain; charset=utf-8", "x".repeat(limit - frame + 1));
        assertThat(Events.invoke(new Events.Function(request -> most), Events.bytes(event)))
                .hasSize(limit);
        Answer answer = answer(event, more);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.header("Content-Type")).containsExactly("application/problem+json");
        assertThat(answer.header("Access-Control-Allow-Origin")).containsExactly("https://a.example");
        assertThat(answer.text()).contains(String.valueOf(limit + 1)).contains(String.valueOf(limit));
    }

    @Test
    void an_answer_that_only_escaping_or_base64_makes_too_large_is_caught_and_logged_with_its_route() {
        Router router = Router.builder()
                .get("/users/{id}", request -> Response.text("\n".repeat(600_000)))
                .build();

        assertThat(Events.answer(router, "alb/get").status()).isEqualTo(500);
        assertThat(Events.answer(router, "http-2/get").status()).isEqualTo(200);
        assertThat(answer("alb/get", Response.bytes("a/b", new byte[800_000])).status())
                .isEqualTo(500);
        assertThat(answer("http-2/get", Response.bytes("a/b", new byte[4_800_000]))
                        .status())
                .isEqualTo(500);
        assertThat(answer("http-2/get", Response.bytes("a/b", new byte[4_500_000]))
                        .status())
                .isEqualTo(200);
        assertThat(log.list.get(0).getMessage()).contains("/users/{id}");
    }

    @Test
    void head_drops_the_body_before_the_size_counts() {
        Router router = Router.builder()
                .get("/users/{id}", request -> Response.text("x".repeat(7_000_000)))
                .build();
        for (String event : List.of("rest/get", "alb/get")) {
            Answer answer = Events.answer(router, Events.json(event).put("httpMethod", "HEAD"));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().get("body").textValue()).isEmpty();
            assertThat(answer.header("Content-Type")).containsExactly("text/plain; charset=utf-8");
        }
    }
}
