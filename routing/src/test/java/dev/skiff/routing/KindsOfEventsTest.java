package dev.skiff.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.core.EventException;
import dev.skiff.testing.FakeContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is HTTP and from where, and what becomes of everything else. */
class KindsOfEventsTest {
    @ParameterizedTest
    @MethodSource("http")
    void every_http_event_is_known_by_its_shape_and_answered_in_its_form(String event) {
        Source source = Events.request(event).source();

        assertThat(source).isEqualTo(Events.source(event));
        Events.answer(request -> Response.text("ok"), event).isLegalFor(source);
    }

    static List<String> http() {
        return Stream.of("rest", "http-1", "http-2", "url", "alb")
                .flatMap(folder -> Events.in(folder).stream())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "websocket-connect, WebSocket",
        "websocket-with-method, WebSocket",
        "authorizer-token, authorizer",
        "authorizer-request, authorizer",
        "authorizer-request-2, authorizer",
        "authorizer-http-1, authorizer",
        "lattice-1, VPC Lattice",
        "lattice-2, VPC Lattice",
        "event-bridge, EventBridge",
        "sqs, Records",
        "warm-up, source",
        "empty, []",
        "bedrock-agent, Bedrock",
        "cognito-trigger, Cognito",
        "direct-invocation, isBase64Encoded",
        "appsync, info",
    })
    void an_event_of_another_kind_is_refused_by_its_kind_and_fields(String event, String said) {
        assertThatThrownBy(() -> Events.request("other/" + event))
                .isInstanceOf(EventException.class)
                .hasMessageContaining(said)
                .hasMessageContaining("otherEvents")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @MethodSource("others")
    void a_hook_is_given_every_other_event_as_it_came(String event) {
        Events.Function function = new Events.Function(
                request -> Response.text("HTTP"), HttpOptions.defaults().otherEvents((bytes, context) -> bytes));

        assertThat(Events.invoke(function, Events.bytes(event))).isEqualTo(Events.bytes(event));
        assertThat(Answer.of(Events.invoke(function, Events.bytes("rest/get"))).text())
                .isEqualTo("HTTP");
    }

    static List<String> others() {
        return Events.in("other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"ping\"", " null", "[]", "7", "[{\"a\":1}]"})
    void json_that_is_no_object_reaches_the_hook_and_is_refused_without_one(String event) {
        Events.Function hooked = new Events.Function(
                request -> Response.text("HTTP"), HttpOptions.defaults().otherEvents((bytes, context) -> new byte[0]));

        assertThat(Events.invoke(hooked, event.getBytes(UTF_8))).isEmpty();
        assertThatThrownBy(() -> Events.request(event.getBytes(UTF_8))).isInstanceOf(EventException.class);
    }

    @Test
    void what_the_hook_throws_fails_the_invocation() {
        Events.Function function = new Events.Function(
                request -> Response.text("HTTP"), HttpOptions.defaults().otherEvents((bytes, context) -> {
                    throw new IllegalStateException("no");
                }));

        assertThatThrownBy(() -> Events.invoke(function, Events.bytes("other/empty")))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"headers\":\"none\"} | headers should be an object",
                "{\"headers\":[]} | headers should be an object",
                "{\"headers\":{\"a\":{}}} | headers/a should be text",
                "{\"multiValueHeaders\":{\"a\":[[]]}} | multiValueHeaders/a/0 should be text",
                "{\"body\":{}} | body should be text",
                "{\"body\":[\"secret\"]} | body should be text",
                "{\"isBase64Encoded\":\"perhaps\"} | isBase64Encoded should be true or false",
                "{\"isBase64Encoded\":{}} | isBase64Encoded should be text",
                "{\"cookies\":\"a=secret\"} | cookies should be an array",
                "{\"path\":{}} | path should be text",
                "{\"queryStringParameters\":7} | queryStringParameters should be an object",
            })
    void an_http_event_of_the_wrong_shape_says_where(String fields, String said) {
        ObjectNode event = Events.json("rest/minimal");
        event.setAll((ObjectNode) Events.tree(fields.getBytes(UTF_8)));

        assertThatThrownBy(() -> Events.request(event))
                .isInstanceOf(EventException.class)
                .hasMessageContaining(said)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"isBase64Encoded\":\"false\"}",
                "{\"isBase64Encoded\":\"\"}",
                "{\"requestContext\":\"\"}",
                "{\"requestContext\":[]}",
                "{\"requestContext\":{\"identity\":\"\",\"authorizer\":\"\",\"elb\":null,\"connectionId\":null}}",
                "{\"headers\":{\"a\":7,\"b\":true}}",
                "{\"version\":1,\"type\":{},\"resource\":[]}",
                "{\"unknown\":{\"deep\":[[[{}]]]}}",
            })
    void an_event_is_read_liberally(String fields) {
        ObjectNode event = Events.json("rest/minimal");
        event.setAll((ObjectNode) Events.tree(fields.getBytes(UTF_8)));

        assertThat(Events.request(event).path()).isEqualTo("/users/7");
    }

    @Test
    void an_http_event_without_a_method_says_so() {
        ObjectNode event = Events.json("http-2/get");
        event.withObject("/requestContext/http").remove("method");

        assertThatThrownBy(() -> Events.request(event))
                .isInstanceOf(EventException.class)
                .hasMessageContaining("method");
    }

    @Test
    void the_order_of_fields_does_not_matter() {
        ObjectNode event = Events.json("http-2/every-trap");
        ObjectNode reversed = Events.JSON.createObjectNode();
        List<String> names = new java.util.ArrayList<>();
        event.fieldNames().forEachRemaining(names::add);
        java.util.Collections.reverse(names);
        names.forEach(name -> reversed.set(name, event.get(name)));

        assertThat(Events.request(reversed).path()).isEqualTo("/a/b c");
        assertThat(Events.request(reversed).body().text()).contains("Zoë");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alb/health-check", "alb/health-check-multi"})
    void a_health_check_of_a_load_balancer_is_a_request(String event) {
        Answer answer = Events.answer(
                Router.builder().get("/", request -> Response.text("up")).build(), event);

        assertThat(answer.isLegalFor(Source.ALB).status()).isEqualTo(200);
        assertThat(Events.request(event).url("/")).isEqualTo("https://localhost/");
    }

    @Test
    void the_trace_is_that_of_the_invocation() {
        Events.Function function =
                new Events.Function(request -> Response.text(request.traceId().orElse("none")));

        assertThat(Answer.of(Events.invoke(
                                function,
                                Events.bytes("rest/get"),
                                FakeContext.create().withTraceId("Root=1-abc;Sampled=1")))
                        .text())
                .isEqualTo("Root=1-abc;Sampled=1");
    }

    @Test
    @SuppressWarnings("NullAway") // what tests of users do
    void a_test_may_leave_out_the_context() throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        new Events.Function(request -> Response.text("ok" + request.requestId()))
                .handleRequest(new ByteArrayInputStream(Events.bytes("rest/minimal")), output, null);

        assertThat(Answer.of(output.toByteArray()).text()).isEqualTo("ok");
    }
}
