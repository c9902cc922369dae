package dev.skiff.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.local.Wire.Answer;
import dev.skiff.local.functions.Behaviours;
import dev.skiff.local.template.SamApi;
import dev.skiff.local.template.SamRoute;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What AWS shows of one request through each kind of API, and what it makes of an answer. */
class ApiDoorTest {
    private static final Doors DOORS = new Doors();
    private static final String[] ROUTES = {
        "GET /", "ANY /a/{x}", "GET /files/{path+}", "POST /a/exact", "GET /a/{x}/{y}"
    };
    private static final Wire REST = DOORS.open(Doors.rest("Prod", "image/*"), DOORS.echo(), ROUTES);
    private static final Wire HTTP = DOORS.open(Doors.http("$default"), DOORS.echo(), withDefault("$default", ROUTES));
    private static final Wire STAGED = DOORS.open(Doors.http("v1"), DOORS.echo(), ROUTES);
    private static final Wire ONE = DOORS.open(Doors.http("$default"), DOORS.echo(), payloadOne(ROUTES));
    private static final Wire ONE_STAGED = DOORS.open(Doors.http("v1"), DOORS.echo(), payloadOne(ROUTES));
    private static final Wire REST_ANSWER = DOORS.open(Doors.rest("Prod", "image/*"), DOORS.answerer(), "ANY /x");
    private static final Wire HTTP_ANSWER = DOORS.open(Doors.http("$default"), DOORS.answerer(), "ANY /x");

    private static final String QUERY = "?k=1&k=2&u=https%3A%2F%2Fh&p=x+y&q=x%2By&e=";
    private static final String[] HEADERS = {
        "user-agent: test", "x-Mine: one", "X-mine: two", "Cookie: a=1; b=2", "Content-Type: application/json"
    };

    private static String[] withDefault(String last, String... routes) {
        List<String> all = new ArrayList<>(List.of(routes));
        all.add(last);
        return all.toArray(new String[0]);
    }

    private static String[] payloadOne(String... routes) {
        return List.of(routes).stream().map(route -> "1.0 " + route).toArray(String[]::new);
    }

    @AfterAll
    static void close() {
        DOORS.close();
    }

    @Test
    void a_rest_api_sends_what_aws_sends() throws IOException {
        Answer answer = REST.send("POST", "/Prod/a/b%20c" + QUERY, "{\"name\":\"Zoë\"}", HEADERS);
        Map<String, Object> event = answer.event();

        assertThat(event)
                .containsEntry("resource", "/a/{x}")
                .containsEntry("path", "/a/b%20c")
                .containsEntry("httpMethod", "POST")
                .containsEntry("pathParameters", Map.of("x", "b%20c"))
                .containsEntry(
                        "queryStringParameters", Map.of("k", "2", "u", "https://h", "p", "x y", "q", "x+y", "e", ""))
                .containsEntry("body", "{\"name\":\"Zoë\"}")
                .containsEntry("isBase64Encoded", false)
                .doesNotContainKeys("version", "routeKey");
        assertThat(answer.at("multiValueQueryStringParameters", "k")).isEqualTo(List.of("1", "2"));
        assertThat(answer.at("headers", "x-Mine")).isEqualTo("two");
        assertThat(answer.at("multiValueHeaders", "x-Mine")).isEqualTo(List.of("one", "two"));
        assertThat(answer.at("headers", "Cookie")).isEqualTo("a=1; b=2");
        assertThat(answer.at("headers"))
                .asString()
                .contains(
                        "Host=localhost:3000",
                        "User-Agent=test",
                        "X-Forwarded-For=127.0.0.1",
                        "X-Amzn-Trace-Id=Root=1-")
                .doesNotContainIgnoringCase("content-length");
        assertThat(answer.at("requestContext", "path")).isEqualTo("/Prod/a/b%20c");
        assertThat(answer.at("requestContext", "stage")).isEqualTo("Prod");
        assertThat(answer.at("requestContext", "resourcePath")).isEqualTo("/a/{x}");
        assertThat(answer.at("requestContext", "apiId")).isEqualTo("rest");
        assertThat(answer.at("requestContext", "identity", "sourceIp")).isEqualTo("127.0.0.1");
        assertThat(answer.at("requestContext", "identity", "userAgent")).isEqualTo("test");
        assertThat(answer.at("requestContext", "requestId")).asString().matches("[0-9a-f-]{36}");
        assertThat(answer.lines("x-amzn-RequestId"))
                .containsExactly("x-amzn-RequestId: " + answer.at("requestContext", "requestId"));
        assertThat(answer.at("requestContext", "requestTime"))
                .asString()
                .matches("[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}:[0-9]{2}:[0-9]{2}:[0-9]{2} \\+0000");
        assertIsNow(answer.at("requestContext", "requestTimeEpoch"));
    }

