package dev.skiff.local;

import static dev.skiff.local.Functions.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import software.amazon.awssdk.services.sqs.model.Message;

/** Events that come from outside of a template, all the way to its functions and queues, which are real. */
@Tag("long")
class EventsTest {
    private static final Path TEMPLATE = Path.of("target/test-classes/templates/async.yaml");
    private static final Functions.Log LOG = new Functions.Log();
    private static final RunningTemplate RUNNING = Local.template(TEMPLATE)
            .port(0)
            .retryScale(0.001)
            .log((function, line) -> LOG.lines.add(function + ": " + line))
            .start();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterAll
    static void close() {
        RUNNING.close();
    }

    @Test
    void a_call_that_fails_three_times_is_told_to_the_destination() throws Exception {
        String id = invoke("Failing", "{\"order\":7}");

        Message message = receive("Failures");
        Map<String, Object> record = JSON.std.mapFrom(message.body());
        assertThat(record).containsEntry("version", "1.0").containsEntry("requestPayload", Map.of("order", 7));
        assertThat(record.get("requestContext"))
                .isEqualTo(Map.of(
                        "requestId",
                        id,
                        "functionArn",
                        "arn:aws:lambda:us-east-1:123456789012:function:local-Failing:$LATEST",
                        "condition",
                        "RetriesExhausted",
                        "approximateInvokeCount",
                        3));
        assertThat(record.get("responseContext"))
                .isEqualTo(Map.of("statusCode", 200, "executedVersion", "$LATEST", "functionError", "Unhandled"));
        assertThat(fields(record.get("responsePayload"))).containsEntry("errorMessage", "out of order");
        assertThat(lines("Failing: START RequestId: " + id)).hasSize(3);
    }

    @Test
    void a_call_that_succeeds_is_told_to_the_destination() throws Exception {
        String id = invoke("told", "{\"order\":8}");

        Map<String, Object> record = JSON.std.mapFrom(receive("Successes").body());
        assertThat(fields(record.get("requestContext")))
                .containsEntry("requestId", id)
                .containsEntry("condition", "Success")
                .containsEntry("approximateInvokeCount", 1);
        assertThat(record).containsEntry("responsePayload", Map.of("told", true));
        assertThat(record.get("responseContext")).isEqualTo(Map.of("statusCode", 200, "executedVersion", "$LATEST"));
    }

    @Test
    void a_dead_letter_queue_gets_the_event_as_it_was_with_the_error_beside_it() throws Exception {
        String id = invoke("Letter", "{ \"spaced\" : 1 }");

        Message message = receive("Letters");
        assertThat(message.body()).isEqualTo("{ \"spaced\" : 1 }");
        assertThat(attribute(message, "RequestID")).isEqualTo(id);
        assertThat(attribute(message, "ErrorCode")).isEqualTo("200");
        assertThat(attribute(message, "ErrorMessage")).isEqualTo("out of order");
        assertThat(lines("Letter: START RequestId: " + id)).hasSize(2);
    }

    /** After a minute there is a second attempt; two minutes later the event would be older than 100 seconds. */
    @Test
    void an_event_too_old_is_not_tried_again_and_its_record_is_an_event_on_the_bus() throws Exception {
        String id = invoke("Old", "{\"old\":true}");

        LOG.awaitLine("Buyer: GOT {\"version\":\"0\"");
        Map<String, Object> event = JSON.std.mapFrom(got("Buyer", "Invocation Result"));
        assertThat(event)
                .containsEntry("source", "lambda")
                .containsEntry("detail-type", "Lambda Function Invocation Result - Failure");
        assertThat(fields(fields(event.get("detail")).get("requestContext")))
                .containsEntry("condition", "EventAgeExceeded")
                .containsEntry("approximateInvokeCount", 2)
                .containsEntry("requestId", id);
    }

    @Test
    void an_upload_reaches_who_waits_for_it_with_its_key_encoded() throws Exception {
        HttpResponse<String> answer = post("s3", "{\"bucket\":\"uploads\",\"key\":\"in/a b+ü.jpg\",\"size\":42}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.body()).contains("\"function\":\"Uploaded\"");
        String event = got("Uploaded", "in/a+b%2B%C3%BC.jpg");
        assertThat(event).contains("\"eventName\":\"ObjectCreated:Put\"", "\"size\":42", "\"name\":\"uploads\"");
    }

    @Test
    void an_upload_that_nobody_waits_for_says_who_waits_for_what() throws Exception {
        for (String body : List.of(
                "{\"bucket\":\"uploads\",\"key\":\"in/a.png\"}",
                "{\"bucket\":\"uploads\",\"key\":\"out/a.jpg\"}",
                "{\"bucket\":\"other\",\"key\":\"in/a.jpg\"}",
                "{\"bucket\":\"uploads\",\"key\":\"in/a.jpg\",\"event\":\"s3:ObjectRemoved:Delete\"}")) {
            HttpResponse<String> answer = post("s3", body);

            assertThat(answer.statusCode()).as(body).isEqualTo(404);
            assertThat(answer.body()).contains("Uploaded: bucket uploads, s3:ObjectCreated:*, prefix in/, suffix .jpg");
        }
    }

