package dev.skiff.testing;

import static dev.skiff.testing.Events.CALL;
import static dev.skiff.testing.Events.at;
import static dev.skiff.testing.Events.event;
import static dev.skiff.testing.Events.json;
import static dev.skiff.testing.Events.still;
import static dev.skiff.testing.Events.text;
import static dev.skiff.testing.HttpSource.FUNCTION_URL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where a Function URL differs from an HTTP API; what they share is in {@link HttpApiTest}. */
class FunctionUrlTest {
    private static final HttpCall GET = HttpCall.get("/x");

    @Test
    void the_raw_path_stays_encoded_the_http_path_is_decoded_and_neither_has_a_stage() {
        Map<String, Object> event = event(CALL, FUNCTION_URL);

        assertThat(at(event, "rawPath")).isEqualTo("/a/b%20c");
        assertThat(at(event, "requestContext", "http", "path")).isEqualTo("/a/b c");
        assertThat(at(event, "requestContext", "stage")).isEqualTo("$default");
        assertThat(at(event, "routeKey")).isEqualTo("$default");
    }

    @Test
    void there_are_no_path_parameters_even_if_the_deployment_names_a_route() {
        assertThat(event(GET, still(FUNCTION_URL).withRoute("/{name}"))).doesNotContainKey("pathParameters");
    }

    @Test
    void cookies_stand_in_their_list_and_in_their_header() {
        Map<String, Object> event = event(CALL, FUNCTION_URL);

        assertThat(at(event, "cookies")).isEqualTo(List.of("a=1", "b=2"));
        assertThat(at(event, "headers", "cookie")).isEqualTo("a=1; b=2");
        assertThat(event(GET, FUNCTION_URL)).doesNotContainKey("cookies");
    }

    @Test
    void the_query_is_there_raw_and_joined() {
        Map<String, Object> event = event(CALL, FUNCTION_URL);

        assertThat(at(event, "rawQueryString")).isEqualTo(CALL.rawQuery());
        assertThat(at(event, "queryStringParameters", "k")).isEqualTo("1,2");
        assertThat(at(event, "queryStringParameters", "p")).isEqualTo("x y");
    }

    @Test
    void the_headers_are_in_lower_case_and_tell_of_tls() {
        assertThat(at(event(GET.plusHeader("X-Upper", "1"), FUNCTION_URL), "headers"))
                .isEqualTo(Map.of(
                        "x-upper", "1",
                        "host", "abcdefghijklmnopqrstuvwxyz012345.lambda-url.eu-central-1.on.aws",
                        "x-forwarded-for", "203.0.113.7",
                        "x-forwarded-port", "443",
                        "x-forwarded-proto", "https",
                        "x-amzn-trace-id", Events.TRACE_ID,
                        "x-amzn-tls-version", "TLSv1.3",
                        "x-amzn-tls-cipher-suite", "TLS_AES_128_GCM_SHA256"));
        assertThat(at(event(CALL, FUNCTION_URL), "headers", "content-length")).isEqualTo("15");
        assertThat(at(event(CALL, FUNCTION_URL), "headers", "x-twice")).isEqualTo("first,second");
    }

    @Test
    void the_domain_is_the_urls_own_and_the_api_id_its_first_label() {
        Map<String, Object> event =
                event(GET, still(FUNCTION_URL).withApiId("myid").withRegion("us-east-1"));

        assertThat(at(event, "requestContext", "domainName")).isEqualTo("myid.lambda-url.us-east-1.on.aws");
        assertThat(at(event, "requestContext", "domainPrefix")).isEqualTo("myid");
        assertThat(at(event, "requestContext", "apiId")).isEqualTo("myid");
        assertThat(at(event, "requestContext", "requestId")).isEqualTo(Events.REQUEST_ID);
        assertThat(at(event, "requestContext", "timeEpoch")).isEqualTo(1783711144123L);
    }

    @Test
    void the_account_is_anonymous_unless_the_call_is_signed() {
        Map<String, Object> signed = event(GET, still(FUNCTION_URL).withIam(Map.of("userArn", "a")));

        assertThat(at(event(GET, FUNCTION_URL), "requestContext", "accountId")).isEqualTo("anonymous");
        assertThat(at(signed, "requestContext", "accountId")).isEqualTo("123456789012");
        assertThat(at(signed, "requestContext", "authorizer", "iam", "userArn")).isEqualTo("a");
    }

    @Test
    void it_knows_no_jwt_and_no_lambda_authorizer() {
        Map<String, Object> jwt = event(GET, still(FUNCTION_URL).withJwt(Map.of("sub", "u1"), List.of()));
        Map<String, Object> lambda = event(GET, still(FUNCTION_URL).withLambdaAuthorizer(Map.of("sub", "u1")));

        assertThat(text(jwt, "requestContext")).doesNotContain("authorizer");
        assertThat(text(lambda, "requestContext")).doesNotContain("authorizer");
    }

    @Test
    void a_function_that_fails_becomes_502() {
        HttpAnswer answer = FUNCTION_URL.answer(json("nonsense"), GET);

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.text()).isEqualTo("Internal Server Error");
        assertThat(FUNCTION_URL
                        .answer(Events.sized("{\"statusCode\":200", 6_291_557), GET)
                        .status())
                .isEqualTo(502);
    }
}
