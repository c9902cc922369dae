package dev.skiff.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerResponseEvent;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skiff.core.EventException;
import dev.skiff.testing.FakeContext;
import dev.skiff.testing.FunctionClient;
import dev.skiff.testing.HttpAnswer;
import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpDeployment;
import dev.skiff.testing.HttpSource;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract: an event's object gets the answer that the event's bytes get. */
class EventAdapterTest {
    private static final ObjectMapper JSON = new ObjectMapper()
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
            .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
    private static final FakeContext CONTEXT = FakeContext.create();

    private static final Router ROUTER = Router.builder()
            .basePath("/pay")
            .get("/echo/{path+}", EventAdapterTest::described)
            .post("/echo/{path+}", EventAdapterTest::described)
            .get("/cookies", request -> Response.text("ok")
                    .plusCookie(Cookie.of("a", "1"))
                    .plusCookie(Cookie.of("b", "2"))
                    .plusHeader("X-Twice", "1")
                    .plusHeader("X-Twice", "2"))
            .get("/bytes", request -> Response.bytes("image/png", new byte[] {1, -1, 0}))
            .get("/nothing", request -> Response.noContent().withHeader("Content-Type", "text/plain"))
            .get("/large", request -> Response.text("x".repeat(Front.LAMBDA_LIMIT)))
            .get("/throws", request -> {
                throw new IllegalStateException("inside");
            })
            .build();

    static Stream<Arguments> everyCallThroughEverySource() {
        return Stream.of(HttpSource.values()).flatMap(source -> calls().map(call -> Arguments.of(source, call)));
    }

    private static Stream<HttpCall> calls() {
        return Stream.of(
                HttpCall.get("/echo/a/b%20c?k=1&k=2&u=https%3A%2F%2Fh&p=x+y&q=x%2By&e=&f")
                        .plusHeader("X-Twice", "1")
                        .plusHeader("X-Twice", "2")
                        .withCookie("c", "1")
                        .withCookie("d", "2"),
                HttpCall.get("/echo/x?bad=%zz"),
                HttpCall.get("/echo/%zz"),
                HttpCall.post("/echo/x").withJson("{\"name\":\"Zoë\"}"),
                HttpCall.post("/echo/x").withBody(new byte[] {0, -1}).withHeader("Content-Type", "image/png"),
                HttpCall.head("/echo/x"),
                HttpCall.get("/cookies"),
                HttpCall.get("/bytes"),
                HttpCall.get("/nothing"),
                HttpCall.get("/large"),
                HttpCall.get("/throws"),
                HttpCall.get("/nope"),
                HttpCall.delete("/cookies"),
                HttpCall.options("/cookies"));
    }

    @ParameterizedTest
    @MethodSource("everyCallThroughEverySource")
    void an_object_gets_the_answer_that_the_bytes_get(HttpSource source, HttpCall call) throws Exception {
        assertSameAnswer(HttpDeployment.of(source), call);
    }

    @ParameterizedTest
    @EnumSource(HttpSource.class)
    void so_it_does_with_authorizers_stages_and_base_paths(HttpSource source) throws Exception {
        HttpCall call = HttpCall.get("/echo/x");
        HttpDeployment usual = HttpDeployment.of(source);

        assertSameAnswer(
                usual.withJwt(Map.of("sub", "ann", "groups", List.of("a", "b")), List.of("read", "write")), call);
        assertSameAnswer(
                usual.withLambdaAuthorizer(Map.of("principalId", "ann", "level", 3, "deep", Map.of("a", 1))), call);
        assertSameAnswer(
                usual.withIam(Map.of(
                        "accessKey", "AK", "accountId", "1", "callerId", "C", "userArn", "arn:user", "userId", "U")),
                call);
        assertSameAnswer(usual.withStage("test").withStageVariables(Map.of("a", "1")), call);
        assertSameAnswer(usual.withCustomDomain("api.example", "pay"), call);
        if (source == HttpSource.REST_API) {
            assertSameAnswer(usual.withUnstagedCustomDomain("api.example", "pay"), call);
        }
    }