    @Test
    void an_http_api_sends_what_aws_sends() throws IOException {
        Answer answer = HTTP.send("POST", "/a/b%20c" + QUERY, "{\"name\":\"Zoë\"}", HEADERS);
        Map<String, Object> event = answer.event();

        assertThat(event)
                .containsEntry("version", "2.0")
                .containsEntry("routeKey", "ANY /a/{x}")
                .containsEntry("rawPath", "/a/b c")
                .containsEntry("rawQueryString", QUERY.substring(1))
                .containsEntry("cookies", List.of("a=1", "b=2"))
                .containsEntry(
                        "queryStringParameters", Map.of("k", "1,2", "u", "https://h", "p", "x y", "q", "x+y", "e", ""))
                .containsEntry("pathParameters", Map.of("x", "b c"))
                .containsEntry("body", "{\"name\":\"Zoë\"}")
                .containsEntry("isBase64Encoded", false);
        assertThat(answer.at("headers", "x-mine")).isEqualTo("one,two");
        assertThat(answer.at("headers", "content-length")).isEqualTo("15");
        assertThat(answer.at("headers", "host")).isEqualTo("localhost:3000");
        assertThat(answer.at("headers")).asString().doesNotContain("cookie", "User-Agent");
        assertThat(answer.at("requestContext", "http", "path")).isEqualTo("/a/b c");
        assertThat(answer.at("requestContext", "http", "method")).isEqualTo("POST");
        assertThat(answer.at("requestContext", "http", "sourceIp")).isEqualTo("127.0.0.1");
        assertThat(answer.at("requestContext", "stage")).isEqualTo("$default");
        assertThat(answer.at("requestContext", "apiId")).isEqualTo("http");
        assertThat(answer.at("requestContext", "requestId")).asString().matches("[A-Za-z0-9+/]{15}=");
        assertThat(answer.lines("apigw-requestid"))
                .containsExactly("apigw-requestid: " + answer.at("requestContext", "requestId"));
        assertIsNow(answer.at("requestContext", "timeEpoch"));
    }

    private static void assertIsNow(@Nullable Object milliseconds) {
        assertThat(Instant.ofEpochMilli((Long) Objects.requireNonNull(milliseconds)))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    }

    @Test
    void two_requests_have_two_ids() throws IOException {
        assertThat(HTTP.get("/a/b").at("requestContext", "requestId"))
                .isNotEqualTo(HTTP.get("/a/b").at("requestContext", "requestId"));
    }

    @Test
    void a_named_stage_stands_in_the_path_of_an_http_api_only() throws IOException {
        assertThat(STAGED.get("/v1/a/b%20c").event()).containsEntry("rawPath", "/v1/a/b c");
        assertThat(STAGED.get("/v1/a/b").at("requestContext", "http", "path")).isEqualTo("/v1/a/b");
        assertThat(STAGED.get("/v1").event()).containsEntry("rawPath", "/v1/").containsEntry("routeKey", "GET /");
        assertThat(ONE_STAGED.get("/v1/a/b%20c").event())
                .containsEntry("version", "1.0")
                .containsEntry("path", "/v1/a/b c");
        assertThat(REST.get("/Prod/a/b").event()).containsEntry("path", "/a/b");
        assertThat(REST.get("/Prod").event()).containsEntry("path", "/");
    }

