package dev.skiff.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.skiff.testing.BatchInvocation;
import dev.skiff.testing.DiscardedRecords;
import dev.skiff.testing.FakeDynamoDbRecord;
import dev.skiff.testing.FakeKafkaRecord;
import dev.skiff.testing.FakeKinesisRecord;
import dev.skiff.testing.FakeSqsMessage;
import dev.skiff.testing.SimulatedQueue;
import dev.skiff.testing.SimulatedStream;
import dev.skiff.testing.SqsEventSource;
import dev.skiff.testing.StreamEventSource;
import dev.skiff.testing.StreamOutcome;
import dev.skiff.testing.Verdict;
import dev.skiff.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions behind simulated sources: what AWS would do with their answers, for days of its time. */
class SimulationTest {
    private final VirtualClock clock = VirtualClock.create();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_message_of_a_standard_queue_is_done_or_dead_whatever_fails(long seed) {
        Dice dice = new Dice(seed);
        SimulatedQueue dead = SimulatedQueue.of("dead", clock);
        SimulatedQueue queue =
                SimulatedQueue.builder("orders", clock).deadLetters(dead, 4).build();
        Set<String> done = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 200; i++) {
            queue.send("m" + i);
        }

        SqsEventSource.of(
                        function(Batch.sqs(message -> {
                                    dice.fail(0.3);
                                    done.add(message.body());
                                })
                                .reportItemFailures()
                                .parallel(4)),
                        queue)
                .withReportBatchItemFailures()
                .run();

