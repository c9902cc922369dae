package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.local.template.SamQueue;
import dev.skiff.local.template.SamQueueEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** The poller on a real queue server, calling functions of this JVM. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class QueuePollerTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final Endpoints endpoints = new Endpoints(Map.of("AWS_REGION", "eu-west-1"), 0);
    private final QueueServer server = QueueServer.start(endpoints.queuePort(), "eu-west-1");
    private final QueueClient client = new QueueClient(endpoints.access(endpoints.queues()));
    private final SqsClient sqs = endpoints.access(endpoints.queues()).client(SqsClient.builder());
    private final List<QueuePoller> pollers = new ArrayList<>();
    private final Functions.Log log = new Functions.Log();

    @AfterEach
    void stopPolling() {
        pollers.forEach(QueuePoller::close);
        pollers.clear();
        log.lines.clear();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void a_message_arrives_with_all_that_the_queue_knows_of_it_and_is_gone() throws Exception {
        String queue = queue(1);
        sqs.sendMessage(request -> request.queueUrl(client.url(queue))
                .messageBody("{\"id\":7}")
                .messageAttributes(Map.of(
                        "Text", attribute("String").stringValue("a").build(),
                        "Count", attribute("Number").stringValue("3").build(),
                        "Raw",
                                attribute("Binary")
                                        .binaryValue(SdkBytes.fromByteArray(new byte[] {1, -1}))
                                        .build())));
        Calls calls = new Calls(event -> answer("{}"));

        poll(mapping(queue), calls);

        Map<?, ?> message = calls.await(1).get(0);
        assertThat(message.get("messageId")).asString().hasSize(36);
        assertThat(message.get("receiptHandle")).asString().isNotBlank();
        assertThat(message.get("body")).isEqualTo("{\"id\":7}");
        assertThat(message.get("md5OfBody")).asString().hasSize(32);
        assertThat(message.get("eventSource")).isEqualTo("aws:sqs");
        assertThat(message.get("eventSourceARN")).isEqualTo(queue);
        assertThat(message.get("awsRegion")).isEqualTo("eu-west-1");
        assertThat(Fields.in(message, "attributes", "ApproximateReceiveCount")).isEqualTo("1");
        assertThat(Fields.in(message, "attributes").toString())
                .contains("SentTimestamp", "SenderId", "ApproximateFirstReceiveTimestamp");
        Map<?, ?> attributes = Fields.object(message, "messageAttributes");
        assertThat(Fields.in(attributes, "Text").toString()).contains("stringValue=a", "dataType=String");
        assertThat(Fields.in(attributes, "Count").toString()).contains("stringValue=3", "dataType=Number");
        assertThat(Fields.in(attributes, "Raw").toString()).contains("binaryValue=Af8=", "dataType=Binary");
        awaitEmpty(queue);
    }

    @Test
    void a_poison_message_is_delivered_so_often_and_then_goes_to_the_dead_letter_queue() throws Exception {
        String dead = queue(30);
        String queue = queue("", Map.of("VisibilityTimeout", "1"), Optional.of(new SamQueue.Redrive(dead, 3)));
        List<String> bodies = numbered(20);
        send(queue, bodies);
        Map<String, Integer> deliveries = new ConcurrentHashMap<>();
        Calls calls = new Calls(messages -> {
            messages.forEach(message -> deliveries.merge(text(message, "body"), 1, Integer::sum));
            return answer(failures(messages.stream()
                    .filter(message -> text(message, "body").endsWith("7"))
                    .map(message -> text(message, "messageId"))
                    .toList()));
        });

        poll(reporting(mapping(queue)), calls);

        awaitDepth(dead, 2);
        awaitEmpty(queue);
        assertThat(deliveries)
                .containsEntry("7", 3)
                .containsEntry("17", 3)
                .containsEntry("8", 1)
                .hasSize(20);
    }

    @Test
    void a_dead_letter_queue_is_redriven_to_where_its_messages_came_from() throws Exception {
        String dead = queue(30);
        String queue = queue("", Map.of("VisibilityTimeout", "1"), Optional.of(new SamQueue.Redrive(dead, 1)));
        AtomicInteger attempts = new AtomicInteger();
        Calls calls =
                new Calls(messages -> attempts.incrementAndGet() == 1 ? Outcome.failed("Error", "no") : answer("{}"));
        send(queue, List.of("again"));
        poll(mapping(queue), calls);
        awaitDepth(dead, 1);

        client.redrive(dead, queue);

        calls.await(2);
        awaitEmpty(queue);
        awaitEmpty(dead);
    }

    @Test
    void the_messages_of_a_failed_call_come_again_when_their_visibility_timeout_is_over() throws Exception {
        String queue = queue(1);
        Calls calls = new Calls(messages -> text(messages.get(0), "attributes").contains("ApproximateReceiveCount=1,")
                ? Outcome.failed("Runtime.UserException", "no")
                : answer("{}"));
        send(queue, List.of("a"));
        long sent = System.nanoTime();

        poll(mapping(queue), calls);

        calls.await(2);
        assertThat(Duration.ofNanos(System.nanoTime() - sent)).isGreaterThanOrEqualTo(Duration.ofMillis(900));
        awaitEmpty(queue);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
                "{\"batchItemFailures\":[{\"foo\":\"x\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"not in the batch\"}]}",
                "{\"batchItemFailures\":7}"
            })
    void a_malformed_answer_fails_the_whole_batch_and_is_told(String malformed) throws Exception {
        String queue = queue(1);
        AtomicInteger count = new AtomicInteger();
        Calls calls = new Calls(messages -> answer(count.incrementAndGet() == 1 ? malformed : "{}"));
        send(queue, List.of("a"));

        poll(reporting(mapping(queue)), calls);

        calls.await(2);
        awaitEmpty(queue);
        log.awaitLine("The whole batch of 1 counts as failed: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "{\"batchItemFailures\":null}", "{\"batchItemFailures\":[]}"})
    void an_answer_without_failures_is_success(String empty) throws Exception {
        String queue = queue(1);
        Calls calls = new Calls(messages -> answer(empty));
        send(queue, List.of("a"));

        poll(reporting(mapping(queue)), calls);

        calls.await(1);
        awaitEmpty(queue);
        assertThat(calls.batches).hasSize(1);
    }

    @Test
    void failures_under_a_wrong_key_are_lost_and_that_is_told() throws Exception {
        String queue = queue(1);
        Calls calls = new Calls(messages -> answer("{\"BatchItemFailures\":[{\"itemIdentifier\":\"x\"}]}"));
        send(queue, List.of("a"));

        poll(reporting(mapping(queue)), calls);

        log.awaitLine("so it reports nothing");
        awaitEmpty(queue);
    }

    @Test
    void without_the_response_type_reported_failures_are_deleted_and_that_is_told() throws Exception {
        String queue = queue(1);
        Calls calls = new Calls(messages -> answer(failures(List.of(text(messages.get(0), "messageId")))));
        send(queue, List.of("a"));

        poll(mapping(queue), calls);

        log.awaitLine("FunctionResponseTypes: [ReportBatchItemFailures]");
        awaitEmpty(queue);
        assertThat(calls.batches).hasSize(1);
    }

    @Test
    void groups_of_a_fifo_queue_keep_their_order_and_wait_for_one_another() throws Exception {
        String queue = queue(".fifo", Map.of("FifoQueue", "true", "VisibilityTimeout", "1"), Optional.empty());
        for (int i = 0; i < 60; i++) {
            client.send(queue, Integer.toString(i), "g" + i % 3, "d" + i);
        }
        Map<String, List<Integer>> done = new ConcurrentHashMap<>();
        Map<String, AtomicInteger> busy = new ConcurrentHashMap<>();
        List<String> overlapping = new CopyOnWriteArrayList<>();
        AtomicInteger failures = new AtomicInteger();
        Calls calls = new Calls(messages -> {
            List<String> groups =
                    messages.stream().map(QueuePollerTest::group).distinct().toList();
            groups.forEach(group -> {
                if (busy.computeIfAbsent(group, it -> new AtomicInteger()).incrementAndGet() > 1) {
                    overlapping.add(group);
                }
            });
            try {
                if (failures.incrementAndGet() == 2) {
                    return Outcome.failed("Error", "once");
                }
                messages.forEach(message -> done.computeIfAbsent(group(message), it -> new CopyOnWriteArrayList<>())
                        .add(Integer.valueOf(text(message, "body"))));
                return answer("{}");
            } finally {
                groups.forEach(group ->
                        busy.computeIfAbsent(group, it -> new AtomicInteger()).decrementAndGet());
            }
        });

        poll(mapping(queue), calls);

        awaitEmpty(queue);
        assertThat(overlapping).isEmpty();
        for (int group = 0; group < 3; group++) {
            int first = group;
            assertThat(done.get("g" + group))
                    .isEqualTo(
                            IntStream.range(0, 20).mapToObj(i -> first + 3 * i).toList());
        }
    }

    @Test
    void batches_run_at_once_up_to_the_maximum_concurrency() throws Exception {
        String queue = queue(30);
        send(queue, numbered(60));
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch three = new CountDownLatch(3);
        Calls calls = new Calls(messages -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            three.countDown();
            await(three);
            running.decrementAndGet();
            return answer("{}");
        });

        poll(withConcurrency(mapping(queue), 3), calls);

        awaitEmpty(queue);
        assertThat(most).hasValue(3);
        assertThat(calls.bodies()).containsExactlyInAnyOrderElementsOf(numbered(60));
    }

    @Test
    void what_there_is_no_room_for_is_not_received() throws Exception {
        String queue = queue(30);
        send(queue, numbered(30));
        CountDownLatch over = new CountDownLatch(1);
        Calls calls = new Calls(messages -> {
            await(over);
            return answer("{}");
        });

        poll(withConcurrency(mapping(queue), 2), calls);

        awaitThat("two batches are in flight", () -> number(queue, "ApproximateNumberOfMessagesNotVisible") == 20);
        assertThat(number(queue, "ApproximateNumberOfMessages")).isEqualTo(10);
        over.countDown();
        awaitEmpty(queue);
    }

    @Test
    void messages_that_match_no_pattern_are_deleted_unseen() throws Exception {
        String queue = queue(30);
        send(
                queue,
                List.of("{\"kind\":\"a\",\"n\":1}", "{\"kind\":\"b\",\"n\":2}", "plain", "{\"kind\":\"c\",\"n\":3}"));
        Calls calls = new Calls(messages -> answer("{}"));

        poll(
                filtered(
                        mapping(queue),
                        "{\"body\":{\"kind\":[\"a\"]}}",
                        "{\"body\":{\"n\":[{\"numeric\":[\">\",2]}]}}"),
                calls);

        awaitEmpty(queue);
        assertThat(calls.bodies()).containsExactlyInAnyOrder("{\"kind\":\"a\",\"n\":1}", "{\"kind\":\"c\",\"n\":3}");
    }

    @Test
    void a_window_gathers_more_than_one_receive_gives() throws Exception {
        String queue = queue(30);
        send(queue, numbered(25));
        Calls calls = new Calls(messages -> answer("{}"));

        poll(windowed(mapping(queue), 20, Duration.ofSeconds(2)), calls);

        calls.await(2);
        awaitEmpty(queue);
        assertThat(calls.batches.get(0)).hasSize(20);
        assertThat(calls.batches.get(1)).hasSize(5);
    }

    @Test
    void a_batch_has_six_megabytes_at_most() throws Exception {
        String queue = queue(30);
        String large = "x".repeat(1_000_000);
        for (int i = 0; i < 10; i++) {
            client.send(queue, i + large, Map.of());
        }
        Calls calls = new Calls(messages -> answer("{}"));

        poll(mapping(queue), calls);

        awaitEmpty(queue);
        assertThat(calls.sizes).hasSizeGreaterThanOrEqualTo(2).allMatch(size -> size <= 6 * 1024 * 1024);
        assertThat(calls.bodies()).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void a_visibility_timeout_below_the_functions_timeout_is_refused_in_aws_words() {
        assertThatThrownBy(() -> MessageVisibility.of(
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60),
                        mapping("arn:aws:sqs:eu-west-1:123456789012:q")))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds");
    }

    @Test
    void a_window_that_leaves_too_little_of_the_visibility_timeout_raises_it() {
        SamQueueEvent mapping = windowed(mapping("q"), 100, Duration.ofSeconds(20));

        assertThat(MessageVisibility.of(Duration.ofSeconds(30), Duration.ofSeconds(10), mapping)
                        .raised())
                .isEmpty();
        assertThat(MessageVisibility.of(Duration.ofSeconds(30), Duration.ofSeconds(11), mapping)
                        .raised())
                .contains(Duration.ofSeconds(61));
    }

    @Test
    void a_pattern_that_is_none_names_its_place() {
        assertThatThrownBy(() -> poll(filtered(mapping("q"), "{}"), new Calls(messages -> answer(""))))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("template.yaml:1:1: the event pattern {} isn't one");
    }

    @Test
    void an_outage_of_the_server_is_told_once_and_gone_through() throws Exception {
        Endpoints later = new Endpoints(Map.of(), 0);
        QueueClient laterClient = new QueueClient(later.access(later.queues()));
        String arn = "arn:aws:sqs:us-east-1:123456789012:later";
        Calls calls = new Calls(messages -> answer("{}"));
        poll(laterClient, mapping(arn), calls);
        log.awaitLine("can't be polled");

        QueueServer started = QueueServer.start(later.queuePort(), "us-east-1");
        try {
            laterClient.create(arn, Map.of());
            laterClient.send(arn, "a", Map.of());
            calls.await(1);
            stopPolling();
        } finally {
            started.close();
        }
    }

    @Test
    void closing_waits_for_no_poll_and_takes_nothing_more() throws Exception {
        String queue = queue(30);
        Calls calls = new Calls(messages -> answer("{}"));
        QueuePoller poller = poll(mapping(queue), calls);
        send(queue, List.of("a"));
        calls.await(1);

        long from = System.nanoTime();
        poller.close();

        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofMillis(500));
        send(queue, List.of("b"));
        awaitThat("it is visible again", () -> number(queue, "ApproximateNumberOfMessages") == 1);
        assertThat(calls.batches).hasSize(1);
    }

    @Test
    void messages_can_be_sent_with_attributes_and_to_fifo_queues() throws Exception {
        String queue = queue(1);
        String fifo = queue(".fifo", Map.of("FifoQueue", "true"), Optional.empty());
        QueueSender sender = new QueueSender(client);

        sender.send(queue, "a", Map.of("ErrorCode", "200"));
        sender.send(fifo, "b", Map.of());

        Calls calls = new Calls(messages -> answer("{}"));
        poll(mapping(queue), calls);
        poll(mapping(fifo), calls);
        calls.await(2);
        assertThat(calls.bodies()).containsExactlyInAnyOrder("a", "b");
        assertThatThrownBy(() -> sender.send("arn:aws:sqs:eu-west-1:123456789012:none", "c", Map.of()))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("the queue arn:aws:sqs:eu-west-1:123456789012:none is neither");
    }

    private String queue(int visibility) {
        return queue("", Map.of("VisibilityTimeout", Integer.toString(visibility)), Optional.empty());
    }

    private String queue(String suffix, Map<String, String> attributes, Optional<SamQueue.Redrive> redrive) {
        String arn = "arn:aws:sqs:eu-west-1:123456789012:queue-" + NAMES.incrementAndGet() + suffix;
        client.create(arn, attributes);
        redrive.ifPresent(it -> client.set(arn, Queues.policy(it)));
        return arn;
    }

    private void send(String queue, List<String> bodies) {
        bodies.forEach(body -> client.send(queue, body, Map.of()));
    }

    private QueuePoller poll(SamQueueEvent mapping, Calls calls) {
        return poll(client, mapping, calls);
    }

    private QueuePoller poll(QueueClient at, SamQueueEvent mapping, Calls calls) {
        QueuePoller poller = new QueuePoller(
                at,
                mapping,
                new MessageVisibility(Duration.ofSeconds(1), TIMEOUT, Duration.ZERO),
                calls,
                4,
                log.lines::add);
        pollers.add(poller);
        poller.start();
        return poller;
    }

    private int number(String queue, String attribute) {
        return Integer.parseInt(client.attributes(queue).getOrDefault(attribute, "-1"));
    }

    private void awaitEmpty(String queue) {
        awaitDepth(queue, 0);
    }

    private void awaitDepth(String queue, int messages) {
        awaitThat(
                messages + " messages in " + queue,
                () -> number(queue, "ApproximateNumberOfMessages")
                                + number(queue, "ApproximateNumberOfMessagesNotVisible")
                        == messages);
    }

    private static void awaitThat(String what, java.util.function.BooleanSupplier condition) {
        Functions.await(what, condition);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> numbered(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private static String group(Map<?, ?> message) {
        return Fields.in(message, "attributes", "MessageGroupId").toString();
    }

    private static String text(Map<?, ?> message, String field) {
        return String.valueOf(message.get(field));
    }

    private static MessageAttributeValue.Builder attribute(String type) {
        return MessageAttributeValue.builder().dataType(type);
    }

    private static Outcome answer(String json) {
        return Outcome.answered(json.getBytes(UTF_8));
    }

    private static String failures(List<String> ids) {
        return "{\"batchItemFailures\":["
                + String.join(
                        ",",
                        ids.stream()
                                .map(id -> "{\"itemIdentifier\":\"" + id + "\"}")
                                .toList()) + "]}";
    }

    private static SamQueueEvent mapping(String queue) {
        return new SamQueueEvent(
                "Queue", queue, 10, Duration.ZERO, false, OptionalInt.empty(), List.of(), true, "template.yaml:1:1");
    }

    private static SamQueueEvent reporting(SamQueueEvent it) {
        return new SamQueueEvent(
                it.name(),
                it.queueArn(),
                it.batchSize(),
                it.window(),
                true,
                it.maximumConcurrency(),
                it.filters(),
                true,
                it.place());
    }

    private static SamQueueEvent withConcurrency(SamQueueEvent it, int most) {
        return new SamQueueEvent(
                it.name(),
                it.queueArn(),
                it.batchSize(),
                it.window(),
                false,
                OptionalInt.of(most),
                it.filters(),
                true,
                it.place());
    }

    private static SamQueueEvent filtered(SamQueueEvent it, String... patterns) {
        return new SamQueueEvent(
                it.name(),
                it.queueArn(),
                it.batchSize(),
                it.window(),
                false,
                OptionalInt.empty(),
                List.of(patterns),
                true,
                it.place());
    }

    private static SamQueueEvent windowed(SamQueueEvent it, int batchSize, Duration window) {
        return new SamQueueEvent(
                it.name(), it.queueArn(), batchSize, window, false, OptionalInt.empty(), List.of(), true, it.place());
    }

    /** A function that remembers what it got. */
    private static final class Calls implements Function<byte[], Outcome> {
        final List<List<Map<?, ?>>> batches = new CopyOnWriteArrayList<>();
        final List<Integer> sizes = new CopyOnWriteArrayList<>();
        private final Function<List<Map<?, ?>>, Outcome> function;

        Calls(Function<List<Map<?, ?>>, Outcome> function) {
            this.function = function;
        }

        @Override
        public Outcome apply(byte[] event) {
            List<Map<?, ?>> messages = Fields.records(Fields.of(event));
            batches.add(messages);
            sizes.add(event.length);
            return function.apply(messages);
        }

        /** The messages of all calls, once there were so many calls. */
        List<Map<?, ?>> await(int calls) {
            awaitThat(calls + " calls", () -> batches.size() >= calls);
            return batches.stream().flatMap(List::stream).toList();
        }

        List<String> bodies() {
            return batches.stream()
                    .flatMap(List::stream)
                    .map(message -> text(message, "body"))
                    .toList();
        }
    }
}