    @Test
    void a_message_fans_out_to_functions_and_queues_that_its_attributes_and_body_let() throws Exception {
        String text = "{\"price\":12,\"mark\":\"" + UUID.randomUUID() + "\"}";
        HttpResponse<String> answer = post(
                "sns",
                JSON.std.asString(Map.of(
                        "topic",
                        "news",
                        "subject",
                        "S",
                        "message",
                        text,
                        "attributes",
                        Map.of("color", "green", "size", 5, "tags", List.of("go", "java")))));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        String event = got("Reader", "java");
        assertThat(event).contains("\"EventSource\":\"aws:sns\"", "\"Subject\":\"S\"", "\"Type\":\"String.Array\"");
        Map<String, Object> wrapped = JSON.std.mapFrom(receive("Wrapped").body());
        assertThat(wrapped).containsEntry("Message", text).containsEntry("Type", "Notification");
        assertThat(answer.body()).doesNotContain("Raw");

        post("sns", "{\"topic\":\"news\",\"message\":\"plain\",\"attributes\":{\"color\":\"red\",\"n\":1}}");

        Message raw = receive("Raw");
        assertThat(raw.body()).isEqualTo("plain");
        assertThat(attribute(raw, "color")).isEqualTo("red");
    }

    @Test
    void a_message_that_no_filter_policy_lets_says_so() throws Exception {
        HttpResponse<String> answer = post(
                "sns",
                "{\"topic\":\"news\",\"message\":\"x\",\"attributes\":{\"color\":"
                        + "\"blue\",\"urgent\":\"yes\",\"size\":6}}");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("Reader: topic", "Nothing matched");
    }

