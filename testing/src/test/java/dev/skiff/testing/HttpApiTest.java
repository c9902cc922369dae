package dev.skiff.testing;

import static dev.skiff.testing.Events.CALL;
import static dev.skiff.testing.Events.at;
import static dev.skiff.testing.Events.event;
import static dev.skiff.testing.Events.json;
import static dev.skiff.testing.Events.still;
import static dev.skiff.testing.Events.text;
import static dev.skiff.testing.HttpSource.HTTP_API_1_0;
import static dev.skiff.testing.HttpSource.HTTP_API_2_0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP APIs, both payloads: what they share, then what each has for itself. */
class HttpApiTest {
    private static final HttpCall GET = HttpCall.get("/x");

    @ParameterizedTest
    @EnumSource(names = {"HTTP_API_1_0", "HTTP_API_2_0"})
    void the_path_is_decoded_and_stands_below_its_stage(HttpSource source) {
        String field = source == HTTP_API_1_0 ? "path" : "rawPath";

        assertThat(at(event(CALL, source), field)).isEqualTo("/prod/a/b c");
        assertThat(at(event(CALL, still(source).withStage("$default")), field)).isEqualTo("/a/b c");
        assertThat(at(event(CALL, HttpDeployment.of(source)), field)).isEqualTo("/a/b c");
        assertThat(at(event(HttpCall.get("/a%2Fb%3Fc%25"), source), field)).isEqualTo("/prod/a/b?c%");
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_API_1_0", "HTTP_API_2_0"})
    void a_bad_percent_sign_in_the_path_stands_for_itself(HttpSource source) {
        String field = source == HTTP_API_1_0 ? "path" : "rawPath";

        assertThat(at(event(HttpCall.get("/100%/a%2/%zz"), source), field)).isEqualTo("/prod/100%/a%2/%zz");
        assertThat(at(event(HttpCall.get("/%41/end%"), source), field)).isEqualTo("/prod/A/end%");
        assertThat(at(event(HttpCall.get("/%00/end%4"), source), field)).isEqualTo("/prod/\u0000/end%4");
        assertThat(at(event(HttpCall.get("/end%C3%BC"), source), field)).isEqualTo("/prod/endü");
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_API_1_0", "HTTP_API_2_0"})
    void path_parameters_are_decoded_and_a_coded_slash_separates(HttpSource source) {
        HttpDeployment deployment = still(source).withRoute("/users/{id}");
        HttpDeployment greedy = still(source).withRoute("GET /files/{p+}");

        assertThat(at(event(HttpCall.get("/users/a%20b"), deployment), "pathParameters"))
                .isEqualTo(Map.of("id", "a b"));
        assertThat(at(event(HttpCall.get("/files/a%2Fb/"), greedy), "pathParameters"))
                .isEqualTo(Map.of("p", "a/b/"));
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_API_1_0", "HTTP_API_2_0"})
    void header_names_are_in_lower_case(HttpSource source) {
        assertThat(at(event(GET.plusHeader("X-Upper", "1"), source), "headers"))
                .isEqualTo(Map.of(
                        "x-upper", "1",
                        "host", "a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com",
                        "content-length", "0",
                        "x-forwarded-for", "203.0.113.7",
                        "x-forwarded-port", "443",
                        "x-forwarded-proto", "https",
                        "x-amzn-trace-id", Events.TRACE_ID));
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_API_1_0", "HTTP_API_2_0"})
    void the_content_length_is_there(HttpSource source) {
        assertThat(at(event(CALL, source), "headers", "content-length")).isEqualTo("15");
        assertThat(at(event(CALL.plusHeader("Content-LENGTH", "15"), source), "headers", "content-length"))
                .isEqualTo("15");
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_API_1_0", "HTTP_API_2_0", "FUNCTION_URL", "ALB", "ALB_MULTI_VALUE"})
    void four_kinds_of_type_travel_as_text(HttpSource source) {
        for (String type :
                List.of("text/csv; charset=utf-8", "Application/JSON", "application/xml", "application/javascript")) {
            assertThat(event(post(type), source)).contains(entry("body", "hi"), entry("isBase64Encoded", false));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_API_1_0", "HTTP_API_2_0", "FUNCTION_URL", "ALB", "ALB_MULTI_VALUE"})
    void all_other_types_no_type_and_coded_content_travel_as_base64(HttpSource source) {
        List<HttpCall> calls = List.of(
                post("application/x-www-form-urlencoded"),
                post("multipart/form-data; boundary=x"),
                post("application/octet-stream"),
                post("application/vnd.api+json"),
                post("text/plain").minusHeader("Content-Type"),
                post("text/plain").plusHeader("Content-Encoding", "gzip"));

        for (HttpCall call : calls) {
            assertThat(event(call, source)).contains(entry("body", "aGk="), entry("isBase64Encoded", true));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_API_1_0", "HTTP_API_2_0"})
    void the_request_id_is_short_and_ends_in_an_equals_sign(HttpSource source) {
        String id = (String) at(event(GET, HttpDeployment.of(source)), "requestContext", "requestId");

        assertThat(id).matches("[\\w+/]{15}=");
        assertThat(at(event(GET, HttpDeployment.of(source)), "requestContext", "requestId"))
                .isNotEqualTo(id);
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_API_1_0", "HTTP_API_2_0"})
    void a_function_that_fails_or_answers_no_json_becomes_500(HttpSource source) {
        HttpAnswer answer = source.answer(json("nonsense"), GET);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).isEqualTo("{\"message\":\"Internal Server Error\"}");
        assertThat(answer.failure()).isPresent();
        assertThat(source.answer(Events.sized("{\"statusCode\":200", 6_291_557), GET)
                        .status())
                .isEqualTo(500);
    }

    @Test
    void payload_1_says_its_version_and_names_the_route_as_resource() {
        Map<String, Object> usual = event(GET, HTTP_API_1_0);
        Map<String, Object> routed = event(GET, still(HTTP_API_1_0).withRoute("GET /{name}"));

        assertThat(at(usual, "version")).isEqualTo("1.0");
        assertThat(at(usual, "resource")).isEqualTo("$default");
        assertThat(at(usual, "pathParameters")).isNull();
        assertThat(at(usual, "requestContext", "path")).isEqualTo("/prod/x");
        assertThat(at(routed, "resource")).isEqualTo("/{name}");
        assertThat(at(routed, "requestContext", "resourceId")).isEqualTo("GET /{name}");
        assertThat(at(routed, "pathParameters")).isEqualTo(Map.of("name", "x"));
    }

    @Test
    void payload_1_has_both_maps_cookies_in_their_header_and_null_for_no_body() {
        Map<String, Object> event = event(CALL, HTTP_API_1_0);

        assertThat(at(event, "headers", "x-twice")).isEqualTo("second");
        assertThat(at(event, "multiValueHeaders", "x-twice")).isEqualTo(List.of("first", "second"));
        assertThat(at(event, "headers", "cookie")).isEqualTo("a=1; b=2");
        assertThat(at(event, "queryStringParameters", "k")).isEqualTo("2");
        assertThat(at(event, "multiValueQueryStringParameters", "p")).isEqualTo(List.of("x y"));
        assertThat(event).doesNotContainKey("cookies");
        assertThat(event(GET, HTTP_API_1_0))
                .contains(entry("body", null), entry("queryStringParameters", null), entry("isBase64Encoded", false));
    }

    @Test
    void behind_a_custom_domain_payload_1_shows_the_mapping_key_and_payload_2_the_stage() {
        Map<String, Object> one = event(GET, still(HTTP_API_1_0).withCustomDomain("api.example.com", "/key"));
        Map<String, Object> two = event(GET, still(HTTP_API_2_0).withCustomDomain("api.example.com", "/key"));

        assertThat(at(one, "path")).isEqualTo("/key/x");
        assertThat(at(two, "rawPath")).isEqualTo("/prod/x");
        assertThat(at(two, "requestContext", "http", "path")).isEqualTo("/prod/x");
        assertThat(at(two, "requestContext", "domainName")).isEqualTo("api.example.com");
        assertThat(at(two, "headers", "host")).isEqualTo("api.example.com");
    }

    @Test
    void payload_1_shows_authorizers_in_the_flat_form() {
        HttpDeployment deployment = still(HTTP_API_1_0);

        assertThat(at(
                        event(GET, deployment.withJwt(Map.of("sub", "u1"), List.of("read"))),
                        "requestContext",
                        "authorizer"))
                .isEqualTo(Map.of("claims", Map.of("sub", "u1"), "scopes", List.of("read")));
        assertThat(at(
                        event(GET, deployment.withLambdaAuthorizer(Map.of("admin", true))),
                        "requestContext",
                        "authorizer"))
                .isEqualTo(Map.of("admin", true));
        assertThat(at(event(GET, deployment.withIam(Map.of("userArn", "a"))), "requestContext", "identity", "userArn"))
                .isEqualTo("a");
    }

    @Test
    void payload_1_takes_no_cookies_key_in_an_answer_and_decodes_base64_at_once() {
        assertThat(HTTP_API_1_0
                        .answer(json("{'statusCode':200,'cookies':['a=1']}"), GET)
                        .status())
                .isEqualTo(500);
        assertThat(HTTP_API_1_0
                        .answer(json("{'statusCode':200,'body':'aGk=','isBase64Encoded':true}"), GET)
                        .text())
                .isEqualTo("hi");
    }

    @Test
    void payload_2_names_the_route_with_the_templates_method() {
        Map<String, Object> usual = event(GET, HTTP_API_2_0);
        Map<String, Object> any = event(GET, still(HTTP_API_2_0).withRoute("/{name}"));
        Map<String, Object> get = event(GET, still(HTTP_API_2_0).withRoute("GET /x"));

        assertThat(at(usual, "version")).isEqualTo("2.0");
        assertThat(at(usual, "routeKey")).isEqualTo("$default");
        assertThat(usual).doesNotContainKeys("pathParameters", "stageVariables");
        assertThat(at(any, "routeKey")).isEqualTo("ANY /{name}");
        assertThat(at(any, "requestContext", "routeKey")).isEqualTo("ANY /{name}");
        assertThat(at(any, "pathParameters")).isEqualTo(Map.of("name", "x"));
        assertThat(at(get, "routeKey")).isEqualTo("GET /x");
        assertThat(get).doesNotContainKey("pathParameters");
    }

    @Test
    void payload_2_keeps_the_raw_query_and_joins_repeats_in_the_map() {
        Map<String, Object> event = event(CALL, HTTP_API_2_0);

        assertThat(at(event, "rawQueryString")).isEqualTo("k=1&k=2&u=https%3A%2F%2Fh&p=x+y&q=x%2By&e=");
        assertThat(at(event, "queryStringParameters"))
                .isEqualTo(Map.of("k", "1,2", "u", "https://h", "p", "x y", "q", "x+y", "e", ""));
        assertThat(at(event(GET, HTTP_API_2_0), "rawQueryString")).isEqualTo("");
        assertThat(event(GET, HTTP_API_2_0)).doesNotContainKey("queryStringParameters");
    }

    @Test
    void payload_2_joins_repeated_headers_without_a_blank_and_takes_the_cookies_out() {
        Map<String, Object> event = event(CALL.plusHeader("cookie", "c=3"), HTTP_API_2_0);

        assertThat(at(event, "headers", "x-twice")).isEqualTo("first,second");
        assertThat(at(event, "cookies")).isEqualTo(List.of("a=1", "b=2", "c=3"));
        assertThat(text(event, "headers")).doesNotContain("cookie");
        assertThat(event(GET, HTTP_API_2_0)).doesNotContainKey("cookies");
    }

    @Test
    void payload_2_has_no_body_key_for_an_empty_body() {
        assertThat(event(GET, HTTP_API_2_0)).doesNotContainKey("body").containsEntry("isBase64Encoded", false);
        assertThat(at(event(CALL, HTTP_API_2_0), "body")).isEqualTo("{\"name\":\"Zoë\"}");
    }

    @Test
    void payload_2_says_when_from_where_and_by_what() {
        Map<String, Object> event =
                event(CALL, still(HTTP_API_2_0).withSourceIp("198.51.100.9").withProtocol("HTTP/2.0"));

        assertThat(at(event, "requestContext", "http"))
                .isEqualTo(Map.of(
                        "method", "POST",
                        "path", "/prod/a/b c",
                        "protocol", "HTTP/2.0",
                        "sourceIp", "198.51.100.9",
                        "userAgent", "curl/8.5.0"));
        assertThat(at(event, "requestContext", "time")).isEqualTo("10/Jul/2026:19:19:04 +0000");
        assertThat(at(event, "requestContext", "timeEpoch")).isEqualTo(1783711144123L);
        assertThat(at(event, "requestContext", "stage")).isEqualTo("prod");
    }

    @Test
    void payload_2_shows_each_authorizer_under_its_kind() {
        HttpDeployment deployment = still(HTTP_API_2_0);

        Map<String, Object> jwt =
                event(GET, deployment.withJwt(Map.of("exp", 17, "groups", List.of("a", "b")), List.of()));
        Map<String, Object> lambda =
                event(GET, deployment.withLambdaAuthorizer(Map.of("n", 7, "x", 1.5, "of", List.of(1, 2))));
        Map<String, Object> iam = event(GET, deployment.withIam(Map.of("userArn", "a", "callerId", "c")));

        assertThat(at(jwt, "requestContext", "authorizer", "jwt", "claims"))
                .isEqualTo(Map.of("exp", "17", "groups", "[a b]"));
        assertThat(at(jwt, "requestContext", "authorizer", "jwt", "scopes")).isNull();
        assertThat(at(lambda, "requestContext", "authorizer"))
                .isEqualTo(Map.of("lambda", Map.of("n", 7, "x", 1.5, "of", List.of(1, 2))));
        assertThat(at(iam, "requestContext", "authorizer", "iam", "userArn")).isEqualTo("a");
        assertThat(at(iam, "requestContext", "authorizer", "iam", "cognitoIdentity"))
                .isNull();
        assertThat(text(event(GET, deployment), "requestContext")).doesNotContain("authorizer");
    }

    @Test
    void payload_2_shows_stage_variables_and_the_clients_certificate() {
        Map<String, Object> event = event(
                GET,
                still(HTTP_API_2_0)
                        .withStageVariables(Map.of("table", "users"))
                        .withClientCertificate(Map.of("subjectDN", "CN=me")));

        assertThat(at(event, "stageVariables")).isEqualTo(Map.of("table", "users"));
        assertThat(at(event, "requestContext", "authentication"))
                .isEqualTo(Map.of("clientCert", Map.of("subjectDN", "CN=me")));
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_API_2_0", "FUNCTION_URL"})
    void in_payload_2_each_cookie_of_an_answer_becomes_one_line(HttpSource source) {
        HttpAnswer answer = source.answer(
                json("{'statusCode':200,'headers':{'X-One':'1','X-Number':7},"
                        + "'cookies':['a=1; Expires=Wed, 21 Oct 2026','b=2'],'body':'aGk=','isBase64Encoded':true}"),
                GET);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.cookies()).containsExactly("a=1; Expires=Wed, 21 Oct 2026", "b=2");
        assertThat(answer.header("x-one")).contains("1");
        assertThat(answer.header("x-number")).contains("7");
        assertThat(answer.text()).isEqualTo("hi");
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_API_2_0", "FUNCTION_URL"})
    void in_payload_2_a_cookie_that_stands_in_the_headers_too_is_sent_twice(HttpSource source) {
        HttpAnswer answer =
                source.answer(json("{'statusCode':200,'headers':{'set-cookie':'a=1'},'cookies':['a=1']}"), GET);

        assertThat(answer.cookies()).containsExactly("a=1", "a=1");
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_API_2_0", "FUNCTION_URL"})
    void in_payload_2_keys_that_it_does_not_define_are_passed_over(HttpSource source) {
        HttpAnswer answer = source.answer(
                json("{'statusCode':204,'multiValueHeaders':{'X-Two':['a']},'statusDescription':7}"), GET);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.headers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "HTTP_API_2_0, {'a':1}",
                "HTTP_API_2_0, 'text'",
                "HTTP_API_2_0, [1]",
                "HTTP_API_2_0, null",
                "FUNCTION_URL, {'a':1}",
                "FUNCTION_URL, 'text'"
            })
    void in_payload_2_json_without_a_status_is_itself_the_body(HttpSource source, String text) {
        HttpAnswer answer = source.answer(json(text), GET);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).contains("application/json");
        assertThat(answer.body()).isEqualTo(json(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'statusCode':null}",
                "{'statusCode':99}",
                "{'statusCode':600}",
                "{'statusCode':200,'cookies':'a=1'}",
                "{'statusCode':200,'cookies':[1]}",
                "{'statusCode':200,'body':['a']}",
                "{'statusCode':200,'body':'!','isBase64Encoded':true}",
                "{"
            })
    void payload_2_refuses_what_it_cannot_read(String malformed) {
        assertThat(HTTP_API_2_0.answer(json(malformed), GET).status()).isEqualTo(500);
        assertThat(HttpSource.FUNCTION_URL.answer(json(malformed), GET).status())
                .isEqualTo(502);
    }

    private static HttpCall post(String contentType) {
        return HttpCall.post("/x").withText("hi").withHeader("content-type", contentType);
    }

    @Test
    void a_status_from_100_to_599_passes_and_a_body_that_is_not_base64_stays_as_it_is() {
        for (int status : new int[] {100, 200, 599}) {
            byte[] answer = json("{'statusCode':" + status + ",'body':'aGk=','isBase64Encoded':false}");

            assertThat(HTTP_API_2_0.answer(answer, GET).status()).isEqualTo(status);
            assertThat(HTTP_API_2_0.answer(answer, GET).text()).isEqualTo("aGk=");
        }
    }

    @Test
    void the_default_route_can_be_named_and_account_and_domain_are_the_deployments() {
        HttpDeployment deployment = still(HTTP_API_2_0)
                .withRoute("$default")
                .withAccountId("999999999999")
                .withDomainName("localhost");

        Map<String, Object> event = event(GET, deployment);

        assertThat(at(event, "routeKey")).isEqualTo("$default");
        assertThat(at(event, "requestContext", "accountId")).isEqualTo("999999999999");
        assertThat(at(event, "requestContext", "domainPrefix")).isEqualTo("localhost");
    }
}
