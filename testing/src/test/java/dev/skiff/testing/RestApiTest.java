package dev.skiff.testing;

import static dev.skiff.testing.Events.CALL;
import static dev.skiff.testing.Events.at;
import static dev.skiff.testing.Events.event;
import static dev.skiff.testing.Events.json;
import static dev.skiff.testing.Events.still;
import static dev.skiff.testing.Events.text;
import static dev.skiff.testing.HttpSource.REST_API;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestApiTest {
    private static final HttpCall GET = HttpCall.get("/x");

    @Test
    void the_path_stays_encoded_and_the_stage_stands_in_the_request_context_only() {
        Map<String, Object> event = event(CALL, REST_API);

        assertThat(at(event, "path")).isEqualTo("/a/b%20c");
        assertThat(at(event, "requestContext", "path")).isEqualTo("/prod/a/b%20c");
        assertThat(at(event, "requestContext", "stage")).isEqualTo("prod");
        assertThat(event).doesNotContainKey("version");
    }

    @Test
    void path_parameters_stay_encoded_so_a_slash_in_a_segment_survives() {
        Map<String, Object> event =
                event(HttpCall.get("/users/a%2Fb/"), still(REST_API).withRoute("GET /users/{id}"));

        assertThat(at(event, "pathParameters")).isEqualTo(Map.of("id", "a%2Fb"));
        assertThat(at(event, "resource")).isEqualTo("/users/{id}");
        assertThat(at(event, "requestContext", "resourcePath")).isEqualTo("/users/{id}");
        assertThat(at(event, "path")).isEqualTo("/users/a%2Fb/");
    }

    @Test
    void a_greedy_parameter_has_the_rest_of_the_path_without_its_trailing_slash() {
        Map<String, Object> event =
                event(HttpCall.get("/files/a/b%20c/"), still(REST_API).withRoute("/files/{p+}"));

        assertThat(at(event, "pathParameters")).isEqualTo(Map.of("p", "a/b%20c"));
    }

    @Test
    void given_path_parameters_stand_in_the_event_as_given() {
        HttpDeployment deployment = still(REST_API).withRoute("/users/{id}", Map.of("id", "seven"));

        assertThat(at(event(HttpCall.get("/users/7"), deployment), "pathParameters"))
                .isEqualTo(Map.of("id", "seven"));
    }

    @Test
    void the_root_is_a_resource_of_its_own_without_parameters() {
        Map<String, Object> event = event(HttpCall.get("/"), REST_API);

        assertThat(at(event, "resource")).isEqualTo("/");
        assertThat(at(event, "pathParameters")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /users/{id}", "/x/{id}", "POST /x", "/x/{p+}", "/"})
    void a_route_that_does_not_fit_the_call_is_refused_by_name(String route) {
        HttpDeployment deployment = still(REST_API).withRoute(route);

        assertThatThrownBy(() -> REST_API.event(GET, deployment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GET /x")
                .hasMessageContaining(route);
    }

    @ParameterizedTest
    @CsvSource({"false, '', /prod/x", "false, base, /base/prod/x", "true, base, /base/x", "true, '', /x"})
    void behind_a_custom_domain_the_mapping_decides_what_stands_before_the_path(
            boolean staged, String basePath, String path) {
        HttpDeployment deployment = staged
                ? still(REST_API).withCustomDomain("api.example.com", basePath)
                : still(REST_API).withUnstagedCustomDomain("api.example.com", basePath);

        Map<String, Object> event = event(GET, deployment);

        assertThat(at(event, "path")).isEqualTo(path);
        assertThat(at(event, "requestContext", "path")).isEqualTo(path);
        assertThat(at(event, "requestContext", "domainName")).isEqualTo("api.example.com");
        assertThat(at(event, "requestContext", "domainPrefix")).isEqualTo("api");
        assertThat(at(event, "headers", "Host")).isEqualTo("api.example.com");
        assertThat(at(event, "pathParameters")).isEqualTo(Map.of("proxy", "x"));
    }

    @Test
    void the_query_is_decoded_and_its_single_map_has_the_last_value() {
        Map<String, Object> event = event(CALL, REST_API);

        assertThat(at(event, "queryStringParameters"))
                .isEqualTo(Map.of("k", "2", "u", "https://h", "p", "x y", "q", "x+y", "e", ""));
        assertThat(at(event, "multiValueQueryStringParameters", "k")).isEqualTo(List.of("1", "2"));
        assertThat(at(event, "multiValueQueryStringParameters", "e")).isEqualTo(List.of(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/x", "/x?", "/x?&&"})
    void without_a_query_both_maps_are_null(String target) {
        Map<String, Object> event = event(HttpCall.get(target), REST_API);

        assertThat(at(event, "queryStringParameters")).isNull();
        assertThat(at(event, "multiValueQueryStringParameters")).isNull();
    }

    @Test
    void header_names_keep_the_clients_case_and_the_single_map_has_the_last_value() {
        HttpCall call =
                GET.plusHeader("x-lower", "1").plusHeader("X-Twice", "first").plusHeader("x-twice", "second");

        Map<String, Object> event = event(call, REST_API);

        assertThat(at(event, "headers", "x-lower")).isEqualTo("1");
        assertThat(at(event, "headers", "X-Twice")).isEqualTo("second");
        assertThat(at(event, "multiValueHeaders", "X-Twice")).isEqualTo(List.of("first", "second"));
    }

    @Test
    void the_gateway_adds_its_headers_in_title_case() {
        assertThat(at(event(GET, REST_API), "headers"))
                .isEqualTo(Map.of(
                        "Host", "a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com",
                        "X-Forwarded-For", "203.0.113.7",
                        "X-Forwarded-Port", "443",
                        "X-Forwarded-Proto", "https",
                        "X-Amzn-Trace-Id", Events.TRACE_ID));
    }

    @Test
    void forwarding_headers_of_the_client_are_continued_or_replaced_and_its_trace_and_host_kept() {
        HttpCall call = GET.plusHeader("x-forwarded-for", "198.51.100.1")
                .plusHeader("x-forwarded-proto", "gopher")
                .plusHeader("Host", "localhost:3000")
                .plusHeader("X-Amzn-Trace-Id", "Root=1-0-0");

        Map<String, Object> event = event(call, still(REST_API).withListener("http", 8080));

        assertThat(at(event, "multiValueHeaders"))
                .isEqualTo(Map.of(
                        "Host", List.of("localhost:3000"),
                        "X-Amzn-Trace-Id", List.of("Root=1-0-0"),
                        "X-Forwarded-For", List.of("198.51.100.1, 203.0.113.7"),
                        "X-Forwarded-Port", List.of("8080"),
                        "X-Forwarded-Proto", List.of("http")));
    }

    @Test
    void there_is_no_content_length_even_if_the_client_sent_one() {
        Map<String, Object> event = event(CALL.plusHeader("content-length", "14"), REST_API);

        assertThat(text(event, "headers")).doesNotContainIgnoringCase("content-length");
        assertThat(text(event, "multiValueHeaders")).doesNotContainIgnoringCase("content-length");
    }

    @Test
    void cookies_stand_in_their_header_only() {
        Map<String, Object> event = event(CALL, REST_API);

        assertThat(at(event, "headers", "Cookie")).isEqualTo("a=1; b=2");
        assertThat(event).doesNotContainKey("cookies");
    }

    @Test
    void an_empty_body_is_null() {
        Map<String, Object> event = event(GET, REST_API);

        assertThat(event).contains(entry("body", null), entry("isBase64Encoded", false));
    }

    @Test
    void a_body_is_text_whatever_its_type_unless_the_type_is_a_binary_media_type() {
        HttpCall png =
                HttpCall.post("/x").withHeader("Content-Type", "image/png; q=1").withBody(new byte[] {1, 2});

        assertThat(event(png, REST_API)).contains(entry("body", "\u0001\u0002"), entry("isBase64Encoded", false));
        for (String type : List.of("image/png", "image/*", "*/*")) {
            assertThat(event(png, still(REST_API).withBinaryMediaTypes("font/woff", type)))
                    .contains(entry("body", "AQI="), entry("isBase64Encoded", true));
        }
    }

    @Test
    void ids_and_times_have_their_shapes() {
        Map<String, Object> event = event(GET, REST_API);

        assertThat(at(event, "requestContext", "requestId")).isEqualTo(Events.REQUEST_ID);
        assertThat((String) at(event, "requestContext", "extendedRequestId")).matches("[\\w+/]{15}=");
        assertThat(at(event, "requestContext", "requestTime")).isEqualTo("10/Jul/2026:19:19:04 +0000");
        assertThat(at(event, "requestContext", "requestTimeEpoch")).isEqualTo(1783711144123L);
        assertThat(at(event, "requestContext", "accountId")).isEqualTo("123456789012");
        assertThat(at(event, "requestContext", "apiId")).isEqualTo("a1b2c3d4e5");
    }

    @Test
    void every_event_has_an_id_and_a_trace_of_its_own() {
        HttpDeployment usual = HttpDeployment.of(REST_API);
        Map<String, Object> one = event(GET, usual);
        Map<String, Object> other = event(GET, usual);

        String id = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
        assertThat((String) at(one, "requestContext", "requestId")).matches(id);
        assertThat(at(one, "requestContext", "requestId")).isNotEqualTo(at(other, "requestContext", "requestId"));
        assertThat((String) at(one, "headers", "X-Amzn-Trace-Id")).matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24}");
        assertThat(at(one, "headers", "X-Amzn-Trace-Id")).isNotEqualTo(at(other, "headers", "X-Amzn-Trace-Id"));
    }

    @Test
    void the_client_shows_in_the_identity() {
        Map<String, Object> event = event(CALL, still(REST_API).withSourceIp("198.51.100.9"));

        assertThat(at(event, "requestContext", "identity", "sourceIp")).isEqualTo("198.51.100.9");
        assertThat(at(event, "requestContext", "identity", "userAgent")).isEqualTo("curl/8.5.0");
        assertThat(at(event, "requestContext", "identity", "userArn")).isNull();
        assertThat(at(event(GET, REST_API), "requestContext", "identity", "userAgent"))
                .isNull();
    }

    @Test
    void authorizers_show_as_claims_as_a_flat_map_of_text_or_in_the_identity() {
        Map<String, Object> cognito = event(
                GET, still(REST_API).withJwt(Map.of("sub", "u1", "cognito:groups", List.of("a", "b")), List.of("s")));
        Map<String, Object> lambda =
                event(GET, still(REST_API).withLambdaAuthorizer(Map.of("principalId", "u1", "admin", true, "n", 7)));
        Map<String, Object> iam = event(
                GET,
                still(REST_API)
                        .withIam(Map.of(
                                "accessKey",
                                "AKIA",
                                "accountId",
                                "1",
                                "callerId",
                                "c",
                                "principalOrgId",
                                "o",
                                "userId",
                                "u",
                                "userArn",
                                "a")));

        assertThat(at(cognito, "requestContext", "authorizer"))
                .isEqualTo(Map.of("claims", Map.of("sub", "u1", "cognito:groups", "a,b")));
        assertThat(at(lambda, "requestContext", "authorizer"))
                .isEqualTo(Map.of("principalId", "u1", "admin", "true", "n", "7"));
        assertThat(at(iam, "requestContext", "identity", "accessKey")).isEqualTo("AKIA");
        assertThat(at(iam, "requestContext", "identity", "accountId")).isEqualTo("1");
        assertThat(at(iam, "requestContext", "identity", "principalOrgId")).isEqualTo("o");
        assertThat(at(iam, "requestContext", "identity", "caller")).isEqualTo("c");
        assertThat(at(iam, "requestContext", "identity", "user")).isEqualTo("u");
        assertThat(at(iam, "requestContext", "identity", "userArn")).isEqualTo("a");
        assertThat(text(iam, "requestContext")).doesNotContain("authorizer");
    }

    @Test
    void stage_variables_and_the_clients_certificate_stand_in_the_event() {
        Map<String, Object> event = event(
                GET,
                still(REST_API)
                        .withStageVariables(Map.of("table", "users"))
                        .withClientCertificate(Map.of("subjectDN", "CN=me")));

        assertThat(at(event, "stageVariables")).isEqualTo(Map.of("table", "users"));
        assertThat(at(event, "requestContext", "identity", "clientCert")).isEqualTo(Map.of("subjectDN", "CN=me"));
        assertThat(at(event(GET, REST_API), "stageVariables")).isNull();
    }

    @Test
    void headers_and_multi_value_headers_of_an_answer_are_merged() {
        HttpAnswer answer = REST_API.answer(
                json("{'statusCode':201,'headers':{'X-One':'1','X-Two':'a','X-Number':7},"
                        + "'multiValueHeaders':{'X-Two':['a','b'],'Set-Cookie':['c=1; Expires=Wed, 21 Oct 2026','d=2']},"
                        + "'body':'hé','isBase64Encoded':false}"),
                GET);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.headers("x-one")).containsExactly("1");
        assertThat(answer.headers("x-two")).containsExactly("a", "b");
        assertThat(answer.header("X-NUMBER")).contains("7");
        assertThat(answer.cookies()).containsExactly("c=1; Expires=Wed, 21 Oct 2026", "d=2");
        assertThat(answer.text()).isEqualTo("hé");
        assertThat(answer.failure()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'statusCode':200,'cookies':['a=1']}",
                "{'statusCode':200,'statusDescription':'200 OK'}",
                "{'body':'no status'}",
                "{'statusCode':'ok'}",
                "{'statusCode':99}",
                "{'statusCode':200,'body':{'a':1}}",
                "{'statusCode':200,'isBase64Encoded':null}",
                "{'statusCode':200,'isBase64Encoded':'true'}",
                "{'statusCode':200,'headers':['a']}",
                "{'statusCode':200,'headers':{'a':['b']}}",
                "{'statusCode':200,'headers':{'a':'b\\r\\nc: d'}}",
                "{'statusCode':200,'multiValueHeaders':{'a':'b'}}",
                "{'statusCode':200} {}",
                "'text'",
                "nonsense",
                ""
            })
    void a_malformed_answer_becomes_502_and_the_failure_says_why(String malformed) {
        HttpAnswer answer = REST_API.answer(json(malformed), GET);

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.text()).isEqualTo("{\"message\":\"Internal server error\"}");
        assertThat(answer.failure()).get().isInstanceOf(MalformedAnswerException.class);
    }

    @Test
    void the_failure_names_the_key_that_the_source_does_not_know() {
        HttpAnswer answer = REST_API.answer(json("{'statusCode':200,'cookies':[]}"), GET);

        assertThat(answer.failure().orElseThrow())
                .hasMessageContaining("'cookies'")
                .hasMessageContaining("statusCode");
    }

    @Test
    void a_status_can_be_text_and_a_null_body_or_header_is_none() {
        HttpAnswer answer = REST_API.answer(json("{'statusCode':'204','headers':{'a':null},'body':null}"), GET);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.headers()).isEmpty();
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, image/png, aGk=",
                "image/png, image/png, hi",
                "image/png, 'image/png;q=0.9, text/html', hi",
                "image/png, 'text/html, image/png', aGk=",
                "image/*, image/gif, hi",
                "*/*, text/html, hi",
                "*/*, -, hi",
                "image/png, -, aGk="
            })
    void base64_is_decoded_only_if_the_first_accepted_type_is_a_binary_media_type(
            String binaryMediaType, String accept, String text) {
        HttpDeployment deployment =
                binaryMediaType == null ? still(REST_API) : still(REST_API).withBinaryMediaTypes(binaryMediaType);
        HttpCall call = accept == null ? GET : GET.withHeader("Accept", accept);

        HttpAnswer answer =
                REST_API.answer(json("{'statusCode':200,'body':'aGk=','isBase64Encoded':true}"), call, deployment);

        assertThat(answer.text()).isEqualTo(text);
    }

    @Test
    void a_body_that_says_base64_and_is_not_becomes_502() {
        HttpDeployment deployment = still(REST_API).withBinaryMediaTypes("*/*");

        byte[] broken = json("{'statusCode':200,'body':'aG\\r\\nk=','isBase64Encoded':true}");

        assertThat(REST_API.answer(broken, GET, deployment).status()).isEqualTo(502);
    }

    @Test
    void an_answer_above_lambdas_limit_becomes_502_and_one_at_the_limit_passes() {
        byte[] most = Events.sized("{\"statusCode\":200", 6_291_556);
        byte[] tooMuch = Events.sized("{\"statusCode\":200", 6_291_557);

        assertThat(REST_API.answer(most, GET).status()).isEqualTo(200);
        assertThat(REST_API.answer(tooMuch, GET).status()).isEqualTo(502);
        assertThat(REST_API.answer(tooMuch, GET).failure().orElseThrow()).hasMessageContaining("6291556");
    }

    @Test
    void a_query_pair_parts_at_its_first_equals_sign_and_a_bare_name_has_an_empty_value() {
        Map<String, Object> event = event(HttpCall.get("/x?k=a=b&flag&&=1&%C3%BC=%26"), REST_API);

        assertThat(at(event, "queryStringParameters")).isEqualTo(Map.of("k", "a=b", "flag", "", "", "1", "ü", "&"));
    }

    @Test
    void an_empty_segment_fills_no_parameter() {
        HttpDeployment deployment = still(REST_API).withRoute("/users/{id}/orders");

        assertThatThrownBy(() -> REST_API.event(HttpCall.get("/users//orders"), deployment))
                .hasMessageContaining("/users//orders");
    }

    @Test
    void an_answer_that_is_no_object_is_called_so() {
        assertThat(REST_API.answer(json("'text'"), GET).failure().orElseThrow()).hasMessageContaining("no object");
        assertThat(HttpSource.ALB.answer(json("'text'"), GET).failure().orElseThrow())
                .hasMessageContaining("no object");
    }
}
