package dev.skiff.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.local.Wire.Answer;
import dev.skiff.local.functions.Behaviours;
import dev.skiff.local.functions.Echo;
import dev.skiff.local.template.SamUrl;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class UrlAndAlbDoorTest {
    private static final Doors DOORS = new Doors();
    private static final Wire OPEN = url("NONE");
    private static final Wire SIGNED = url("AWS_IAM");
    private static final Wire ALB = alb(DOORS.function(Echo.class.getName() + "::forAlb"), false);
    private static final Wire ALB_LISTS = alb(DOORS.function(Echo.class.getName() + "::forAlbWithLists"), true);
    private static final String QUERY = "?k=1&k=2&u=https%3A%2F%2Fh&p=x+y&q=x%2By&e=";
    private static final String[] HEADERS = {
        "user-agent: test", "x-Mine: one", "X-mine: two", "Cookie: a=1; b=2", "Content-Type: application/json"
    };

    private static Wire url(String authType) {
        SamUrl url = new SamUrl(authType, Optional.empty(), false, Doors.PLACE);
        LocalFunction function = DOORS.function(Echo.class.getName() + "::handle");
        return DOORS.open(new FunctionUrlDoor(DOORS.caller, function, url));
    }

    private static Wire alb(LocalFunction function, boolean isMultiValue) {
        return DOORS.open(new AlbDoor(DOORS.caller, function, isMultiValue));
    }

    @AfterAll
    static void close() {
        DOORS.close();
    }

    @Test
    void a_function_url_sends_what_aws_sends() throws IOException {
        Answer answer = OPEN.send("POST", "/a/b%20c" + QUERY, "{\"name\":\"Zoë\"}", HEADERS);

        assertThat(answer.event())
                .containsEntry("version", "2.0")
                .containsEntry("routeKey", "$default")
                .containsEntry("rawPath", "/a/b%20c")
                .containsEntry("rawQueryString", QUERY.substring(1))
                .containsEntry("cookies", List.of("a=1", "b=2"))
                .containsEntry("body", "{\"name\":\"Zoë\"}")
                .doesNotContainKey("pathParameters");
        assertThat(answer.at("requestContext", "http", "path")).isEqualTo("/a/b c");
        assertThat(answer.at("requestContext", "stage")).isEqualTo("$default");
        assertThat(answer.at("requestContext", "accountId")).isEqualTo("anonymous");
        assertThat(answer.at("requestContext", "requestId")).asString().matches("[0-9a-f-]{36}");
        assertThat(answer.at("requestContext", "domainName")).asString().contains(".lambda-url.");
        assertThat(answer.at("headers", "cookie")).isEqualTo("a=1; b=2");
        assertThat(answer.at("headers", "x-mine")).isEqualTo("one,two");
        assertThat(answer.at("headers")).asString().contains("x-amzn-tls-version", "x-amzn-tls-cipher-suite");
        assertThat(answer.lines("Set-Cookie")).containsExactly("Set-Cookie: a=1", "Set-Cookie: b=2");
        assertThat(answer.lines("x-amzn-RequestId")).hasSize(1);
    }

    @Test
    void a_function_url_says_less_of_what_went_wrong() throws IOException {
        SamUrl none = new SamUrl("NONE", Optional.empty(), false, Doors.PLACE);
        LocalFunction failing = DOORS.function(Behaviours.class.getName() + "::fail");
        Answer answer =
                DOORS.open(new FunctionUrlDoor(DOORS.caller, failing, none)).get("/");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.body()).isEqualTo("Internal Server Error");
    }

    @Test
    void a_signed_url_wants_a_signature_and_believes_it() throws IOException {
        Answer unsigned = SIGNED.get("/");
        Answer signed = SIGNED.get(
                "/",
                "Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260710/eu-central-1/lambda/aws4_request,"
                        + " SignedHeaders=host, Signature=5d672d79");
        Answer presigned =
                SIGNED.get("/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDQUERY%2F2026&X-Amz-Signature=1");

        assertThat(unsigned.status()).isEqualTo(403);
        assertThat(unsigned.body()).startsWith("{\"Message\":\"Forbidden");
        assertThat(unsigned.lines("x-amzn-ErrorType")).containsExactly("x-amzn-ErrorType: AccessDeniedException");
        assertThat(SIGNED.get("/", "Authorization: Bearer x").status()).isEqualTo(403);
        assertThat(signed.at("requestContext", "authorizer", "iam", "accessKey"))
                .isEqualTo("AKIDEXAMPLE");
        assertThat(signed.at("requestContext", "authorizer", "iam"))
                .asString()
                .contains("userArn=arn:aws:iam::123456789012:user/local", "cognitoIdentity=null");
        assertThat(signed.at("requestContext", "accountId")).isEqualTo("123456789012");
        assertThat(presigned.at("requestContext", "authorizer", "iam", "accessKey"))
                .isEqualTo("AKIDQUERY");
    }

    @Test
    void a_load_balancer_sends_the_query_as_it_came_and_the_last_of_all_values() throws IOException {
        Answer answer = ALB.send("POST", "/a/b%20c" + QUERY, "{}", HEADERS);

        assertThat(answer.event())
                .containsEntry("path", "/a/b%20c")
                .containsEntry("httpMethod", "POST")
                .containsEntry("body", "{}")
                .containsEntry(
                        "queryStringParameters",
                        Map.of("k", "2", "u", "https%3A%2F%2Fh", "p", "x+y", "q", "x%2By", "e", ""))
                .doesNotContainKeys("multiValueHeaders", "resource", "version");
        assertThat(answer.at("headers", "x-mine")).isEqualTo("two");
        assertThat(answer.at("requestContext", "elb", "targetGroupArn"))
                .asString()
                .contains(":targetgroup/");
        assertThat(answer.lines("X-Single")).hasSize(1);
    }

    @Test
    void a_load_balancer_with_lists_sends_lists() throws IOException {
        Answer answer = ALB_LISTS.get("/a" + QUERY, HEADERS);

        assertThat(answer.at("multiValueQueryStringParameters", "k")).isEqualTo(List.of("1", "2"));
        assertThat(answer.at("multiValueHeaders", "x-mine")).isEqualTo(List.of("one", "two"));
        assertThat(answer.event()).containsEntry("body", "").doesNotContainKeys("headers", "queryStringParameters");
        assertThat(answer.lines("Set-Cookie")).hasSize(2);
    }

    @Test
    void a_load_balancer_takes_and_gives_a_megabyte() throws IOException {
        Answer large = ALB.send("POST", "/", "x".repeat((1 << 20) + 1), "Content-Type: text/plain");

        assertThat(large.status()).isEqualTo(413);
        assertThat(large.body()).contains("413 Request Entity Too Large");
        assertThat(large.lines("Content-Type")).containsExactly("Content-Type: text/html");
    }

    @Test
    void a_load_balancer_wants_its_own_answers() throws IOException {
        Wire alb = alb(DOORS.answerer(), false);
        String type = "Content-Type: application/json";

        assertThat(alb.send("POST", "/", "{\"statusCode\":200,\"statusDescription\":\"200 OK\"}", type)
                        .status())
                .isEqualTo(200);
        assertThat(alb.send("POST", "/", "{\"hello\":1}", type).status()).isEqualTo(502);
        assertThat(alb.send("POST", "/", "{\"hello\":1}", type).body()).contains("502 Bad Gateway");
        assertThat(ALB.get("/" + "x".repeat(17_000)).status()).isEqualTo(414);
    }
}