        assertThat(queue.messages()).isEmpty();
        assertThat(dead.bodies()).doesNotContainAnyElementsOf(done).doesNotHaveDuplicates();
        assertThat(done.size() + dead.bodies().size()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void groups_of_a_fifo_queue_keep_their_order_through_all_failures(long seed) {
        Dice dice = new Dice(seed);
        SimulatedQueue queue = SimulatedQueue.of("orders.fifo", clock);
        Map<String, List<Integer>> done = new ConcurrentHashMap<>();
        for (int i = 0; i < 60; i++) {
            queue.send(FakeSqsMessage.of(Integer.toString(i)).withGroup("g" + i % 5));
        }

        List<BatchInvocation> invocations = SqsEventSource.of(
                        function(Batch.sqs(message -> {
                                    dice.fail(0.25);
                                    done.computeIfAbsent(
                                                    message.groupId().orElseThrow(),
                                                    group -> Collections.synchronizedList(new ArrayList<>()))
                                            .add(Integer.parseInt(message.body()));
                                })
                                .reportItemFailures()
                                .parallel(3)),
                        queue)
                .withReportBatchItemFailures()
                .run();

        assertThat(done).hasSize(5);
        assertThat(done.values())
                .allSatisfy(group -> assertThat(group).hasSize(12).isSorted().doesNotHaveDuplicates());
        assertThat(invocations).extracting(BatchInvocation::verdict).contains(Verdict.PARTIAL);
    }

    @Test
    void a_function_that_was_not_told_of_the_setting_loses_nothing_without_it() {
        SimulatedQueue queue = SimulatedQueue.of("orders", clock);
        queue.send("a", "b");
        List<String> done = new ArrayList<>();
        AtomicInteger calls = new AtomicInteger();

        List<BatchInvocation> invocations = SqsEventSource.of(
                        function(Batch.sqs(message -> {
                            if (calls.incrementAndGet() == 1) {
                                throw new IllegalStateException("down");
                            }
                            done.add(message.body());
                        })),
                        queue)
                .run();

        assertThat(invocations).extracting(BatchInvocation::verdict).containsExactly(Verdict.FAILURE, Verdict.SUCCESS);
        assertThat(done).contains("a", "b");
    }

    @Test
    void a_delayed_retry_hides_its_message_and_doubles() {
        SimulatedQueue queue = SimulatedQueue.of("orders", clock);
        queue.send("a");
        AtomicInteger calls = new AtomicInteger();

        List<BatchInvocation> invocations = SqsEventSource.of(
                        function(Batch.sqs(message -> {
                                    if (calls.incrementAndGet() < 4) {
                                        throw new IllegalStateException("later");
                                    }
                                })
                                .reportItemFailures()
                                .onFailure(
                                        IllegalStateException.class,
                                        FailureAction.retryAfter(
                                                Backoff.exponential(Duration.ofMinutes(10), Duration.ofHours(1))))
                                .visibility(
                                        (message, delay) -> queue.changeVisibility(message.receiptHandle(), delay))),
                        queue)
                .withReportBatchItemFailures()
                .run();

        assertThat(invocations).hasSize(4);
        assertThat(waits(invocations).get(0)).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(10));
        assertThat(waits(invocations).get(1)).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(20));
        assertThat(waits(invocations).get(2)).isBetween(Duration.ofMinutes(20), Duration.ofMinutes(40));
    }

    @Test
    void a_hopeless_message_is_sent_to_the_dead_letter_queue_at_its_first_failure() {
        SimulatedQueue dead = SimulatedQueue.of("dead", clock);
        SimulatedQueue queue = SimulatedQueue.of("orders", clock);
        queue.send("1", "not a number", "3");

        List<BatchInvocation> invocations = SqsEventSource.of(
                        function(Batch.sqs(Integer.class, (number, message) -> {})
                                .reportItemFailures()
                                .onFailure(UnreadablePayloadException.class, FailureAction.deadLetter())
                                .deadLetters(letters -> {
                                    Set<String> taken = new HashSet<>();
                                    for (DeadLetter letter : letters) {
                                        dead.send(new String(((SqsMessage) letter.record()).payload(), UTF_8));
                                        taken.add(letter.record().id());
                                    }
                                    return taken;
                                })),
                        queue)
                .withReportBatchItemFailures()
                .run();

        assertThat(invocations).singleElement().satisfies(invocation -> assertThat(invocation.verdict())
                .isEqualTo(Verdict.SUCCESS));
        assertThat(dead.bodies()).containsExactly("not a number");
    }

    @Test
    void what_there_is_no_time_for_is_reported_and_comes_again() {
        SimulatedQueue queue = SimulatedQueue.of("orders", clock);
        queue.send("1", "2", "3", "4", "5");
        List<String> done = new ArrayList<>();

        List<BatchInvocation> invocations = SqsEventSource.of(
                        function(Batch.sqs(message -> {
                                    clock.advance(Duration.ofSeconds(4));
                                    done.add(message.body());
                                })
                                .reportItemFailures()
                                .deadlineMargin(Duration.ofSeconds(2))),
                        queue)
                .withFunctionTimeout(Duration.ofSeconds(10))
                .withReportBatchItemFailures()
                .run();

        assertThat(done).containsExactly("1", "2", "3", "4", "5");
        assertThat(invocations)
                .extracting(BatchInvocation::verdict)
                .containsExactly(Verdict.PARTIAL, Verdict.PARTIAL, Verdict.SUCCESS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void keys_of_a_kinesis_shard_keep_their_order_and_only_poison_is_given_up(long seed) {
        Dice dice = new Dice(seed);
        SimulatedStream<FakeKinesisRecord> shard = SimulatedStream.kinesis("clicks", clock);
        for (int i = 0; i < 100; i++) {
            shard.put(FakeKinesisRecord.of(i % 37 == 9 ? "poison" : Integer.toString(i))
                    .withPartitionKey("k" + i % 4));
        }
        Map<String, List<Integer>> done = new ConcurrentHashMap<>();

        StreamOutcome<FakeKinesisRecord> outcome = StreamEventSource.of(
                        new KinesisFunction(Batch.kinesis(record -> {
                                    String data = new String(record.payload(), UTF_8);
                                    if (data.equals("poison")) {
                                        throw new IllegalArgumentException(data);
                                    }
                                    dice.fail(0.02);
                                    add(done, record.partitionKey(), Integer.parseInt(data));
                                })
                                .reportItemFailures()
                                .parallel(4)) {},
                        shard)
                .withBatchSize(20)
                .withReportBatchItemFailures()
                .withBisectBatchOnFunctionError()
                .withMaximumRetryAttempts(5)
                .run();

        assertThat(outcome.onFailure())
                .extracting(discarded -> discarded.records().stream()
                        .map(record -> new String(record.data(), UTF_8))
                        .toList())
                .containsExactly(List.of("poison"), List.of("poison"), List.of("poison"));
        assertThat(done.values().stream().mapToInt(key -> firsts(key).size()).sum())
                .isEqualTo(97);
        assertThat(done.values()).allSatisfy(key -> assertThat(firsts(key)).isSorted());
    }

    @Test
    void changes_of_a_table_come_to_the_projection_in_order_through_failures() {
        SimulatedStream<FakeDynamoDbRecord> changes = SimulatedStream.dynamoDb("orders", clock);
        for (int i = 0; i < 40; i++) {
            String id = "o" + i % 3;
            changes.put(FakeDynamoDbRecord.modify(
                    Map.of("id", id), Map.of("id", id, "count", i - 3), Map.of("id", id, "count", i)));
        }
        Dice dice = new Dice(7);
        Map<String, Integer> projection = new ConcurrentHashMap<>();

        StreamOutcome<FakeDynamoDbRecord> outcome = StreamEventSource.of(
                        new DynamoDbFunction(Batch.dynamoDb(Order.class, (change, record) -> {
                                    dice.fail(0.1);
                                    Order after = change.after().orElseThrow();
                                    projection.merge(after.id, after.count, Math::max); // what was done comes again
                                })
                                .reportItemFailures()
                                .parallel(2)) {},
                        changes)
                .withReportBatchItemFailures()
                .run();

        assertThat(projection).containsOnly(Map.entry("o0", 39), Map.entry("o1", 37), Map.entry("o2", 38));
        assertThat(outcome.expired()).isEmpty();
        assertThat(changes.pending()).isEmpty();
    }

    @Test
    void partitions_of_a_kafka_topic_go_on_by_themselves() {
        SimulatedStream<FakeKafkaRecord> topic = SimulatedStream.kafka(clock);
        for (int i = 0; i < 30; i++) {
            topic.put(FakeKafkaRecord.of("orders", i % 3, 0, Integer.toString(i)));
        }
        Dice dice = new Dice(11);
        Map<String, List<Integer>> done = new ConcurrentHashMap<>();

        StreamOutcome<FakeKafkaRecord> outcome = StreamEventSource.of(
                        new KafkaFunction(Batch.kafka(Integer.class, (number, record) -> {
                                    dice.fail(0.2);
                                    add(done, record.topicPartition(), number);
                                })
                                .reportItemFailures()
                                .parallel(3)) {},
                        topic)
                .withReportBatchItemFailures()
                .run();

        assertThat(outcome.invocations())
                .extracting(BatchInvocation::verdict)
                .contains(Verdict.PARTIAL)
                .doesNotContain(Verdict.FAILURE);
        assertThat(done.values())
                .allSatisfy(partition -> assertThat(partition).hasSize(10).isSorted());
        assertThat(outcome.onFailure()).extracting(DiscardedRecords::records).isEmpty();
    }

    private record Order(String id, int count) {}

    private static void add(Map<String, List<Integer>> done, String key, int number) {
        done.computeIfAbsent(key, any -> Collections.synchronizedList(new ArrayList<>()))
                .add(number);
    }

    /** When each was done first: on a stream, what stands behind a failure can be done twice. */
    private static List<Integer> firsts(List<Integer> done) {
        return List.copyOf(new LinkedHashSet<>(done));
    }

    private static RequestStreamHandler function(Batch<SqsMessage, ?> batch) {
        return new SqsFunction(batch) {};
    }

    private static List<Duration> waits(List<BatchInvocation> invocations) {
        List<Duration> waits = new ArrayList<>();
        for (int i = 1; i < invocations.size(); i++) {
            waits.add(Duration.between(
                    invocations.get(i - 1).at(), invocations.get(i).at()));
        }
        return waits;
    }

    /** Fails by exceptions and Errors, as often as it is told. */
    private static final class Dice {
        private final Random random;

        Dice(long seed) {
            this.random = new Random(seed);
        }

        synchronized void fail(double share) {
            double thrown = random.nextDouble();
            if (thrown < share / 2) {
                throw new IllegalStateException("exception");
            }
            if (thrown < share) {
                throw new StackOverflowError("error");
            }
        }
    }
}
