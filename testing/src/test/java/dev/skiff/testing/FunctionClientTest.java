package dev.skiff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FunctionClientTest {
    private static final HttpCall GET = HttpCall.get("/x");

    /** Legal for every source: the load balancer wants its description, REST and payload 1.0 must not see it. */
    private static String answer(HttpSource source, String body) {
        boolean balancer = source == HttpSource.ALB || source == HttpSource.ALB_MULTI_VALUE;
        return "{\"statusCode\":200," + (balancer ? "\"statusDescription\":\"200 OK\"," : "") + "\"body\":\"" + body
                + "\"}";
    }

    private static RequestStreamHandler answering(String text) {
        return (input, output, context) -> output.write(text.getBytes(UTF_8));
    }

    @ParameterizedTest
    @EnumSource(HttpSource.class)
    void the_function_gets_the_sources_event_and_the_client_its_answer(HttpSource source) {
        HttpDeployment deployment = Events.still(source);
        FunctionClient client = FunctionClient.of((input, output, context) -> {
                    byte[] event = input.readAllBytes();
                    boolean same = Events.read(event).equals(Events.event(Events.CALL, deployment));
                    output.write(answer(source, "same event: " + same).getBytes(UTF_8));
                })
                .deployed(deployment);

        HttpAnswer answer = client.send(Events.CALL);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("same event: true");
    }

    @ParameterizedTest
    @EnumSource(HttpSource.class)
    void a_function_that_throws_shows_as_the_sources_error_with_the_reason_on_it(HttpSource source) {
        IllegalStateException broken = new IllegalStateException("a secret of the house");
        FunctionClient client = FunctionClient.of((input, output, context) -> {
                    throw broken;
                })
                .as(source);

        HttpAnswer answer = client.send(GET);

        boolean httpApi = source == HttpSource.HTTP_API_1_0 || source == HttpSource.HTTP_API_2_0;
        assertThat(answer.status()).isEqualTo(httpApi ? 500 : 502);
        assertThat(answer.failure()).containsSame(broken);
        assertThat(answer.text()).doesNotContain("secret");
        assertThat(answer.toString()).doesNotContain("secret").contains("IllegalStateException");
    }

    @Test
    void an_error_too_is_caught_as_the_runtime_catches_it() {
        FunctionClient client = FunctionClient.of((input, output, context) -> {
            throw new StackOverflowError();
        });

        assertThat(client.send(GET).failure()).get().isInstanceOf(StackOverflowError.class);
    }

    @Test
    void what_was_written_before_a_failure_does_not_count() {
        FunctionClient client = FunctionClient.of((input, output, context) -> {
            output.write("{\"statusCode\":200}".getBytes(UTF_8));
            throw new IOException("late");
        });

        assertThat(client.send(GET).status()).isEqualTo(500);
        assertThat(client.send(GET).failure()).get().isInstanceOf(IOException.class);
    }

    @Test
    void a_rethrowing_client_throws_what_the_function_threw() {
        FunctionClient unchecked = FunctionClient.of((input, output, context) -> {
                    throw new IllegalStateException("broken");
                })
                .rethrowing();
        FunctionClient checked = FunctionClient.of((input, output, context) -> {
                    throw new IOException("broken");
                })
                .rethrowing();

        assertThatThrownBy(() -> unchecked.send(GET)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> checked.send(GET))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("broken");
    }

    @Test
    void a_raw_event_comes_back_as_raw_bytes_and_failures_come_out() {
        FunctionClient echo = FunctionClient.of((input, output, context) -> input.transferTo(output));
        FunctionClient broken = FunctionClient.of((input, output, context) -> {
            throw new IOException("broken");
        });

        assertThat(echo.invoke(new byte[] {1, 2, 3})).containsExactly(1, 2, 3);
        assertThatThrownBy(() -> broken.invoke(new byte[0])).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void by_default_it_stands_behind_an_http_api_with_payload_2() {
        FunctionClient client = FunctionClient.of((input, output, context) -> input.transferTo(output));

        assertThat(Events.read(client.send(GET).body())).containsEntry("version", "2.0");
    }

    @Test
    void every_call_has_a_context_of_its_own_unless_one_is_given() {
        RequestStreamHandler tellsId = (input, output, context) ->
                output.write(context.getAwsRequestId().getBytes(UTF_8));
        FunctionClient client = FunctionClient.of(tellsId);
        FunctionClient given = client.withContext(FakeContext.create().withRequestId("mine"));

        assertThat(client.invoke(new byte[0])).isNotEqualTo(client.invoke(new byte[0]));
        assertThat(given.as(HttpSource.ALB).invoke(new byte[0])).isEqualTo("mine".getBytes(UTF_8));
    }

    @ParameterizedTest
    @EnumSource(HttpSource.class)
    void a_head_request_gets_no_body(HttpSource source) {
        FunctionClient works =
                FunctionClient.of(answering(answer(source, "hi"))).as(source);
        FunctionClient fails = FunctionClient.of(answering("nonsense")).as(source);

        assertThat(works.send(HttpCall.head("/x")).status()).isEqualTo(200);
        assertThat(works.send(HttpCall.head("/x")).body()).isEmpty();
        assertThat(works.send(GET).text()).isEqualTo("hi");
        assertThat(fails.send(HttpCall.head("/x")).body()).isEmpty();
        assertThat(fails.send(HttpCall.head("/x")).failure()).isPresent();
    }

    @ParameterizedTest
    @EnumSource(HttpSource.class)
    void an_event_above_lambdas_limit_is_refused_with_413(HttpSource source) {
        FunctionClient client = FunctionClient.of((input, output, context) -> {
                    throw new AssertionError("reached");
                })
                .rethrowing()
                .as(source);

        HttpAnswer answer = client.send(HttpCall.post("/x").withText("x".repeat(6 * 1024 * 1024)));

        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void the_limit_counts_the_event_after_base64() {
        FunctionClient client = FunctionClient.of(answering("{}"));
        byte[] fiveMegabytes = new byte[5_000_000];

        assertThat(client.send(HttpCall.post("/x").withBody(fiveMegabytes)).status())
                .isEqualTo(413);
        assertThat(client.send(HttpCall.post("/x").withText("x".repeat(5_000_000)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_deployment_of_another_source_is_refused_and_both_are_named() {
        assertThatThrownBy(() -> HttpSource.ALB.event(GET, HttpDeployment.of(HttpSource.REST_API)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("REST_API")
                .hasMessageContaining("ALB");
    }

    @Test
    void a_route_that_is_none_is_refused() {
        assertThatThrownBy(() -> HttpDeployment.of(HttpSource.REST_API).withRoute("users"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'users'");
    }

    @Test
    void many_threads_can_share_one_client() throws Exception {
        FunctionClient client = FunctionClient.of((input, output, context) -> {
            Map<String, Object> event = Events.read(input.readAllBytes());
            output.write(("{\"statusCode\":200,\"body\":\"" + event.get("rawPath") + "\"}").getBytes(UTF_8));
        });
        List<Callable<Boolean>> calls = IntStream.range(0, 200)
                .<Callable<Boolean>>mapToObj(
                        i -> () -> client.send(HttpCall.get("/" + i)).text().equals("/" + i))
                .toList();

        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (var right : threads.invokeAll(calls)) {
                assertThat(right.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
