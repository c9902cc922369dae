package dev.skiff.local;

import static dev.skiff.local.Functions.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.BatchEntryIdsNotDistinctException;
import software.amazon.awssdk.services.sns.model.BatchRequestTooLongException;
import software.amazon.awssdk.services.sns.model.EmptyBatchRequestException;
import software.amazon.awssdk.services.sns.model.InvalidBatchEntryIdException;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.InvalidParameterValueException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;
import software.amazon.awssdk.services.sns.model.PublishBatchResultEntry;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import software.amazon.awssdk.services.sns.model.TooManyEntriesInBatchRequestException;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** What functions publish with AWS's own clients, by the addresses that they are told, all the way to functions and queues. */
@Tag("long")
class PublishDoorTest {
    private static final Path TEMPLATE = Path.of("target/test-classes/templates/publish.yaml");
    private static final String NEWS = topic("news");
    private static final Functions.Log LOG = new Functions.Log();
    private static final RunningTemplate RUNNING = Local.template(TEMPLATE)
            .port(0)
            .log((function, line) -> LOG.lines.add(function + ": " + line))
            .start();
    private static final Map<String, Object> TOLD = endpoints(RUNNING);
    private static final SnsClient SNS = SnsClient.builder()
            .endpointOverride(told("AWS_ENDPOINT_URL_SNS"))
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials())
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    private static final EventBridgeClient EVENTS = EventBridgeClient.builder()
            .endpointOverride(told("AWS_ENDPOINT_URL_EVENTBRIDGE"))
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials())
            .httpClient(UrlConnectionHttpClient.create())
            .build();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String mark = UUID.randomUUID().toString();

    @AfterAll
    static void close() {
        SNS.close();
        EVENTS.close();
        RUNNING.close();
    }

    @Test
    void functions_are_told_where_to_publish_and_whom_to_call() {
        assertThat(TOLD)
                .containsEntry("AWS_ENDPOINT_URL_SNS", RUNNING.endpoint())
                .containsEntry("AWS_ENDPOINT_URL_EVENTBRIDGE", RUNNING.endpoint())
                .containsEntry("AWS_ENDPOINT_URL_LAMBDA", RUNNING.endpoint())
                .containsKey("AWS_ENDPOINT_URL_SQS");
    }

    @Test
    void an_endpoint_that_is_given_is_told_instead() {
        try (RunningTemplate one = Local.template(TEMPLATE)
                .port(0)
                .variable("AWS_ENDPOINT_URL_SNS", "http://127.0.0.1:4")
                .log((function, line) -> {})
                .start()) {
            assertThat(endpoints(one))
                    .containsEntry("AWS_ENDPOINT_URL_SNS", "http://127.0.0.1:4")
                    .containsEntry("AWS_ENDPOINT_URL_EVENTBRIDGE", one.endpoint());
        }
        assertThat(new Endpoints(Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:4"), 1).variables(true, "http://runner"))
                .containsOnly(
                        Map.entry("AWS_ENDPOINT_URL", "http://127.0.0.1:4"),
                        Map.entry("AWS_ENDPOINT_URL_SQS", "http://127.0.0.1:4"));
    }

    @Test
    void a_message_reaches_the_functions_and_queues_that_its_attributes_let() throws Exception {
        String text = "{\"mark\":\"" + mark + "\",\"text\":\"<ü & \\u2713>\"}";

        PublishResponse published = SNS.publish(publish -> publish.topicArn(NEWS)
                .message(text)
                .subject("Größe & more")
                .messageAttributes(Map.of(
                        "size", attribute("Number", "5"),
                        "tags", attribute("String.Array", "[\"go\",\"java\"]"),
                        "wrapped", attribute("String", "yes"),
                        "bytes",
                                MessageAttributeValue.builder()
                                        .dataType("Binary")
                                        .binaryValue(SdkBytes.fromByteArray(new byte[] {0, -1}))
                                        .build())));

        Map<String, Object> sns = fields(fields(JSON.std
                        .listFrom(JSON.std.asString(
                                JSON.std.mapFrom(got("Reader")).get("Records")))
                        .get(0))
                .get("Sns"));
        assertThat(sns)
                .containsEntry("MessageId", published.messageId())
                .containsEntry("TopicArn", NEWS)
                .containsEntry("Subject", "Größe & more")
                .containsEntry("Message", text);
        assertThat(fields(sns.get("MessageAttributes")))
                .containsEntry("size", Map.of("Type", "Number", "Value", "5"))
                .containsEntry("bytes", Map.of("Type", "Binary", "Value", "AP8="));
        assertThat(JSON.std.mapFrom(receive("Wrapped").body()))
                .containsEntry("MessageId", published.messageId())
                .containsEntry("Message", text);
        assertThat(published.sequenceNumber()).isNull();
    }

    @Test
    void raw_delivery_hands_on_the_text_and_the_attributes() {
        SNS.publish(publish ->
                publish.topicArn(NEWS).message(mark).messageAttributes(Map.of("color", attribute("String", "red"))));

        Message raw = receive("Raw");
        assertThat(raw.body()).isEqualTo(mark);
        assertThat(Objects.requireNonNull(raw.messageAttributes().get("color")).stringValue())
                .isEqualTo("red");
    }

    @Test
    void each_protocol_gets_its_own_text() throws Exception {
        SNS.publish(publish -> publish.topicArn(NEWS)
                .messageStructure("json")
                .message("{\"default\":\"for all\",\"sqs\":\"" + mark + "\",\"http\":1}")
                .messageAttributes(Map.of(
                        "color",
                        attribute("String", "red"),
                        "size",
                        attribute("Number", "1"),
                        "tags",
                        attribute("String.Array", "[\"java\"]"))));

        assertThat(receive("Raw").body()).isEqualTo(mark);
        LOG.awaitLine("\"Message\":\"for all\"");
        assertThatThrownBy(() -> SNS.publish(publish ->
                        publish.topicArn(NEWS).messageStructure("json").message("{\"sqs\":\"x\"}")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("No default entry in JSON message body");
    }

    @Test
    void a_message_that_reaches_nobody_is_taken_and_the_log_says_so() {
        SNS.publish(publish -> publish.topicArn(topic("quiet")).message("anybody?"));
        SNS.publish(publish -> publish.topicArn(topic("large")).message(mark));

        LOG.awaitLine("skiff-local: {\"message\":\"Nothing matched this message to quiet\"");
        LOG.awaitLine(
                "Not everybody got this message to large: {queue=arn:aws:sqs:us-east-1:123456789012:gone, error=");
        got("Reader");
    }

    @Test
    void messages_of_a_group_are_delivered_once_and_in_their_order() {
        List<String> numbers = new ArrayList<>();
        for (String step : List.of("1", "2", "2", "3")) {
            numbers.add(SNS.publish(publish -> publish.topicArn(topic("steps.fifo"))
                            .message(step)
                            .messageGroupId("g")
                            .messageDeduplicationId(mark + step))
                    .sequenceNumber());
        }
        for (String step : List.of("4", "4", "5")) {
            SNS.publish(publish ->
                    publish.topicArn(topic("same.fifo")).message(mark + step).messageGroupId("g"));
        }

        List<Message> messages = receive("InOrder.fifo", 5);
        assertThat(messages).extracting(Message::body).containsExactly("1", "2", "3", mark + "4", mark + "5");
        assertThat(messages)
                .extracting(message -> message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID))
                .containsOnly("g");
        assertThat(numbers).doesNotContainNull().isSorted().doesNotHaveDuplicates();
    }

    @Test
    void a_batch_tells_of_each_message() {
        PublishBatchResponse batch = SNS.publishBatch(publish -> publish.topicArn(NEWS)
                .publishBatchRequestEntries(
                        entry("a", mark),
                        entry("b", mark).toBuilder().subject("two\nlines").build(),
                        entry("c", mark)));

        assertThat(batch.successful()).extracting(PublishBatchResultEntry::id).containsExactly("a", "c");
        assertThat(batch.successful())
                .extracting(PublishBatchResultEntry::messageId)
                .doesNotHaveDuplicates();
        assertThat(batch.failed()).singleElement().satisfies(failed -> {
            assertThat(failed.id()).isEqualTo("b");
            assertThat(failed.code()).isEqualTo("InvalidParameter");
            assertThat(failed.message()).isEqualTo("Invalid parameter: Subject");
            assertThat(failed.senderFault()).isTrue();
        });
        assertThat(receive("Raw", 2)).extracting(Message::body).containsOnly(mark);
    }

    @Test
    void a_batch_that_breaks_the_rules_is_refused_whole() {
        assertThatThrownBy(() -> batch(List.of())).isInstanceOf(EmptyBatchRequestException.class);
        assertThatThrownBy(() -> batch(IntStream.range(0, 11)
                        .mapToObj(i -> entry("i" + i, "x"))
                        .toList()))
                .isInstanceOf(TooManyEntriesInBatchRequestException.class);
        assertThatThrownBy(() -> batch(List.of(entry("a", "x"), entry("a", "y"))))
                .isInstanceOf(BatchEntryIdsNotDistinctException.class);
        assertThatThrownBy(() -> batch(List.of(entry("a b", "x")))).isInstanceOf(InvalidBatchEntryIdException.class);
        assertThatThrownBy(() -> batch(List.of(entry("a", "x".repeat(131_073)), entry("b", "x".repeat(131_073)))))
                .isInstanceOf(BatchRequestTooLongException.class);
    }

    @Test
    void a_message_has_256_kb_at_most_with_its_attributes_or_what_its_topic_says() {
        String most = "ü".repeat(131_072);

        assertThat(publish("quiet", most).messageId()).isNotEmpty();
        assertThatThrownBy(() -> publish("quiet", most + "x"))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Invalid parameter: Message too long");
        assertThatThrownBy(() -> SNS.publish(publish -> publish.topicArn(topic("quiet"))
                        .message("x".repeat(262_144 - 8))
                        .messageAttributes(Map.of("n", attribute("String", "12")))))
                .isInstanceOf(InvalidParameterException.class);
        assertThat(SNS.publish(publish -> publish.topicArn(topic("quiet"))
                                .message("x".repeat(262_144 - 9))
                                .messageAttributes(Map.of("n", attribute("String", "12"))))
                        .messageId())
                .isNotEmpty();
        assertThat(publish("large", "x".repeat(900_000)).messageId()).isNotEmpty();
        assertThatThrownBy(() -> publish("large", "x".repeat(1_048_577))).isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void what_sns_refuses_is_refused_as_it_does() {
        assertThatThrownBy(() -> publish("nowhere", "x"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("Topic does not exist: " + topic("nowhere"))
                .satisfies(refused ->
                        assertThat(((NotFoundException) refused).statusCode()).isEqualTo(404));
        assertThatThrownBy(() -> SNS.publish(publish -> publish.topicArn("news").message("x")))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> publish("news", "")).hasMessageContaining("Empty message");
        assertThatThrownBy(() ->
                        SNS.publish(publish -> publish.phoneNumber("+1555").message("x")))
                .hasMessageContaining("no text messages are sent here");
        assertThatThrownBy(() -> SNS.publish(publish -> publish.topicArn(NEWS)
                        .message("x")
                        .messageAttributes(Map.of("n", attribute("Number", "many")))))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("Could not cast message attribute 'n' value to number.");
        assertThatThrownBy(() -> SNS.publish(publish ->
                        publish.topicArn(NEWS).message("x").messageAttributes(Map.of("n", attribute("Color", "red")))))
                .isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> SNS.publish(
                        publish -> publish.topicArn(NEWS).message("x").messageDeduplicationId("1")))
                .hasMessageContaining("not valid for this topic type");
        assertThatThrownBy(() -> publish("steps.fifo", "x")).hasMessageContaining("MessageGroupId");
        assertThatThrownBy(() -> SNS.publish(publish ->
                        publish.topicArn(topic("steps.fifo")).message("x").messageGroupId("g")))
                .hasMessageContaining("ContentBasedDeduplication");
    }

    @Test
    void an_event_reaches_the_functions_whose_rules_it_matches() throws Exception {
        PutEventsResponse put = EVENTS.putEvents(
                events -> events.entries(event("shop", "{\"total\":101,\"mark\":\"" + mark + "\"}").toBuilder()
                        .time(Instant.parse("2026-01-31T12:00:00Z"))
                        .resources("arn:aws:s3:::one", "two")
                        .build()));

        assertThat(put.failedEntryCount()).isZero();
        assertThat(JSON.std.mapFrom(got("Buyer")))
                .containsEntry("id", put.entries().get(0).eventId())
                .containsEntry("source", "shop")
                .containsEntry("detail-type", "Order")
                .containsEntry("detail", Map.of("total", 101, "mark", mark))
                .containsEntry("time", "2026-01-31T12:00:00Z")
                .containsEntry("resources", List.of("arn:aws:s3:::one", "two"));
    }

    @Test
    void an_event_goes_to_a_bus_by_name_and_by_arn_and_to_the_default_one() {
        PutEventsResponse put = EVENTS.putEvents(events -> events.entries(
                event("shop", "{\"total\":1}").toBuilder()
                        .eventBusName("arn:aws:events:us-east-1:123456789012:event-bus/orders")
                        .build(),
                event("shop", "{\"total\":2}").toBuilder().eventBusName("empty").build(),
                event("shop", "{\"total\":3}").toBuilder().eventBusName(null).build()));

        assertThat(put.entries()).extracting(PutEventsResultEntry::errorCode).containsOnlyNulls();
        LOG.awaitLine("Nothing matched this event on the bus orders");
        LOG.awaitLine("this event on the bus empty");
        LOG.awaitLine("this event on the bus default");
    }

    @Test
    void each_entry_has_its_own_result() {
        PutEventsRequestEntry good = event("shop", "{\"total\":102,\"mark\":\"" + mark + "\"}");
        PutEventsResponse put = EVENTS.putEvents(events -> events.entries(
                good.toBuilder().source(null).build(),
                good.toBuilder().detailType("").build(),
                good.toBuilder().detail(null).build(),
                good.toBuilder().detail("[1]").build(),
                good.toBuilder().detail("{\"a\":").build(),
                good.toBuilder().source("aws.s3").build(),
                good.toBuilder().eventBusName("elsewhere").build(),
                good));

        assertThat(put.failedEntryCount()).isEqualTo(7);
        assertThat(put.entries())
                .extracting(PutEventsResultEntry::errorCode)
                .containsExactly(
                        "InvalidArgument",
                        "InvalidArgument",
                        "InvalidArgument",
                        "MalformedDetail",
                        "MalformedDetail",
                        "NotAuthorizedForSourceException",
                        "ResourceNotFoundException",
                        null);
        assertThat(put.entries().get(0).errorMessage())
                .isEqualTo("Parameter Source is not valid. Reason: Source is a required argument.");
        assertThat(put.entries().get(6).errorMessage())
                .isEqualTo(
                        "Event bus elsewhere does not exist: it is not in the template, only [default, empty, orders]");
        assertThat(put.entries().get(7).eventId()).isNotEmpty();
        got("Buyer");
    }

    @Test
    void a_request_has_one_to_ten_entries_of_less_than_a_megabyte() {
        assertThatThrownBy(() -> EVENTS.putEvents(events -> events.entries(List.of())))
                .isInstanceOf(EventBridgeException.class)
                .hasMessageContaining("between 1 and 10");
        assertThatThrownBy(
                        () -> EVENTS.putEvents(events -> events.entries(Collections.nCopies(11, event("shop", "{}")))))
                .hasMessageContaining("here are 11");
        PutEventsRequestEntry large = event("shop", "{\"a\":\"" + "x".repeat(524_288 - 17) + "\"}");
        assertThatThrownBy(() -> EVENTS.putEvents(events -> events.entries(large, large)))
                .hasMessageContaining("Total size of the entries in the request is over the limit.");
        assertThat(EVENTS.putEvents(events -> events.entries(large)).failedEntryCount())
                .isZero();
    }

    @Test
    void what_is_not_answered_is_named() throws Exception {
        assertThatThrownBy(() -> SNS.listTopics()).isInstanceOfSatisfying(AwsServiceException.class, refused -> {
            assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("InvalidAction");
            assertThat(refused).hasMessageContaining("ListTopics").hasMessageContaining("PublishBatch");
        });
        assertThatThrownBy(() -> EVENTS.listRules(rules -> {}))
                .isInstanceOfSatisfying(AwsServiceException.class, refused -> {
                    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("UnknownOperationException");
                    assertThat(refused).hasMessageContaining("ListRules").hasMessageContaining("PutEvents");
                });
        assertThat(post("Action=GetQueueUrl&Version=2012-11-05").body()).contains("GetQueueUrl of the API 2012-11-05");
        assertThat(post("{}", "X-Amz-Target", "AmazonSQS.SendMessage").body()).contains("AmazonSQS.SendMessage");
        assertThat(post("Action=%zz").statusCode()).isEqualTo(400);
        assertThat(post("Action=Publish%00<&Version=2010-03-31").body()).contains("Publish\uFFFD&lt;");
        assertThat(post("{", "X-Amz-Target", "AWSEvents.PutEvents").body()).contains("SerializationException");
        assertThat(post("{\"Entries\":[1]}", "X-Amz-Target", "AWSEvents.PutEvents")
                        .statusCode())
                .isEqualTo(400);
        for (String time : List.of("1e2147483647", "1e-2147483647", "9e99", "soon")) {
            assertThat(post(
                                    "{\"Entries\":[{\"Source\":\"a\",\"DetailType\":\"b\",\"Detail\":\"{}\",\"Time\":\""
                                            + time + "\"}]}",
                                    "X-Amz-Target",
                                    "AWSEvents.PutEvents")
                            .statusCode())
                    .as(time)
                    .isEqualTo(200);
        }
        assertThat(post("Message=" + "x".repeat(6 * 1024 * 1024)).statusCode()).isEqualTo(413);
        HttpRequest get = HttpRequest.newBuilder(URI.create(RUNNING.endpoint() + "/?Action=Publish"))
                .header("Authorization", signature("sns"))
                .build();
        assertThat(client.send(get, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    }

    @Test
    void what_is_signed_for_another_service_or_for_none_is_the_templates() throws Exception {
        for (String service : List.of("execute-api", "lambda", "snsx")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(RUNNING.endpoint() + "/"))
                    .header("Authorization", signature(service))
                    .POST(BodyPublishers.ofString("Action=Publish"))
                    .build();
            assertThat(client.send(request, BodyHandlers.ofString()).body()).doesNotContain("ErrorResponse");
        }
        HttpRequest unsigned = HttpRequest.newBuilder(URI.create(RUNNING.endpoint() + "/"))
                .POST(BodyPublishers.ofString("Action=Publish"))
                .build();
        assertThat(client.send(unsigned, BodyHandlers.ofString()).body()).doesNotContain("ErrorResponse");
        assertThat(post("Action=Publish").body()).contains("ErrorResponse");
    }

    @Test
    void a_page_of_another_site_is_refused() throws Exception {
        HttpResponse<String> answer = post("Action=Publish", "Origin", "https://evil.example");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("Origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sns", "events"})
    void the_aws_cli_publishes(String service) throws Exception {
        assumeTrue(onThePath("aws"), "NOT TESTED: there is no aws on the PATH, so the AWS CLI was not tried");
        List<String> command =
                new ArrayList<>(List.of("aws", service, "--endpoint-url", RUNNING.endpoint(), "--region", "us-east-1"));
        command.addAll(
                service.equals("sns")
                        ? List.of("publish", "--topic-arn", topic("large"), "--message", mark)
                        : List.of(
                                "put-events",
                                "--entries",
                                "[{\"Source\":\"shop\",\"DetailType\":\"Order\",\"EventBusName\":\"orders\",\"Detail\":\"{\\\"total\\\":103,\\\"mark\\\":\\\""
                                        + mark + "\\\"}\"}]"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("AWS_ACCESS_KEY_ID", "any");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "any");

        Process cli = builder.start();
        String output = new String(cli.getInputStream().readAllBytes(), UTF_8);

        assertThat(cli.waitFor()).as(output).isZero();
        assertThat(output).contains(service.equals("sns") ? "\"MessageId\"" : "\"EventId\"");
        got(service.equals("sns") ? "Reader" : "Buyer");
    }

    private static boolean onThePath(String command) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
    }

    private static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"));
    }

    private static Map<String, Object> endpoints(RunningTemplate running) {
        try {
            return JSON.std.mapFrom(
                    running.invoke("Publisher", "{}".getBytes(UTF_8)).payload());
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static URI told(String variable) {
        return URI.create(String.valueOf(TOLD.get(variable)));
    }

    private static String topic(String name) {
        return "arn:aws:sns:us-east-1:123456789012:" + name;
    }

    private static PublishResponse publish(String topic, String message) {
        return SNS.publish(publish -> publish.topicArn(topic(topic)).message(message));
    }

    private static void batch(List<PublishBatchRequestEntry> entries) {
        SNS.publishBatch(publish -> publish.topicArn(NEWS).publishBatchRequestEntries(entries));
    }

    private static PublishBatchRequestEntry entry(String id, String message) {
        return PublishBatchRequestEntry.builder()
                .id(id)
                .message(message)
                .messageAttributes(Map.of("color", attribute("String", "red")))
                .build();
    }

    private static MessageAttributeValue attribute(String type, String value) {
        return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
    }

    private static PutEventsRequestEntry event(String source, String detail) {
        return PutEventsRequestEntry.builder()
                .eventBusName("orders")
                .source(source)
                .detailType("Order")
                .detail(detail)
                .build();
    }

    private static String signature(String service) {
        return "AWS4-HMAC-SHA256 Credential=any/20261126/us-east-1/" + service
                + "/aws4_request, SignedHeaders=host, Signature=none";
    }

    private HttpResponse<String> post(String body, String... header) throws Exception {
        String service = List.of(header).contains("X-Amz-Target") ? "events" : "sns";
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(RUNNING.endpoint() + "/"))
                .header("Authorization", signature(service))
                .POST(BodyPublishers.ofString(body));
        if (header.length > 0) {
            request.header(header[0], header[1]);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** The event with this test's mark that the function got. */
    private String got(String function) {
        String start = function + ": GOT ";
        await(function + " got " + mark, () -> LOG.lines.stream()
                .anyMatch(line -> line.startsWith(start) && line.contains(mark)));
        return LOG.lines.stream()
                .filter(line -> line.startsWith(start) && line.contains(mark))
                .findFirst()
                .orElseThrow()
                .substring(start.length());
    }

    private static Message receive(String queue) {
        return receive(queue, 1).get(0);
    }

    private static List<Message> receive(String queue, int count) {
        QueueClient queues = RUNNING.queues().orElseThrow().client();
        String arn = "arn:aws:sqs:us-east-1:123456789012:local-" + queue;
        List<Message> messages = new ArrayList<>();
        await(count + " messages in " + queue + ", " + LOG.lines, () -> {
            List<Message> some = queues.receive(arn, 10, Duration.ofSeconds(2), Optional.empty());
            queues.delete(arn, some);
            messages.addAll(some);
            return messages.size() >= count;
        });
        return messages;
    }

    @SuppressWarnings("unchecked") // JSON's objects are nothing else
    private static Map<String, Object> fields(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }
}
