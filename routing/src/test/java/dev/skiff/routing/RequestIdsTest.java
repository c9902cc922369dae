package dev.skiff.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skiff.testing.FakeContext;
import dev.skiff.testing.FunctionClient;
import dev.skiff.testing.HttpAnswer;
import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpDeployment;
import dev.skiff.testing.HttpSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

class RequestIdsTest {
    private static final FakeContext CONTEXT = FakeContext.create().withRequestId("lambda-1");

    @ParameterizedTest
    @ValueSource(strings = {"a", "3f2c-Z.9_~", "01234567-89ab-cdef-0123-456789abcdef"})
    void a_sane_id_of_the_client_is_kept(String id) {
        Response response = answer(Request.of("GET", "/").withHeader("x-request-id", id));

        assertThat(response.header("X-Request-Id")).contains(id);
        assertThat(response.text()).isEqualTo(id + "|" + id);
    }

    @Test
    void an_id_of_128_characters_is_the_longest() {
        String longest = "x".repeat(128);

        assertThat(answer(Request.of("GET", "/").withHeader("X-Request-Id", longest))
                        .text())
                .startsWith(longest + "|");
        assertThat(answer(Request.of("GET", "/").withHeader("X-Request-Id", longest + "x"))
                        .text())
                .startsWith("lambda-1|");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a,b", "a;b", "é", "a\tb", "<script>", "a/b", "a=", "${jndi}"})
    void an_id_that_is_not_sane_is_replaced_by_lambda_s(String id) {
        Response response = answer(Request.of("GET", "/").withHeader("X-Request-Id", id));

        assertThat(response.header("X-Request-Id")).contains("lambda-1");
        assertThat(response.text()).isEqualTo("lambda-1|lambda-1");
    }

    @ParameterizedTest
    @EnumSource(HttpSource.class)
    void the_gateway_s_id_stands_in_for_a_missing_one(HttpSource source) {
        HttpFunction function = new HttpFunction(RequestIds.echo().around(request -> {
            assertThat(request.header("x-request-id")).contains(request.requestId());
            return Response.text(request.requestId());
        })) {};

        HttpAnswer answer = FunctionClient.of(function)
                .deployed(HttpDeployment.of(source).withRequestIds(() -> "gateway-1"))
                .withContext(CONTEXT)
                .send(HttpCall.get("/"));

        assertThat(answer.header("X-Request-Id")).contains(source.name().startsWith("ALB") ? "lambda-1" : "gateway-1");
        assertThat(answer.text()).isEqualTo(answer.header("X-Request-Id").orElseThrow());
    }

    @Test
    void the_header_can_be_another() {
        Response response = RequestIds.echo("X-Correlation-Id")
                .apply(Request.of("GET", "/").withHeader("X-Correlation-Id", "c-1"), request -> Response.text("ok"));

        assertThat(response.header("X-Correlation-Id")).contains("c-1");
        assertThat(response.header("X-Request-Id")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> RequestIds.echo("X Id"));
    }

    @Test
    void failures_and_missing_routes_carry_it_too() {
        FunctionClient client = FunctionClient.of(
                new HttpFunction(Router.builder()
                        .filter(RequestIds.echo())
                        .get("/throws", request -> {
                            throw new IllegalStateException("inside");
                        })
                        .build()) {});

        for (String path : new String[] {"/throws", "/nope"}) {
            HttpAnswer answer = client.send(HttpCall.get(path).plusHeader("X-Request-Id", "c-1"));
            assertThat(answer.header("X-Request-Id")).as(path).contains("c-1");
        }
    }

    @Test
    void it_is_in_the_log_context_while_the_request_is_handled() {
        MDC.clear();
        answer(Request.of("GET", "/").withHeader("X-Request-Id", "c-1"));
        RequestIds.echo().apply(Request.of("GET", "/").withHeader("X-Request-Id", "c-2"), request -> {
            throw new IllegalStateException("inside");
        });
        assertThat(MDC.get("request_id")).isNull();

        MDC.put("request_id", "outer");
        answer(Request.of("GET", "/").withHeader("X-Request-Id", "c-3"));
        assertThat(MDC.get("request_id")).isEqualTo("outer");
        MDC.clear();
    }

    @Test
    void a_request_built_by_hand_without_one_has_none() {
        Response response = RequestIds.echo().apply(Request.of("GET", "/"), request -> Response.text("ok"));

        assertThat(response.header("X-Request-Id")).isEmpty();
    }

    private static Response answer(Request request) {
        return RequestIds.echo()
                .apply(
                        request.withContext(CONTEXT),
                        inner -> Response.text(
                                inner.header("X-Request-Id").orElse("none") + "|" + MDC.get("request_id")));
    }

    @Test
    void a_made_up_event_whose_id_no_header_can_carry_gets_none() {
        byte[] event =
                "{\"httpMethod\":\"GET\",\"path\":\"/\",\"requestContext\":{\"requestId\":\"a\\nb\"}}".getBytes(UTF_8);
        HttpFunction function = new HttpFunction(RequestIds.echo().around(request -> Response.text("fine"))) {};

        assertThat(new String(FunctionClient.of(function).invoke(event), UTF_8))
                .contains("fine")
                .doesNotContain("X-Request-Id");
    }
}
