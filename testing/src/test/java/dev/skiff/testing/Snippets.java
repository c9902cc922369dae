package dev.skiff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The examples of docs/testing.md. The function under test is as small as can be and knows no framework. */
class Snippets {
    /** Answers the path it sees, in the form that every source accepts. */
    static final class EchoFunction implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            Map<String, Object> event = JSON.std.mapFrom(input);
            Object path = event.getOrDefault("rawPath", event.get("path"));
            boolean balancer = String.valueOf(event.get("requestContext")).contains("elb");
            String description = balancer ? "\"statusDescription\":\"200 OK\"," : "";
            String answer = "{\"statusCode\":200," + description + "\"body\":\"" + path + "\"}";
            context.getLogger().log("saw " + path);
            output.write(answer.getBytes(UTF_8));
        }
    }

    @Test
    void one_call() {
        // snippet: one call
        FunctionClient client = FunctionClient.of(new EchoFunction()).as(HttpSource.HTTP_API_2_0);

        HttpAnswer answer = client.send(HttpCall.get("/users/7?fields=name"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("/users/7");
        // end
    }

    // snippet: every source
    @ParameterizedTest
    @EnumSource(HttpSource.class)
    void the_function_answers_behind_every_source(HttpSource source) {
        FunctionClient client = FunctionClient.of(new EchoFunction()).as(source);

        HttpAnswer answer = client.send(HttpCall.get("/users/7"));

        assertThat(answer.status()).isEqualTo(200);
    }
    // end

    @Test
    void a_full_call() {
        // snippet: a full call
        HttpCall call = HttpCall.post("/orders?k=1&k=2")
                .plusHeader("Accept", "application/json")
                .withCookie("session", "abc")
                .withJson("{\"item\":\"book\"}");
        // end

        assertThat(call.header("content-type")).contains("application/json");
        assertThat(call.cookies()).containsExactly("session=abc");
    }

    @Test
    void a_deployment() throws IOException {
        // snippet: a deployment
        HttpDeployment deployment = HttpDeployment.of(HttpSource.HTTP_API_2_0)
                .withStage("prod")
                .withRoute("GET /users/{id}")
                .withJwt(Map.of("sub", "u-1"), List.of("users:read"))
                .withClock(InstantSource.fixed(Instant.parse("2026-07-10T19:19:04Z")))
                .withRequestIds(() -> "JKJaXmPLvHcESHA=");

        byte[] event = HttpSource.HTTP_API_2_0.event(HttpCall.get("/users/7"), deployment);
        // end

        assertThat(JSON.std.mapFrom(event))
                .containsEntry("rawPath", "/prod/users/7")
                .containsEntry("routeKey", "GET /users/{id}")
                .containsEntry("pathParameters", Map.of("id", "7"));
    }

    @Test
    void a_custom_domain() {
        // snippet: a custom domain
        HttpDeployment deployment = HttpDeployment.of(HttpSource.REST_API).withCustomDomain("api.example.com", "shop");

        HttpAnswer answer =
                FunctionClient.of(new EchoFunction()).deployed(deployment).send(HttpCall.get("/users/7"));

        assertThat(answer.text()).isEqualTo("/shop/users/7"); // what the function sees
        // end
    }

    @Test
    void a_function_that_fails() {
        RequestStreamHandler broken = (input, output, context) -> {
            throw new IllegalStateException("no database");
        };

        // snippet: a failure
        HttpAnswer answer = FunctionClient.of(broken).as(HttpSource.REST_API).send(HttpCall.get("/"));

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.failure().orElseThrow()).hasMessage("no database");

        FunctionClient rethrowing = FunctionClient.of(broken).rethrowing();
        assertThatThrownBy(() -> rethrowing.send(HttpCall.get("/"))).isInstanceOf(IllegalStateException.class);
        // end
    }

    @Test
    void an_answer_that_the_source_refuses() {
        // snippet: a refused answer
        RequestStreamHandler cookies =
                (input, output, context) -> output.write("{\"statusCode\":200,\"cookies\":[\"a=1\"]}".getBytes(UTF_8));

        HttpAnswer http = FunctionClient.of(cookies).as(HttpSource.HTTP_API_2_0).send(HttpCall.get("/"));
        HttpAnswer rest = FunctionClient.of(cookies).as(HttpSource.REST_API).send(HttpCall.get("/"));

        assertThat(http.cookies()).containsExactly("a=1");
        assertThat(rest.status()).isEqualTo(502);
        assertThat(rest.failure().orElseThrow()).hasMessageContaining("'cookies'");
        // end
    }

    @Test
    void a_context() {
        // snippet: a context
        FakeContext context = FakeContext.create()
                .withFunctionName("orders")
                .withRequestId("r-1")
                .withRemaining(() -> Duration.ofMillis(50));

        FunctionClient.of(new EchoFunction()).withContext(context).send(HttpCall.get("/users/7"));

        assertThat(context.logged()).containsExactly("saw /users/7");
        // end
    }

    @Test
    void a_raw_event() {
        // snippet: a raw event
        byte[] answer = FunctionClient.of(new EchoFunction()).invoke("{\"path\":\"/\"}".getBytes(UTF_8));

        assertThat(new String(answer, UTF_8)).contains("\"statusCode\":200");
        // end
    }

    @Test
    void a_batch_of_messages() {
        RequestStreamHandler function = (input, output, context) -> output.write("{}".getBytes(UTF_8));

        // snippet: a batch of messages
        FakeSqsEvent event = FakeSqsEvent.of("{\"id\":1}", "{\"id\":2}")
                .withQueue("orders.fifo")
                .plus(FakeSqsMessage.of("{\"id\":3}").withGroup("customer-7").withReceiveCount(3));

        byte[] answer = FunctionClient.of(function).invoke(event.toBytes());
        // end

        assertThat(answer).isEqualTo("{}".getBytes(UTF_8));
        assertThat(event.messages().get(2).group()).contains("customer-7");
    }

    @Test
    void batches_of_streams() {
        // snippet: batches of streams
        FakeKinesisEvent kinesis = FakeKinesisEvent.of("a", "b")
                .withStream("clicks")
                .withWindow(Instant.parse("2026-07-10T19:00:00Z"), Duration.ofMinutes(2))
                .withState(Map.of("count", 7));

        FakeDynamoDbEvent dynamoDb = FakeDynamoDbEvent.of(
                        FakeDynamoDbRecord.insert(Map.of("id", "1"), Map.of("id", "1", "total", 9.5)),
                        FakeDynamoDbRecord.remove(Map.of("id", "2"), Map.of("id", "2"))
                                .byTimeToLive())
                .withTable("orders");

        FakeKafkaEvent kafka = FakeKafkaEvent.msk(
                FakeKafkaRecord.of("orders", 0, 100, "{}").withKey("k").plusHeader("trace", "t-1"),
                FakeKafkaRecord.tombstone("orders", 0, 101, "k"));
        // end

        assertThat(kinesis.records()).hasSize(2);
        assertThat(dynamoDb.records().get(0).toJson()).contains("\"total\":{\"N\":\"9.5\"}");
        assertThat(kafka.records().get(1).value()).isEmpty();
    }

    @Test
    void envelopes() {
        // snippet: envelopes
        FakeS3Event s3 = FakeS3Event.created("in/red flower.jpg").withBucket("uploads");

        FakeSqsEvent direct = FakeSqsEvent.of(s3.toJson());
        FakeSqsEvent throughSns = FakeSqsEvent.of(FakeSnsMessage.of(s3.toJson()).toQueueBody());
        FakeSqsEvent fromBus = FakeSqsEvent.of(
                FakeEventBridgeEvent.of("shop", "OrderPlaced", Map.of("id", 7)).toQueueBody());
        // end

        assertThat(direct.messages().get(0).body()).contains("in/red+flower.jpg");
        assertThat(throughSns.messages().get(0).body()).contains("\"Type\":\"Notification\"");
        assertThat(fromBus.messages().get(0).body()).contains("\"detail-type\":\"OrderPlaced\"");
    }

    @Test
    void other_events() {
        // snippet: other events
        FakeSnsEvent sns = FakeSnsEvent.of("hello").withTopic("news");
        FakeEventBridgeEvent nightly = FakeEventBridgeEvent.scheduled("nightly", Instant.parse("2026-07-10T02:00:00Z"));
        FakeCloudWatchLogsEvent logs = FakeCloudWatchLogsEvent.of("ERROR no database");
        FakeCognitoEvent signUp = FakeCognitoEvent.preSignUp()
                .withUserAttribute("email", "zoe@example.com")
                .withClientMetadata(Map.of("campaign", "spring"));
        // end

        assertThat(sns.messages().get(0).topicArn()).endsWith(":news");
        assertThat(nightly.toJson()).contains("rule/nightly");
        assertThat(logs.toData()).contains("ERROR no database");
        assertThat(signUp.toJson()).contains("\"autoConfirmUser\":false");
    }

    @Test
    void what_aws_would_never_send() {
        // snippet: poison
        FakeSqsMessage message = FakeSqsMessage.of("{}").withoutAttribute("SenderId");
        FakeSqsMessage poison = message.withoutField("messageId").withField("body", null);
        // end

        assertThat(poison.toJson()).doesNotContain("messageId", "SenderId").contains("\"body\":null");
    }
}
