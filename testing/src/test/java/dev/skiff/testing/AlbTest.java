package dev.skiff.testing;

import static dev.skiff.testing.Events.CALL;
import static dev.skiff.testing.Events.at;
import static dev.skiff.testing.Events.event;
import static dev.skiff.testing.Events.json;
import static dev.skiff.testing.Events.still;
import static dev.skiff.testing.HttpSource.ALB;
import static dev.skiff.testing.HttpSource.ALB_MULTI_VALUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlbTest {
    private static final HttpCall GET = HttpCall.get("/x");

    @ParameterizedTest
    @EnumSource(names = {"ALB", "ALB_MULTI_VALUE"})
    void the_context_has_the_target_group_and_nothing_else(HttpSource source) {
        assertThat(at(event(GET, source), "requestContext"))
                .isEqualTo(
                        Map.of(
                                "elb",
                                Map.of(
                                        "targetGroupArn",
                                        "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/skiff/6d0ecf831eec9f09")));
        assertThat(at(
                        event(GET, still(source).withTargetGroupArn("arn:mine")),
                        "requestContext",
                        "elb",
                        "targetGroupArn"))
                .isEqualTo("arn:mine");
    }

    @ParameterizedTest
    @EnumSource(names = {"ALB", "ALB_MULTI_VALUE"})
    void the_path_stays_encoded_and_has_no_stage(HttpSource source) {
        assertThat(at(event(CALL, source), "path")).isEqualTo("/a/b%20c");
        assertThat(at(event(CALL, source), "httpMethod")).isEqualTo("POST");
    }

    @ParameterizedTest
    @EnumSource(names = {"ALB", "ALB_MULTI_VALUE"})
    void an_empty_body_is_empty_text(HttpSource source) {
        assertThat(event(GET, source)).contains(entry("body", ""), entry("isBase64Encoded", false));
    }

    @Test
    void single_values_are_the_last_ones_and_nothing_in_the_query_is_decoded() {
        Map<String, Object> event = event(CALL, ALB);

        assertThat(at(event, "queryStringParameters"))
                .isEqualTo(Map.of("k", "2", "u", "https%3A%2F%2Fh", "p", "x+y", "q", "x%2By", "e", ""));
        assertThat(at(event, "headers", "x-twice")).isEqualTo("second");
        assertThat(at(event, "headers", "cookie")).isEqualTo("a=1; b=2");
        assertThat(at(event, "headers", "content-length")).isEqualTo("15");
        assertThat(event).doesNotContainKeys("multiValueHeaders", "multiValueQueryStringParameters", "cookies");
    }

    @Test
    void with_multi_values_on_there_are_lists_only() {
        Map<String, Object> event = event(CALL, ALB_MULTI_VALUE);

        assertThat(at(event, "multiValueQueryStringParameters", "k")).isEqualTo(List.of("1", "2"));
        assertThat(at(event, "multiValueQueryStringParameters", "u")).isEqualTo(List.of("https%3A%2F%2Fh"));
        assertThat(at(event, "multiValueHeaders", "x-twice")).isEqualTo(List.of("first", "second"));
        assertThat(at(event, "multiValueHeaders", "cookie")).isEqualTo(List.of("a=1; b=2"));
        assertThat(event).doesNotContainKeys("headers", "queryStringParameters", "cookies");
    }

    @Test
    void names_in_the_query_are_not_decoded_either() {
        Map<String, Object> event = event(HttpCall.get("/x?a%5B%5D=1&a+b=2&flag"), ALB);

        assertThat(at(event, "queryStringParameters")).isEqualTo(Map.of("a%5B%5D", "1", "a+b", "2", "flag", ""));
    }

    @Test
    void without_a_query_the_map_is_empty() {
        assertThat(at(event(GET, ALB), "queryStringParameters")).isEqualTo(Map.of());
        assertThat(at(event(GET, ALB_MULTI_VALUE), "multiValueQueryStringParameters"))
                .isEqualTo(Map.of());
    }

    @Test
    void the_balancers_headers_are_in_lower_case() {
        HttpDeployment deployment = still(ALB).withListener("http", 80).withDomainName("lb.example.com");

        assertThat(at(event(GET.plusHeader("X-Forwarded-For", "1.2.3.4"), deployment), "headers"))
                .isEqualTo(Map.of(
                        "host", "lb.example.com",
                        "x-forwarded-for", "1.2.3.4, 203.0.113.7",
                        "x-forwarded-port", "80",
                        "x-forwarded-proto", "http",
                        "x-amzn-trace-id", Events.TRACE_ID));
    }

    @Test
    void an_answer_is_read_in_the_family_of_the_target_group_and_the_other_is_not_seen() {
        byte[] both = json("{'statusCode':200,'statusDescription':'200 OK','headers':{'X-One':'1'},"
                + "'multiValueHeaders':{'Set-Cookie':['a=1','b=2']},'body':'hi'}");

        assertThat(ALB.answer(both, GET).headers()).containsExactly(entry("X-One", "1"));
        assertThat(ALB_MULTI_VALUE.answer(both, GET).cookies()).containsExactly("a=1", "b=2");
        assertThat(ALB_MULTI_VALUE.answer(both, GET).header("X-One")).isEmpty();
        assertThat(ALB.answer(both, GET).text()).isEqualTo("hi");
    }

    @ParameterizedTest
    @EnumSource(names = {"ALB", "ALB_MULTI_VALUE"})
    void headers_and_body_can_be_left_out_and_base64_is_decoded(HttpSource source) {
        byte[] bare = json("{'statusCode':404,'statusDescription':'404 Not Found'}");
        byte[] binary = json("{'statusCode':200,'statusDescription':'200 OK','body':'aGk=','isBase64Encoded':true}");

        assertThat(source.answer(bare, GET).status()).isEqualTo(404);
        assertThat(source.answer(bare, GET).body()).isEmpty();
        assertThat(source.answer(binary, GET).text()).isEqualTo("hi");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'statusCode':200}",
                "{'statusCode':200,'statusDescription':null}",
                "{'statusCode':200,'statusDescription':'OK'}",
                "{'statusCode':'200','statusDescription':'200 OK'}",
                "{'statusCode':200,'statusDescription':'200 OK','headers':null}",
                "{'statusCode':200,'statusDescription':'200 OK','multiValueHeaders':null}",
                "{'statusCode':200,'statusDescription':'200 OK','headers':{'a':7}}",
                "{'statusCode':200,'statusDescription':'200 OK','headers':{'a':true}}",
                "{'statusCode':200,'statusDescription':'200 OK','headers':{'a':null}}",
                "{'statusCode':200,'statusDescription':'200 OK','multiValueHeaders':{'a':[7]}}",
                "{'statusCode':200,'statusDescription':'200 OK','multiValueHeaders':{'a':'b'}}",
                "{'statusCode':200,'statusDescription':'200 OK','body':null}",
                "{'statusCode':200,'statusDescription':'200 OK','isBase64Encoded':null}",
                "{'statusCode':200,'statusDescription':'200 OK','cookies':['a=1']}",
                "{'a':1}",
                "'text'",
                ""
            })
    void anything_but_the_strict_form_becomes_502(String malformed) {
        for (HttpSource source : List.of(ALB, ALB_MULTI_VALUE)) {
            HttpAnswer answer = source.answer(json(malformed), GET);

            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.text()).contains("502 Bad Gateway");
            assertThat(answer.failure()).get().isInstanceOf(MalformedAnswerException.class);
        }
    }

    @Test
    void an_answer_above_one_megabyte_becomes_502() {
        String start = "{\"statusCode\":200,\"statusDescription\":\"200 OK\"";

        assertThat(ALB.answer(Events.sized(start, 1_048_576), GET).status()).isEqualTo(200);
        assertThat(ALB.answer(Events.sized(start, 1_048_577), GET).status()).isEqualTo(502);
        assertThat(ALB.answer(Events.sized(start, 1_048_577), GET).failure().orElseThrow())
                .hasMessageContaining("1048576");
    }

    @Test
    void a_body_above_one_megabyte_is_refused_with_413_and_does_not_reach_the_function() {
        FunctionClient client = FunctionClient.of((input, output, context) -> {
                    throw new AssertionError("reached");
                })
                .rethrowing()
                .as(ALB);

        HttpAnswer answer = client.send(HttpCall.post("/x").withText("x".repeat(1_048_577)));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.failure()).isEmpty();
        assertThatThrownBy(() -> client.send(HttpCall.post("/x").withText("x".repeat(1_048_576))))
                .hasMessage("reached");
    }
}
