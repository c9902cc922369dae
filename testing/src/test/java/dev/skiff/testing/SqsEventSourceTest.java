package dev.skiff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqsEventSourceTest {
    private final VirtualClock clock = VirtualClock.create();
    private final SimulatedQueue dead = SimulatedQueue.of("orders-dead", clock);
    private final SimulatedQueue queue = SimulatedQueue.builder("orders", clock)
            .visibilityTimeout(Duration.ofSeconds(60))
            .deadLetters(dead, 3)
            .build();
    private final SimulatedQueue fifo = SimulatedQueue.of("orders.fifo", clock);

    @Test
    void what_is_answered_with_success_is_deleted() {
        queue.send("a", "b");

        List<BatchInvocation> invocations =
                reporting(answering("{\"batchItemFailures\":[]}"), queue).run();

        assertThat(invocations).singleElement().satisfies(invocation -> {
            assertThat(invocation.verdict()).isEqualTo(Verdict.SUCCESS);
            assertThat(invocation.ids()).hasSize(2);
            assertThat(invocation.retried()).isEmpty();
            assertThat(invocation.answer()).contains("{\"batchItemFailures\":[]}");
        });
        assertThat(queue.messages()).isEmpty();
    }

    @Test
    void a_reported_message_comes_back_when_its_visibility_timeout_is_over() {
        queue.send("a", "bad");
        SqsEventSource source = reporting(failingOn("bad"), queue);

        BatchInvocation first = source.poll().orElseThrow();

        assertThat(first.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(queue.bodies()).containsExactly("bad");
        clock.advance(Duration.ofSeconds(59));
        assertThat(source.poll()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        BatchInvocation second = source.poll().orElseThrow();
        assertThat(second.ids()).isEqualTo(first.retried());
        assertThat(text(second.event())).contains("\"ApproximateReceiveCount\":\"2\"");
    }

    @Test
    void a_message_that_fails_too_often_goes_to_the_dead_letter_queue_and_the_others_do_not() {
        queue.send("a", "bad", "b");

        List<BatchInvocation> invocations = reporting(failingOn("bad"), queue).run();

        assertThat(invocations).hasSize(3);
        assertThat(queue.messages()).isEmpty();
        assertThat(dead.bodies()).containsExactly("bad");
        assertThat(dead.messages().get(0).attributes()).containsEntry("DeadLetterQueueSourceArn", queue.arn());
        assertThat(dead.receive(1).get(0).attributes()).containsEntry("ApproximateReceiveCount", "4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "{\"batchItemFailures\":null}",
                "{\"batchItemFailures\":[]}",
                "{\"BatchItemFailures\":[{\"itemIdentifier\":\"id-0\"}]}",
                "[\"id-0\"]",
                "\"id-0\"",
                "17"
            })
    void answers_that_report_nothing_are_full_success(String answer) {
        assertThat(judged(answer).verdict()).isEqualTo(Verdict.SUCCESS);
        assertThat(queue.messages()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not JSON",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"id-0\"}]",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\" \"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":0}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":{\"partition\":\"orders-0\",\"offset\":0}}]}",
                "{\"batchItemFailures\":[{\"itemidentifier\":\"id-0\"}]}",
                "{\"batchItemFailures\":[{\"ItemIdentifier\":\"id-0\"}]}",
                "{\"batchItemFailures\":[{}]}",
                "{\"batchItemFailures\":[null]}",
                "{\"batchItemFailures\":[\"id-0\"]}",
                "{\"batchItemFailures\":\"id-0\"}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"id-0\"},{\"itemIdentifier\":\"id-9\"}]}"
            })
    void malformed_answers_are_full_failure(String answer) {
        BatchInvocation invocation = judged(answer);

        assertThat(invocation.verdict()).isEqualTo(Verdict.FAILURE);
        assertThat(invocation.retried()).containsExactly("id-0", "id-1");
        assertThat(queue.bodies()).containsExactly("a", "b");
    }

    @Test
    void the_reason_names_what_was_wrong() {
        assertThat(judged("{\"batchItemFailures\":[{\"itemIdentifier\":\"id-9\"}]}")
                        .reason())
                .contains("not in the batch", "id-9");
    }

    @Test
    void a_failure_reported_under_another_key_is_a_lost_message_and_the_reason_says_so() {
        BatchInvocation invocation = judged("{\"BatchItemFailures\":[{\"itemIdentifier\":\"id-0\"}]}");

        assertThat(invocation.reason()).contains("[BatchItemFailures]", "batchItemFailures");
    }

    @Test
    void one_id_reported_twice_is_one_failure() {
        BatchInvocation invocation =
                judged("{\"batchItemFailures\":[{\"itemIdentifier\":\"id-1\"},{\"itemIdentifier\":\"id-1\"}]}");

        assertThat(invocation.retried()).containsExactly("id-1");
        assertThat(queue.bodies()).containsExactly("b");
    }

    @Test
    void without_the_setting_any_answer_is_success() {
        queue.send(FakeSqsMessage.of("a").withId("id-0"));
        SqsEventSource source =
                SqsEventSource.of(answering("{\"batchItemFailures\":[{\"itemIdentifier\":\"id-0\"}]}"), queue);

        assertThat(source.poll().orElseThrow().reason()).contains("ReportBatchItemFailures");
        assertThat(queue.messages()).isEmpty();
    }

    @Test
    void a_function_that_throws_fails_the_batch_with_and_without_the_setting() {
        queue.send("a");
        RequestStreamHandler broken = (input, output, context) -> {
            throw new StackOverflowError("deep");
        };

        assertThat(SqsEventSource.of(broken, queue).poll().orElseThrow().failure())
                .containsInstanceOf(StackOverflowError.class);
        clock.advance(Duration.ofMinutes(1));
        assertThat(reporting(broken, queue).poll().orElseThrow().verdict()).isEqualTo(Verdict.FAILURE);
        assertThat(queue.bodies()).containsExactly("a");
    }

    @Test
    void a_function_that_runs_out_of_time_has_failed_whatever_it_answers() {
        queue.send("a");
        RequestStreamHandler slow = (input, output, context) -> {
            assertThat(context.getRemainingTimeInMillis()).isEqualTo(20_000);
            clock.advance(Duration.ofSeconds(21));
            assertThat(context.getRemainingTimeInMillis()).isZero();
            output.write("{\"batchItemFailures\":[]}".getBytes(UTF_8));
        };

        BatchInvocation invocation = reporting(slow, queue)
                .withFunctionTimeout(Duration.ofSeconds(20))
                .poll()
                .orElseThrow();

        assertThat(invocation.failure().orElseThrow()).hasMessageContaining("timed out after 20.0 seconds");
        assertThat(queue.bodies()).containsExactly("a");
    }

    @Test
    void an_answer_of_more_than_six_megabytes_is_a_failure() {
        queue.send("a");

        assertThat(reporting(answering(" ".repeat(6 * 1024 * 1024 + 101)), queue)
                        .poll()
                        .orElseThrow()
                        .verdict())
                .isEqualTo(Verdict.FAILURE);
    }

    @Test
    void a_group_waits_for_its_failed_message_and_the_others_go_on() {
        fifo.send(group("a", "a1"));
        fifo.send(group("b", "b1"));
        List<String> seen = new ArrayList<>();
        SqsEventSource source = reporting(recording(seen, "a1"), fifo).withBatchSize(1);

        source.poll();
        fifo.send(group("a", "a2"));
        source.poll();
        assertThat(source.poll()).isEmpty();

        assertThat(seen).containsExactly("a1", "b1");
        clock.advance(Duration.ofSeconds(30));
        source.poll();
        assertThat(seen).containsExactly("a1", "b1", "a1");
    }

    @Test
    void what_a_fifo_answer_does_not_report_is_deleted_even_behind_a_failure_of_its_group() {
        fifo.send(group("a", "a1"));
        fifo.send(group("a", "a2"));
        List<String> seen = new ArrayList<>();

        reporting(recording(seen, "a1"), fifo).poll();

        assertThat(fifo.bodies()).containsExactly("a1");
    }

    @Test
    void a_duplicate_is_not_delivered_within_five_minutes() {
        String first = fifo.send(group("a", "a1").withDeduplicationId("d"));
        String second = fifo.send(group("a", "a2").withDeduplicationId("d"));

        assertThat(second).isEqualTo(first);
        assertThat(fifo.bodies()).containsExactly("a1");
        clock.advance(Duration.ofMinutes(5));
        fifo.send(group("a", "a3").withDeduplicationId("d"));
        assertThat(fifo.bodies()).containsExactly("a1", "a3");
    }

    @Test
    void a_message_without_a_group_is_refused_by_a_fifo_queue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fifo.send(FakeSqsMessage.of("a")))
                .withMessageContaining("withGroup");
    }

    @Test
    void a_handler_can_hide_its_message_for_longer_or_show_it_at_once() {
        queue.send("a");
        AtomicInteger calls = new AtomicInteger();
        SqsEventSource source = reporting(
                (input, output, context) -> {
                    String handle = queue.messages().get(0).receiptHandle();
                    queue.changeVisibility(handle, calls.getAndIncrement() == 0 ? Duration.ofHours(2) : Duration.ZERO);
                    throw new IllegalStateException("later");
                },
                queue);

        List<BatchInvocation> invocations = source.run();

        assertThat(invocations).hasSize(3);
        assertThat(invocations.get(1).at()).isEqualTo(invocations.get(0).at().plus(Duration.ofHours(2)));
        assertThat(invocations.get(2).at()).isEqualTo(invocations.get(1).at());
    }

    @Test
    void a_receipt_handle_is_good_until_the_message_is_received_again() {
        queue.send("a");
        String stale = queue.receive(1).get(0).receiptHandle();
        clock.advance(Duration.ofMinutes(1));
        String fresh = queue.receive(1).get(0).receiptHandle();

        assertThat(queue.delete(stale)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> queue.changeVisibility(stale, Duration.ZERO));
        clock.advance(Duration.ofMinutes(1));
        assertThat(queue.delete(fresh)).isTrue();
    }

    @Test
    void a_fifo_message_can_not_be_deleted_when_its_visibility_timeout_is_over() {
        fifo.send("a");
        String handle = fifo.receive(1).get(0).receiptHandle();
        clock.advance(Duration.ofSeconds(30));

        assertThat(fifo.delete(handle)).isFalse();
    }

    @Test
    void a_poison_message_without_a_dead_letter_queue_is_gone_with_the_retention() {
        SimulatedQueue lonely = SimulatedQueue.builder("lonely", clock)
                .retention(Duration.ofHours(1))
                .build();
        lonely.send("bad");

        List<BatchInvocation> invocations = reporting(failingOn("bad"), lonely).run();

        assertThat(invocations).hasSize(121);
        assertThat(lonely.messages()).isEmpty();
    }

    @Test
    void a_batch_waits_for_more_messages_within_its_window() {
        SimulatedQueue late = SimulatedQueue.builder("late", clock)
                .delay(Duration.ofSeconds(3))
                .build();
        queue.send("a");
        late.send("a");
        clock.advance(Duration.ofSeconds(2));
        late.send("b");
        clock.advance(Duration.ofSeconds(2));

        BatchInvocation invocation = reporting(answering("{}"), late)
                .withBatchingWindow(Duration.ofSeconds(5))
                .poll()
                .orElseThrow();

        assertThat(invocation.ids()).hasSize(2);
    }

    @Test
    void messages_beyond_six_megabytes_go_into_the_next_batch() {
        String megabyte = "x".repeat(1024 * 1024);
        queue.send(megabyte, megabyte, megabyte, megabyte, megabyte, megabyte, megabyte);

        List<BatchInvocation> invocations = reporting(answering("{}"), queue).run();

        assertThat(invocations)
                .extracting(invocation -> invocation.ids().size())
                .containsExactly(5, 2);
    }

    @Test
    void what_aws_refuses_is_refused() {
        SqsEventSource source = SqsEventSource.of(answering("{}"), queue);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> source.withFunctionTimeout(Duration.ofSeconds(61)))
                .withMessageContaining("visibility timeout");
        assertThatIllegalArgumentException().isThrownBy(() -> source.withBatchSize(11));
        assertThatIllegalArgumentException().isThrownBy(() -> source.withBatchSize(0));
        assertThat(source.withBatches(10_000, Duration.ofSeconds(1))).isNotNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SqsEventSource.of(answering("{}"), fifo).withBatchingWindow(Duration.ofSeconds(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimulatedQueue.builder("a.fifo", clock).deadLetters(dead, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimulatedQueue.builder("a", clock).visibilityTimeout(Duration.ofHours(13)));
    }

    @Test
    void messages_that_come_back_for_ever_end_the_simulation_with_a_cure() {
        SimulatedQueue lonely = SimulatedQueue.of("lonely", clock);
        lonely.send("a");
        SqsEventSource source = reporting(
                (input, output, context) -> {
                    lonely.changeVisibility(lonely.messages().get(0).receiptHandle(), Duration.ZERO);
                    throw new IllegalStateException("again");
                },
                lonely);

        assertThatIllegalStateException().isThrownBy(source::run).withMessageContaining("dead-letter queue");
    }

    @Test
    void many_threads_poll_one_queue_and_each_message_is_worked_on_once() throws Exception {
        for (int i = 0; i < 500; i++) {
            queue.send("m" + i);
        }
        Set<String> seen = ConcurrentHashMap.newKeySet();
        AtomicInteger calls = new AtomicInteger();
        SqsEventSource source = reporting(
                (input, output, context) -> {
                    for (String body : RecordFields.of(input.readAllBytes(), "body")) {
                        calls.incrementAndGet();
                        seen.add(body);
                    }
                    output.write("{}".getBytes(UTF_8));
                },
                queue);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> polling = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            polling.add(threads.submit(() -> {
                while (source.poll().isPresent()) {
                    Thread.onSpinWait();
                }
            }));
        }
        for (Future<?> poller : polling) {
            poller.get();
        }
        threads.shutdown();

        assertThat(seen).hasSize(500);
        assertThat(calls).hasValue(500);
        assertThat(queue.messages()).isEmpty();
    }

    /** The verdict on an answer to a batch of two messages, id-0 and id-1. */
    private BatchInvocation judged(String answer) {
        queue.send(FakeSqsMessage.of("a").withId("id-0"));
        queue.send(FakeSqsMessage.of("b").withId("id-1"));
        return reporting(answering(answer), queue).poll().orElseThrow();
    }

    private static SqsEventSource reporting(RequestStreamHandler function, SimulatedQueue queue) {
        return SqsEventSource.of(function, queue).withReportBatchItemFailures();
    }

    private static FakeSqsMessage group(String group, String body) {
        return FakeSqsMessage.of(body).withGroup(group);
    }

    private static RequestStreamHandler answering(String answer) {
        return (input, output, context) -> output.write(answer.getBytes(UTF_8));
    }

    private static RequestStreamHandler failingOn(String body) {
        return recording(new ArrayList<>(), body);
    }

    /** Notes the bodies it gets, and reports the messages with one of them. */
    private static RequestStreamHandler recording(List<String> seen, String bad) {
        return (input, output, context) -> {
            StringBuilder failures = new StringBuilder();
            byte[] event = input.readAllBytes();
            List<String> ids = RecordFields.of(event, "messageId");
            List<String> bodies = RecordFields.of(event, "body");
            for (int i = 0; i < ids.size(); i++) {
                seen.add(bodies.get(i));
                if (bodies.get(i).equals(bad)) {
                    failures.append(failures.isEmpty() ? "" : ",")
                            .append("{\"itemIdentifier\":\"" + ids.get(i) + "\"}");
                }
            }
            output.write(("{\"batchItemFailures\":[" + failures + "]}").getBytes(UTF_8));
        };
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
