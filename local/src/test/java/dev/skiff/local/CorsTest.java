package dev.skiff.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.local.Wire.Answer;
import dev.skiff.local.template.SamApi;
import dev.skiff.local.template.SamCors;
import dev.skiff.local.template.SamUrl;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each gateway tells browsers by itself. */
class CorsTest {
    private static final Doors DOORS = new Doors();
    private static final SamCors CORS = cors(false, "https://a.example", "https://b.example");
    private static final SamApi API = Doors.api(SamApi.Kind.HTTP, "$default", CORS, Map.of());
    private static final Wire HTTP = DOORS.open(API, DOORS.answerer(), "ANY /x", "OPTIONS /own");
    private static final String TYPE = "Content-Type: application/json";
    private static final String ANSWER =
            "{\"statusCode\":200,\"headers\":{\"Access-Control-Allow-Origin\":\"https://own.example\",\"X-Own\":\"1\"}}";

    private static SamCors cors(boolean credentials, String... origins) {
        return new SamCors(
                List.of(origins),
                List.of("GET", "POST"),
                List.of("authorization", "x-mine"),
                List.of("x-shown"),
                Optional.of(Duration.ofMinutes(5)),
                credentials);
    }

    @AfterAll
    static void close() {
        DOORS.close();
    }

    @Test
    void an_http_api_answers_a_preflight_itself() throws IOException {
        Answer answer =
                HTTP.send("OPTIONS", "/x", "", "Origin: https://b.example", "Access-Control-Request-Method: POST");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.headers())
                .contains(
                        "access-control-allow-origin: https://b.example",
                        "access-control-allow-methods: GET,POST",
                        "access-control-allow-headers: authorization,x-mine",
                        "access-control-max-age: 300");
        assertThat(DOORS.log.lines).noneMatch(line -> line.contains("NullPointerException"));
    }

    @Test
    void an_http_api_answers_a_preflight_of_any_path() throws IOException {
        Answer answer =
                HTTP.send("OPTIONS", "/unknown", "", "Origin: https://a.example", "Access-Control-Request-Method: GET");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(HTTP.send("OPTIONS", "/unknown", "").status()).isEqualTo(204);
        assertThat(HTTP.send("OPTIONS", "/unknown", "").headers()).noneMatch(CorsTest::isCors);
    }

    @Test
    void an_unknown_origin_is_told_nothing() throws IOException {
        Answer preflight =
                HTTP.send("OPTIONS", "/x", "", "Origin: https://evil.example", "Access-Control-Request-Method: GET");
        Answer answer = HTTP.send("POST", "/x", ANSWER, TYPE, "Origin: https://evil.example");

        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.headers()).noneMatch(CorsTest::isCors);
        assertThat(answer.headers()).noneMatch(CorsTest::isCors).contains("X-Own: 1");
    }

    @Test
    void what_the_function_of_an_http_api_says_of_origins_does_not_count() throws IOException {
        Answer answer = HTTP.send("POST", "/x", ANSWER, TYPE, "Origin: https://a.example");

        assertThat(answer.lines("Access-Control-Allow-Origin"))
                .containsExactly("access-control-allow-origin: https://a.example");
        assertThat(answer.headers()).contains("access-control-expose-headers: x-shown", "X-Own: 1");
        assertThat(HTTP.send("POST", "/x", ANSWER, TYPE).headers()).noneMatch(CorsTest::isCors);
    }

    @Test
    void errors_of_the_gateway_are_shared_too() throws IOException {
        Answer answer = HTTP.get("/nowhere", "Origin: https://a.example");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.headers()).contains("access-control-allow-origin: https://a.example");
    }

    @ParameterizedTest
    @CsvSource({
        "*,         false, https://a.example, *",
        "https://*, false, https://a.example, https://a.example",
        "https://*, true,  https://a.example, https://a.example",
        "https://*, false, http://a.example,  ",
        "https://a.example, true, https://a.example, https://a.example",
        "https://a.example, true, https://A.example, ",
    })
    void an_origin_is_allowed_as_it_is_listed(String listed, boolean credentials, String origin, String told)
            throws IOException {
        SamApi api = Doors.api(SamApi.Kind.HTTP, "$default", cors(credentials, listed), Map.of());
        Answer answer =
                DOORS.open(api, DOORS.answerer(), "ANY /x").send("POST", "/x", ANSWER, TYPE, "Origin: " + origin);

        assertThat(answer.lines("access-control-allow-origin"))
                .isEqualTo(told == null ? List.of() : List.of("access-control-allow-origin: " + told));
        assertThat(answer.lines("access-control-allow-credentials")).hasSize(credentials && told != null ? 1 : 0);
    }

    @Test
    void credentials_for_all_are_refused_at_start() {
        SamApi api = Doors.api(SamApi.Kind.HTTP, "$default", cors(true, "*"), Map.of());

        assertThatThrownBy(() -> DOORS.door(api, DOORS.answerer(), List.of()))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining(Doors.PLACE)
                .hasMessageContaining("AllowCredentials");
    }

    @Test
    void a_rest_api_answers_options_of_each_path_and_leaves_other_methods_alone() throws IOException {
        SamCors cors = new SamCors(
                List.of("'https://a.example'"), List.of(), List.of("'X-Mine'"), List.of(), Optional.empty(), false);
        SamApi api = Doors.api(SamApi.Kind.REST, "Prod", cors, Map.of());
        Wire rest = DOORS.open(api, DOORS.answerer(), "POST /x", "GET /x", "ANY /y", "OPTIONS /own", "POST /own");

        Answer options = rest.send("OPTIONS", "/Prod/x", "");
        Answer post = rest.send("POST", "/Prod/x", ANSWER, TYPE, "Origin: https://a.example");

        assertThat(options.status()).isEqualTo(200);
        assertThat(options.headers())
                .contains(
                        "Access-Control-Allow-Origin: https://a.example",
                        "Access-Control-Allow-Methods: GET,OPTIONS,POST",
                        "Access-Control-Allow-Headers: X-Mine");
        assertThat(rest.send("OPTIONS", "/Prod/y", "").headers())
                .contains("Access-Control-Allow-Methods: DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT");
        assertThat(post.lines("Access-Control-Allow-Origin"))
                .containsExactly("Access-Control-Allow-Origin: https://own.example");
        assertThat(rest.send("OPTIONS", "/Prod/own", "{\"statusCode\":299}", TYPE)
                        .status())
                .isEqualTo(299);
        assertThat(rest.send("OPTIONS", "/Prod/nowhere", "").status()).isEqualTo(403);
    }

    @Test
    void a_function_url_answers_a_preflight_and_adds_its_lines_to_the_functions() throws IOException {
        SamUrl url = new SamUrl("NONE", Optional.of(CORS), false, Doors.PLACE);
        Wire door = DOORS.open(new FunctionUrlDoor(DOORS.caller, DOORS.answerer(), url));

        Answer preflight =
                door.send("OPTIONS", "/x", "", "Origin: https://a.example", "Access-Control-Request-Method: GET");
        Answer answer = door.send("POST", "/x", ANSWER, TYPE, "Origin: https://a.example");

        assertThat(preflight.status()).isEqualTo(200);
        assertThat(preflight.headers())
                .contains("Access-Control-Allow-Origin: https://a.example", "Access-Control-Allow-Methods: GET,POST");
        assertThat(answer.lines("Access-Control-Allow-Origin")).hasSize(2);
    }

    private static boolean isCors(String line) {
        return line.toLowerCase(Locale.ROOT).startsWith("access-control-");
    }
}