    @Test
    void an_event_is_matched_by_the_patterns_of_its_bus() throws Exception {
        String mark = UUID.randomUUID().toString();

        HttpResponse<String> answer = post(
                "eventbridge",
                "{\"source\":\"shop\",\"detail-type\":\"Order\",\"bus\":"
                        + "\"orders\",\"detail\":{\"total\":101,\"mark\":\"" + mark + "\"}}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(got("Buyer", mark)).isEqualTo("{\"total\":101,\"mark\":\"" + mark + "\"}");
        HttpResponse<String> cheap = post(
                "eventbridge",
                "{\"source\":\"shop\",\"detail-type\":\"Order\",\"bus\":\"orders\",\"detail\":{\"total\":100}}");
        assertThat(cheap.statusCode()).isEqualTo(404);
        assertThat(cheap.body()).contains("Buyer: bus orders, pattern");
    }

    @Test
    void entries_as_put_events_takes_them_are_taken_and_a_fixed_input_replaces_the_event() throws Exception {
        HttpResponse<String> answer = post(
                "eventbridge",
                "{\"Entries\":[{\"Source\":\"shop\",\"DetailType\":\"Order\",\"Detail\":\"{\\\"total\\\":1}\"}]}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(got("Buyer", "fixed")).isEqualTo("{\"fixed\":true}");
    }

    @Test
    void a_schedule_fires_on_request_by_its_name_or_its_functions() throws Exception {
        assertThat(post("schedule/nightly", "").statusCode()).isEqualTo(202);
        Map<String, Object> event = JSON.std.mapFrom(got("Clock", "Scheduled Event"));
        assertThat(event)
                .containsEntry("source", "aws.events")
                .containsEntry("region", "us-east-1")
                .containsEntry("resources", List.of("arn:aws:events:us-east-1:123456789012:rule/nightly"));

        HttpResponse<String> answer = post("schedule/Clock", "");

        assertThat(JSON.std.listFrom(
                        JSON.std.asString(JSON.std.mapFrom(answer.body()).get("reached"))))
                .hasSize(2);
        assertThat(String.valueOf(JSON.std
                        .mapFrom(got("Clock", "schedule/default/morning"))
                        .get("at")))
                .matches("20..-..-..T..:..:..Z");
        assertThat(post("schedule/weekly", "").statusCode()).isEqualTo(404);
    }

    @Test
    void a_trigger_of_a_user_pool_waits_for_the_answer() throws Exception {
        HttpResponse<String> answer = post("cognito", "{\"trigger\":\"PreSignUp\",\"user\":\"ada\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"told\":true}");
        assertThat(got("SignUp", "\"ada\"")).contains("PreSignUp_SignUp");
    }

    @Test
    void a_function_gets_the_event_of_any_source_and_one_given_whole() throws Exception {
        assertThat(post("Told/sqs", "{\"body\":\"a body\",\"queue\":\"jobs\"}").statusCode())
                .isEqualTo(202);
        assertThat(got("Told", "a body")).contains("\"eventSourceARN\":\"arn:aws:sqs:us-east-1:123456789012:jobs\"");
        assertThat(post("Told/event", "{\"my\":\"own\"}").statusCode()).isEqualTo(202);
        assertThat(got("Told", "own")).isEqualTo("{\"my\":\"own\"}");
        assertThat(post("Told/dynamodb", "{\"keys\":{\"id\":1},\"new\":{\"id\":1,\"a\":\"b\"}}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(got("Told", "INSERT")).contains("\"id\":{\"N\":\"1\"}");
        assertThat(post("Told/httpapi", "{\"path\":\"/x?a=1\"}").body()).isEqualTo("{\"told\":true}");
    }

    @Test
    void a_mistake_in_an_event_is_named() throws Exception {
        assertThat(post("Told/sqs", "{\"bdy\":\"x\"}").body())
                .isEqualTo("{\"message\":\"sqs knows no bdy, only [body, queue, attributes, group]\"}");
        assertThat(post("s3", "{\"bucket\":\"uploads\"}").body()).contains("the field key is missing");
        assertThat(post("s3", "{").body()).contains("the body is no JSON");
        assertThat(post("sqs", "{}").body()).contains("events of sqs need a function");
        assertThat(post("Nobody/s3", "{}").statusCode()).isEqualTo(404);
        assertThat(post("Told/s4", "{}").body()).contains("there is no event source s4, only [s3, sns");
    }

    @Test
    void the_command_line_sends_events_to_the_running_template(@TempDir Path directory) throws Exception {
        String port = RUNNING.endpoint().substring(RUNNING.endpoint().lastIndexOf(':') + 1);
        String mark = "in/" + UUID.randomUUID() + " ß.jpg";
        StringWriter out = new StringWriter();

        assertThat(run(out, "event", "s3", "--bucket", "uploads", "--key", mark, "--send", "--port", port))
                .isZero();
        assertThat(out.toString()).contains("\"function\":\"Uploaded\"");
        assertThat(got("Uploaded", mark.substring(3, 30))).contains("+%C3%9F.jpg");

        Path file = Files.writeString(directory.resolve("event.json"), "{\"from\":\"a file\"}");
        assertThat(run(out, "event", "--file", file.toString(), "--function", "Told", "--send", "--port", port))
                .isZero();
        assertThat(got("Told", "a file")).isEqualTo("{\"from\":\"a file\"}");
        assertThat(run(out, "event", "s3", "--bucket", "uploads", "--key", "x", "--send", "--port", port))
                .isEqualTo(1);
    }

    @Test
    void the_start_screen_names_what_calls_a_function() {
        assertThat(new StartScreen(RUNNING).lines())
                .contains(
                        "  S3      bucket uploads, s3:ObjectCreated:*, prefix in/, suffix .jpg",
                        "  COGNITO us-east-1_Users, PreSignUp")
                .anyMatch(line ->
                        line.startsWith("  SCHED   cron(0 3 * * ? *)  only on request, for lack of --schedules"))
                .anyMatch(line -> line.startsWith("  EVENT   orders, {\"source\""));
    }

    private static int run(StringWriter out, String... arguments) {
        CommandLine command = SkiffLocal.commandLine();
        command.setOut(new PrintWriter(out, true));
        return command.execute(arguments);
    }

    private String invoke(String function, String event) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(RUNNING.endpoint() + InvokeApi.PATH + "/" + function + "/invocations"))
                .header("X-Amz-Invocation-Type", "Event")
                .POST(BodyPublishers.ofString(event))
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        return response.headers().firstValue("x-amzn-RequestId").orElseThrow();
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(RUNNING.endpoint() + ControlDoor.PATH + "/" + path))
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    /** The event that the function got and that has this part. */
    private static String got(String function, String part) {
        String start = function + ": GOT ";
        await(function + " got " + part, () -> LOG.lines.stream()
                .anyMatch(line -> line.startsWith(start) && line.contains(part)));
        return LOG.lines.stream()
                .filter(line -> line.startsWith(start) && line.contains(part))
                .findFirst()
                .orElseThrow()
                .substring(start.length());
    }

    private static List<String> lines(String start) {
        return LOG.lines.stream().filter(line -> line.startsWith(start)).toList();
    }

    private static Message receive(String queue) {
        QueueClient queues = RUNNING.queues().orElseThrow().client();
        String arn = "arn:aws:sqs:us-east-1:123456789012:local-" + queue;
        List<Message> messages = new ArrayList<>();
        await(
                "a message in " + queue + ", " + LOG.lines,
                () -> messages.addAll(queues.receive(arn, 1, Duration.ofSeconds(5), Optional.empty())));
        queues.delete(arn, messages);
        return messages.get(0);
    }

    private static String attribute(Message message, String name) {
        return Objects.requireNonNull(message.messageAttributes().get(name), name)
                .stringValue();
    }

    @SuppressWarnings("unchecked") // JSON's objects are nothing else
    private static Map<String, Object> fields(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }
}