    @Test
    void a_client_receives_the_same_through_both() throws Exception {
        HttpCall call = HttpCall.get("/echo/x").withCookie("c", "1");
        HttpDeployment deployment = HttpDeployment.of(HttpSource.ALB_MULTI_VALUE);
        byte[] event = deployment.source().event(call, deployment);

        HttpAnswer answer = deployment
                .source()
                .answer(JSON.writeValueAsBytes(adapted(EventAdapter.of(ROUTER), deployment.source(), event)), call);

        assertThat(answer.failure()).isEmpty();
        assertThat(answer.text()).contains("path=/echo/x").contains("source=ALB");
    }

    @Test
    void the_size_guard_is_the_function_s() throws Exception {
        HttpDeployment deployment = HttpDeployment.of(HttpSource.HTTP_API_2_0);
        byte[] event = deployment.source().event(HttpCall.get("/large"), deployment);

        JsonNode answer = JSON.valueToTree(adapted(EventAdapter.of(ROUTER), deployment.source(), event));

        assertThat(answer.get("statusCode").asInt()).isEqualTo(500);
        assertThat(answer.get("body").asText()).contains("Response Too Large");
    }

    @Test
    void a_half_filled_rest_event_is_answered() {
        APIGatewayProxyRequestEvent event = new APIGatewayProxyRequestEvent()
                .withHttpMethod("GET")
                .withPath("/echo/x")
                .withHeaders(nulls())
                .withMultiValueHeaders(Collections.singletonMap("a", null))
                .withRequestContext(new APIGatewayProxyRequestEvent.ProxyRequestContext());

        APIGatewayProxyResponseEvent response = EventAdapter.of(ROUTER).handle(event, null);

        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(response.getBody()).contains("source=REST_API");
        assertThat(response.getHeaders()).containsEntry("Content-Type", "text/plain; charset=utf-8");
        assertThat(response.getMultiValueHeaders()).isNull();
        assertThat(response.getIsBase64Encoded()).isFalse();
    }

    @Test
    void a_half_filled_http_api_event_is_answered() {
        APIGatewayV2HTTPEvent event = APIGatewayV2HTTPEvent.builder()
                .withRawPath("/echo/x")
                .withHeaders(nulls())
                .withCookies(Collections.singletonList(null))
                .withQueryStringParameters(Map.of("a", "1,2"))
                .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                        .withHttp(APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                                .withMethod("GET")
                                .build())
                        .withAuthorizer(new APIGatewayV2HTTPEvent.RequestContext.Authorizer())
                        .build())
                .build();

