package dev.skiff.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTest {
    private static String json(Problem problem) {
        return Response.problem(problem).text();
    }

    @Test
    void it_is_written_as_rfc_9457_has_it() {
        Problem problem = Problem.of(409, "The name is taken")
                .withType("https://example.com/taken")
                .withTitle("Taken")
                .withInstance("/users/7")
                .withExtension("names", List.of("a", "b"))
                .withExtension("left", 3)
                .withExtension("nested", Map.of("deep", Arrays.asList(true, null, 1.5)));

        assertThat(json(problem))
                .isEqualTo("{\"type\":\"https://example.com/taken\",\"title\":\"Taken\",\"status\":409,"
                        + "\"detail\":\"The name is taken\",\"instance\":\"/users/7\",\"names\":[\"a\",\"b\"],\"left\":3,"
                        + "\"nested\":{\"deep\":[true,null,1.5]}}");
        assertThat(json(Problem.of(404))).isEqualTo("{\"title\":\"Not Found\",\"status\":404}");
    }

    @Test
    void whatever_stands_in_it_it_is_json() {
        Problem problem = Problem.of(400, "quote \" half \ud83c line \n")
                .withExtension("nan", Double.NaN)
                .withExtension("infinite", Float.NEGATIVE_INFINITY)
                .withExtension("half", "\udf55")
                .withExtension("object", java.net.URI.create("x"));

        assertThat(Events.tree(json(problem).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .at("/nan")
                        .textValue())
                .isEqualTo("NaN");
        assertThat(json(problem)).contains("half ? line", "\"half\":\"?\"", "\"object\":\"x\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 399, 600})
    void it_has_a_status_of_a_failure(int status) {
        assertThatThrownBy(() -> Problem.of(status)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HttpException.of(status, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_http_exception_is_the_problem_it_becomes() {
        HttpException failure = HttpException.tooManyRequests(30, "Slow down")
                .withHeader("X-Limit", "10")
                .withCause(new IllegalStateException("inside"));

        Response response = failure.response();
        assertThat(response.status()).isEqualTo(429);
        assertThat(response.header("Retry-After")).contains("30");
        assertThat(response.header("X-Limit")).contains("10");
        assertThat(response.text()).contains("Slow down").doesNotContain("inside");
        assertThat(failure).hasMessage("429 Too Many Requests: Slow down").hasRootCauseMessage("inside");
    }

    @Test
    void the_family_of_http_exceptions_has_their_statuses() {
        assertThat(List.of(
                        HttpException.badRequest(""),
                        HttpException.unauthorized("Bearer", ""),
                        HttpException.forbidden(""),
                        HttpException.notFound(""),
                        HttpException.conflict(""),
                        HttpException.preconditionFailed(""),
                        HttpException.unsupportedMediaType(""),
                        HttpException.unprocessable(""),
                        HttpException.tooManyRequests(1, ""),
                        HttpException.unavailable(1, "")))
                .extracting(HttpException::status)
                .containsExactly(400, 401, 403, 404, 409, 412, 415, 422, 429, 503);
        assertThat(HttpException.unauthorized("Bearer", "").response().header("WWW-Authenticate"))
                .contains("Bearer");
    }
}