    @Test
    void payload_one_of_an_http_api_is_decoded_and_in_lower_case() throws IOException {
        Answer answer = ONE.get("/a/b%20c" + QUERY, HEADERS);

        assertThat(answer.event())
                .containsEntry("version", "1.0")
                .containsEntry("resource", "/a/{x}")
                .containsEntry("path", "/a/b c")
                .containsEntry("pathParameters", Map.of("x", "b c"));
        assertThat(answer.at("headers", "x-mine")).isEqualTo("two");
        assertThat(answer.at("multiValueHeaders", "x-mine")).isEqualTo(List.of("one", "two"));
        assertThat(answer.at("multiValueQueryStringParameters", "k")).isEqualTo(List.of("1", "2"));
        assertThat(answer.at("headers", "cookie")).isEqualTo("a=1; b=2");
    }

    @Test
    void nothing_is_said_of_what_a_call_has_not() throws IOException {
        assertThat(HTTP.get("/nowhere").event())
                .containsEntry("routeKey", "$default")
                .containsEntry("rawQueryString", "")
                .doesNotContainKeys("cookies", "body", "queryStringParameters", "pathParameters");
        assertThat(REST.get("/Prod").event())
                .containsEntry("body", null)
                .containsEntry("queryStringParameters", null)
                .containsEntry("pathParameters", null);
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain,                        false, true",
        "application/json; charset=utf-8,   false, true",
        "application/xml,                   false, true",
        "application/javascript,            false, true",
        "application/x-www-form-urlencoded, false, false",
        "multipart/form-data; boundary=x,   false, false",
        "application/octet-stream,          false, false",
        "image/png,                         true,  false",
        "'',                                false, false",
    })
    void a_body_travels_as_text_or_base64_by_its_type(String type, boolean isBase64AtRest, boolean isTextAtHttp)
            throws IOException {
        String[] headers = type.isEmpty() ? new String[0] : new String[] {"Content-Type: " + type};

        assertThat(REST.send("POST", "/Prod/a/b", "hallo", headers).event())
                .containsEntry("isBase64Encoded", isBase64AtRest)
                .containsEntry("body", isBase64AtRest ? "aGFsbG8=" : "hallo");
        assertThat(HTTP.send("POST", "/a/b", "hallo", headers).event())
                .containsEntry("isBase64Encoded", !isTextAtHttp)
                .containsEntry("body", isTextAtHttp ? "hallo" : "aGFsbG8=");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /a/b,        ANY /a/{x}",
        "GET,    /a/b/,       ANY /a/{x}",
        "POST,   /a/exact,    POST /a/exact",
        "GET,    /a/exact,    ANY /a/{x}",
        "GET,    /a/b%2Fc,    GET /a/{x}/{y}",
        "GET,    /files/x/y,  GET /files/{path+}",
        "DELETE, /files/x/y,  $default",
        "GET,    /,           GET /",
    })
    void an_http_api_chooses_the_most_specific_route_of_the_decoded_path(String method, String path, String route)
            throws IOException {
        assertThat(HTTP.send(method, path, "").event()).containsEntry("routeKey", route);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /a/b,           /a/{x},         '{x=b}'",
        "GET,    /a/b/,          /a/{x},         '{x=b}'",
        "POST,   /a/exact,       /a/exact,       ",
        "GET,    /a/b%2Fc,       /a/{x},         '{x=b%2Fc}'",
        "GET,    /files/x%20/y,  /files/{path+}, '{path=x%20/y}'",
        "GET,    /files/x/y/,    /files/{path+}, '{path=x/y}'",
    })
    void a_rest_api_chooses_by_the_path_as_it_was_sent(String method, String path, String resource, String parameters)
            throws IOException {
        Answer answer = REST.send(method, "/Prod" + path, "");

        assertThat(answer.event()).containsEntry("resource", resource).containsEntry("path", path);
        assertThat(String.valueOf(answer.at("pathParameters"))).isEqualTo(String.valueOf(parameters));
    }

    @Test
    void each_gateway_has_its_own_word_for_an_unknown_route() throws IOException {
        Answer rest = REST.send("DELETE", "/Prod/files/x", "");
        Answer http = STAGED.send("DELETE", "/v1/files/x", "");

        assertThat(rest.status()).isEqualTo(403);
        assertThat(rest.body()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
        assertThat(rest.lines("x-amzn-ErrorType"))
                .containsExactly("x-amzn-ErrorType: MissingAuthenticationTokenException");
        assertThat(http.status()).isEqualTo(404);
        assertThat(http.body()).isEqualTo("{\"message\":\"Not Found\"}");
        assertThat(STAGED.get("/v2/a/b").status()).isEqualTo(404);
        assertThat(REST.get("/prod/a/b").body()).isEqualTo("{\"message\":\"Forbidden\"}");
    }

    @Test
    void apis_of_both_kinds_live_at_one_port() throws IOException {
        SamApi http = Doors.http("$default");
        SamApi rest = Doors.rest("Prod");
        Wire both = DOORS.open(Doors.doors(
                DOORS.door(http, DOORS.echo(), Doors.routes(http, "GET /Prods", "GET /{any}")),
                DOORS.door(rest, DOORS.echo(), Doors.routes(rest, "GET /a/b"))));

        assertThat(both.get("/Prods").event()).containsEntry("routeKey", "GET /Prods");
        assertThat(both.get("/Prod/a/b").event()).containsEntry("resource", "/a/b");
        assertThat(both.get("/other").event()).containsEntry("routeKey", "GET /{any}");
        assertThat(both.get("/Prod").status()).isEqualTo(403);
        assertThat(both.get("/x/y").status()).isEqualTo(404);
    }

    @Test
    void two_routes_that_are_the_same_name_both_places() {
        SamApi rest = Doors.rest("Prod");

        assertThatThrownBy(() -> DOORS.door(rest, DOORS.echo(), Doors.routes(rest, "GET /a/{b}", "GET /a/{c}")))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("GET /a/{b} (template.yaml:1:1) and GET /a/{c} (template.yaml:1:1)");
    }

    // ---- answers

    @Test
    void headers_of_both_maps_reach_the_client_of_a_rest_api() throws IOException {
        Answer answer = REST_ANSWER.send(
                "POST",
                "/Prod/x",
                "{\"statusCode\":201,\"headers\":{\"X-One\":\"1\"},\"multiValueHeaders\":{\"Set-Cookie\":[\"a=1\",\"b=2\"]},"
                        + "\"body\":\"ü\"}",
                "Content-Type: application/json");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("ü");
        assertThat(answer.headers()).contains("X-One: 1", "Set-Cookie: a=1", "Set-Cookie: b=2");
    }

    @Test
    void cookies_of_an_http_api_are_one_line_each() throws IOException {
        Answer answer = HTTP_ANSWER.send(
                "POST",
                "/x",
                "{\"statusCode\":200,\"cookies\":[\"a=1\",\"b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT\"],\"unknown\":1}",
                "Content-Type: application/json");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.lines("Set-Cookie"))
                .containsExactly("Set-Cookie: a=1", "Set-Cookie: b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"hello\":1}", "\"text\"", "7", "[1]"})
    void json_without_a_status_is_itself_the_answer_of_an_http_api_and_no_answer_of_a_rest_api(String json)
            throws IOException {
        Answer http = HTTP_ANSWER.send("POST", "/x", json, "Content-Type: application/json");
        Answer rest = REST_ANSWER.send("POST", "/Prod/x", json, "Content-Type: application/json");

        assertThat(http.status()).isEqualTo(200);
        assertThat(http.body()).isEqualTo(json);
        assertThat(http.lines("Content-Type")).containsExactly("Content-Type: application/json");
        assertThat(rest.status()).isEqualTo(502);
        assertThat(rest.body()).isEqualTo("{\"message\":\"Internal server error\"}");
    }

    @Test
    void a_rest_api_refuses_unknown_keys() throws IOException {
        String json = "{\"statusCode\":200,\"cookies\":[]}";

        assertThat(REST_ANSWER
                        .send("POST", "/Prod/x", json, "Content-Type: application/json")
                        .status())
                .isEqualTo(502);
    }

    @Test
    void base64_is_decoded_by_a_rest_api_for_those_who_accept_it() throws IOException {
        String json = "{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"aGFsbG8=\"}";
        String type = "Content-Type: application/json";

        assertThat(REST_ANSWER.send("POST", "/Prod/x", json, type).body()).isEqualTo("aGFsbG8=");
        assertThat(REST_ANSWER
                        .send("POST", "/Prod/x", json, type, "Accept: image/png")
                        .body())
                .isEqualTo("hallo");
        assertThat(HTTP_ANSWER.send("POST", "/x", json, type).body()).isEqualTo("hallo");
    }

    @Test
    void an_answer_that_is_too_large_is_an_error_of_the_gateway() throws IOException {
        LocalFunction large = DOORS.function(Behaviours.class.getName() + "::malformed");

        assertThat(DOORS.open(Doors.rest("Prod"), large, "GET /x")
                        .get("/Prod/x")
                        .status())
                .isEqualTo(502);
        assertThat(DOORS.open(Doors.http("$default"), large, "GET /x").get("/x").status())
                .isEqualTo(500);
    }

    @Test
    void a_gateway_waits_no_longer_than_it_may() throws IOException {
        LocalFunction slow = DOORS.function(Behaviours.class.getName() + "::forever");
        Answer rest = DOORS.open(Doors.doors(DOORS.door(Doors.rest("Prod"), slow, List.of(briefly("Rest")))))
                .get("/Prod/x");
        Answer http = DOORS.open(Doors.doors(DOORS.door(Doors.http("$default"), slow, List.of(briefly("Http")))))
                .get("/x");

        assertThat(rest.status()).isEqualTo(504);
        assertThat(rest.body()).isEqualTo("{\"message\":\"Endpoint request timed out\"}");
        assertThat(http.status()).isEqualTo(503);
        assertThat(http.body()).isEqualTo("{\"message\":\"Service Unavailable\"}");
    }

    private static SamRoute briefly(String api) {
        return new SamRoute(api, "GET /x", "2.0", Duration.ofMillis(50), Optional.empty(), List.of(), Doors.PLACE);
    }

    @Test
    void a_failure_is_told_in_each_gateways_words() throws IOException {
        LocalFunction failing = DOORS.function(Behaviours.class.getName() + "::fail");
        Answer rest = DOORS.open(Doors.rest("Prod"), failing, "GET /x").get("/Prod/x");
        Answer http = DOORS.open(Doors.http("$default"), failing, "GET /x").get("/x");

        assertThat(rest.status()).isEqualTo(502);
        assertThat(rest.body()).isEqualTo("{\"message\":\"Internal server error\"}");
        assertThat(http.status()).isEqualTo(500);
        assertThat(http.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
    }

    @Test
    void a_body_that_lambda_would_not_take_is_refused_in_each_gateways_words() throws IOException {
        byte[] large = new byte[7 << 20];
        Answer rest = REST.send("POST", "/Prod/a/b", large, "Content-Type: text/plain");
        Answer http = HTTP.send("POST", "/a/b", large, "Content-Type: text/plain");

        assertThat(rest.status()).isEqualTo(413);
        assertThat(rest.body()).isEqualTo("{\"message\":\"Request Too Long\"}");
        assertThat(http.status()).isEqualTo(413);
        assertThat(http.body()).isEqualTo("{\"message\":\"Request Entity Too Large\"}");
    }

    @Test
    void request_line_and_headers_have_ten_kilobytes() throws IOException {
        assertThat(HTTP.get("/a/b", "X-Large: " + "x".repeat(9_900)).status()).isEqualTo(200);
        assertThat(HTTP.get("/a/b", "X-Large: " + "x".repeat(10_200)).status()).isEqualTo(431);
        assertThat(REST.get("/Prod/a/b?" + "x".repeat(10_200)).status()).isEqualTo(431);
    }

    @Test
    void the_trace_of_the_client_goes_on() throws IOException {
        assertThat(HTTP.get("/a/b", "X-Amzn-Trace-Id: Root=1-1-2;Parent=3;Sampled=1")
                        .at("headers", "x-amzn-trace-id"))
                .isEqualTo("Root=1-1-2;Parent=3;Sampled=1");
        assertThat(HTTP.get("/a/b").at("headers", "x-amzn-trace-id"))
                .asString()
                .matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24}");
    }
}