        APIGatewayV2HTTPResponse response = EventAdapter.of(ROUTER).handle(event, null);

        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(response.getBody()).contains("query={a=[1,2]}").contains("source=HTTP_API_2_0");
        assertThat(response.getCookies()).isNull();
        assertThat(response.getMultiValueHeaders()).isNull();
    }

    @Test
    void a_half_filled_load_balancer_event_is_answered_in_its_family() {
        ApplicationLoadBalancerRequestEvent single = new ApplicationLoadBalancerRequestEvent();
        single.setHttpMethod("GET");
        single.setPath("/cookies");
        ApplicationLoadBalancerRequestEvent multiple = new ApplicationLoadBalancerRequestEvent();
        multiple.setHttpMethod("GET");
        multiple.setPath("/cookies");
        multiple.setMultiValueHeaders(Map.of());

        ApplicationLoadBalancerResponseEvent one = EventAdapter.of(ROUTER).handle(single, null);
        ApplicationLoadBalancerResponseEvent many = EventAdapter.of(ROUTER).handle(multiple, null);

        assertThat(one.getStatusDescription()).isEqualTo("200 OK");
        assertThat(one.getHeaders()).containsEntry("Set-Cookie", "b=2").containsEntry("X-Twice", "1,2");
        assertThat(one.getMultiValueHeaders()).isNull();
        assertThat(many.getHeaders()).isNull();
        assertThat(many.getMultiValueHeaders())
                .containsEntry("Set-Cookie", List.of("a=1", "b=2"))
                .containsEntry("X-Twice", List.of("1", "2"));
    }

    @Test
    void an_event_without_a_method_is_refused_by_its_field() {
        EventAdapter adapter = EventAdapter.of(ROUTER);

        assertThatThrownBy(() -> adapter.handle(new APIGatewayProxyRequestEvent(), null))
                .isInstanceOf(EventException.class)
                .hasMessageContaining("httpMethod");
        assertThatThrownBy(() -> adapter.handle(new APIGatewayV2HTTPEvent(), null))
                .isInstanceOf(EventException.class)
                .hasMessageContaining("requestContext/http/method");
        assertThatThrownBy(() -> adapter.handle(new ApplicationLoadBalancerRequestEvent(), null))
                .isInstanceOf(EventException.class)
                .hasMessageContaining("httpMethod");
    }

    @Test
    void what_is_to_be_rethrown_comes_out_unchecked() {
        APIGatewayProxyRequestEvent event =
                new APIGatewayProxyRequestEvent().withHttpMethod("GET").withPath("/");
        IOException checked = new IOException("disk");
        HttpOptions rethrowing = HttpOptions.defaults().rethrowUnexpected();

        assertThatThrownBy(() -> EventAdapter.of(
                                request -> {
                                    throw checked;
                                },
                                rethrowing)
                        .handle(event, null))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(checked);
        assertThat(EventAdapter.of(request -> {
                            throw checked;
                        })
                        .handle(event, null)
                        .getStatusCode())
                .isEqualTo(500);
    }

    @Test
    void a_handler_has_the_context_and_no_event() {
        APIGatewayProxyRequestEvent event =
                new APIGatewayProxyRequestEvent().withHttpMethod("GET").withPath("/");

        APIGatewayProxyResponseEvent response = EventAdapter.of(
                        request -> Response.text(request.requestId() + request.event().length))
                .handle(event, FakeContext.create().withRequestId("r-1"));

        assertThat(response.getBody()).isEqualTo("r-10");
    }

    private static void assertSameAnswer(HttpDeployment deployment, HttpCall call) throws IOException {
        byte[] event = deployment.source().event(call, deployment);

        JsonNode byBytes = JSON.readTree(FunctionClient.of(new HttpFunction(ROUTER) {})
                .withContext(CONTEXT)
                .invoke(event));
        JsonNode byObject = JSON.valueToTree(adapted(EventAdapter.of(ROUTER), deployment.source(), event));

        assertThat(byObject).isEqualTo(byBytes);
    }

    private static Object adapted(EventAdapter adapter, HttpSource source, byte[] event) throws IOException {
        return switch (source) {
            case REST_API, HTTP_API_1_0 ->
                adapter.handle(JSON.readValue(event, APIGatewayProxyRequestEvent.class), CONTEXT);
            case HTTP_API_2_0, FUNCTION_URL ->
                adapter.handle(JSON.readValue(event, APIGatewayV2HTTPEvent.class), CONTEXT);
            case ALB, ALB_MULTI_VALUE ->
                adapter.handle(JSON.readValue(event, ApplicationLoadBalancerRequestEvent.class), CONTEXT);
        };
    }

    /** All that a handler can read, but for the event itself. */
    private static Response described(Request request) {
        Authorizer authorizer = request.authorizer();
        return Response.text(String.join(
                "\n",
                "method=" + request.method(),
                "path=" + request.path() + " of " + request.rawPath() + " at " + request.basePath(),
                "query=" + request.query().asMap(),
                "headers=" + new TreeMap<>(request.headers().asMap()),
                "cookies=" + request.cookies().asMap(),
                "body=" + request.body().text(),
                "source=" + request.source(),
                "ip=" + request.sourceIp(),
                "stage=" + request.stage() + new TreeMap<>(request.stageVariables()),
                "id=" + request.requestId(),
                "url=" + request.url("/x"),
                "authorizer=" + authorizer + authorizer.principal() + new TreeMap<>(authorizer.claims())
                        + authorizer.scopes()));
    }

    @SuppressWarnings("NullAway") // as tests write them
    private static Map<String, String> nulls() {
        Map<String, String> map = new HashMap<>();
        map.put("Accept", "text/plain");
        map.put("X-Nothing", null);
        return map;
    }
}
