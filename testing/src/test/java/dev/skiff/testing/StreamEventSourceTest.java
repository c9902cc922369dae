package dev.skiff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamEventSourceTest {
    private final VirtualClock clock = VirtualClock.create();
    private final SimulatedStream<FakeKinesisRecord> stream = SimulatedStream.kinesis("clicks", clock);
    private final List<String> seen = new ArrayList<>();

    @Test
    void records_come_in_order_in_batches_and_the_checkpoint_moves() {
        put("a", "b", "c", "d", "e");

        StreamOutcome<FakeKinesisRecord> outcome =
                source(bad()).withBatchSize(2).run();

        assertThat(seen).containsExactly("a", "b", "c", "d", "e");
        assertThat(outcome.invocations())
                .extracting(BatchInvocation::verdict)
                .containsOnly(Verdict.SUCCESS)
                .hasSize(3);
        assertThat(stream.pending()).isEmpty();
    }

    @Test
    void from_the_lowest_reported_record_on_all_come_again_successes_included() {
        put("a", "once", "b");

        StreamOutcome<FakeKinesisRecord> outcome = source(onceBad("once")).run();

        assertThat(seen).containsExactly("a", "once", "b", "once", "b");
        assertThat(outcome.invocations().get(0).retried()).hasSize(2);
    }

    @Test
    void of_several_reported_records_the_lowest_counts_in_whatever_order_they_stand() {
        put("a", "b", "c", "d");
        List<BatchInvocation> invocations = new ArrayList<>();
        RequestStreamHandler function = (input, output, context) -> {
            List<String> ids = sequenceNumbers(input.readAllBytes());
            output.write(ids.size() == 4 ? report(ids.get(3), ids.get(1)) : report());
        };

        invocations.addAll(reporting(function).run().invocations());

        assertThat(invocations).hasSize(2);
        assertThat(invocations.get(1).ids()).hasSize(3);
    }

    @Test
    void a_poison_record_blocks_its_shard_until_it_expires_unless_retries_are_limited() {
        put("poison", "b");

        StreamOutcome<FakeKinesisRecord> outcome = source(bad("poison")).run();

        assertThat(outcome.expired()).hasSize(2);
        assertThat(outcome.onFailure()).isEmpty();
        assertThat(seen).contains("poison");
        assertThat(outcome.invocations()).hasSizeGreaterThan(1000);
        assertThat(Duration.between(outcome.invocations().get(0).at(), clock.instant()))
                .isGreaterThan(Duration.ofHours(24));
    }

    @Test
    void when_retries_are_over_the_failed_record_and_all_behind_it_are_given_up() {
        put("a", "poison", "b");

        StreamOutcome<FakeKinesisRecord> outcome =
                source(bad("poison")).withMaximumRetryAttempts(2).run();

        assertThat(outcome.onFailure()).singleElement().satisfies(discarded -> {
            assertThat(data(discarded)).containsExactly("poison", "b");
            assertThat(discarded.attempts()).isEqualTo(3);
            assertThat(discarded.condition()).isEqualTo(DiscardedRecords.Condition.RETRY_ATTEMPTS_EXHAUSTED);
        });
        assertThat(outcome.invocations()).hasSize(3);
        assertThat(stream.pending()).isEmpty();
    }

    @Test
    void bisecting_gives_up_the_poison_record_alone() {
        put("a", "b", "poison", "c", "d", "e");

        StreamOutcome<FakeKinesisRecord> outcome = source(bad("poison"))
                .withBisectBatchOnFunctionError()
                .withMaximumRetryAttempts(2)
                .run();

        assertThat(outcome.onFailure()).singleElement().satisfies(discarded -> assertThat(data(discarded))
                .containsExactly("poison"));
        assertThat(seen).contains("a", "b", "c", "d", "e");
    }

    @Test
    void bisecting_works_for_functions_that_throw_too() {
        put("a", "b", "poison", "c");
        RequestStreamHandler function = (input, output, context) -> {
            List<String> data = data(input.readAllBytes());
            seen.addAll(data);
            if (data.contains("poison")) {
                throw new IllegalStateException("poisoned");
            }
        };

        StreamOutcome<FakeKinesisRecord> outcome = StreamEventSource.of(function, stream)
                .withBisectBatchOnFunctionError()
                .withMaximumRetryAttempts(1)
                .run();

        assertThat(outcome.onFailure()).singleElement().satisfies(discarded -> assertThat(data(discarded))
                .containsExactly("poison"));
        assertThat(outcome.invocations().stream()
                        .map(invocation -> invocation.ids().size()))
                .containsExactly(4, 2, 2, 1, 1, 1);
    }

    @Test
    void without_the_setting_a_reported_failure_is_passed_over() {
        put("poison");

        StreamOutcome<FakeKinesisRecord> outcome =
                StreamEventSource.of(function(List.of("poison"), 99), stream).run();

        assertThat(outcome.invocations()).singleElement().satisfies(invocation -> assertThat(invocation.verdict())
                .isEqualTo(Verdict.SUCCESS));
        assertThat(stream.pending()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
                "{\"batchItemFailures\":[{\"id\":\"1\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"17\"}]}",
                "no JSON"
            })
    void malformed_answers_fail_the_batch(String answer) {
        put("a", "b");

        StreamOutcome<FakeKinesisRecord> outcome = reporting(
                        (input, output, context) -> output.write(answer.getBytes(UTF_8)))
                .withMaximumRetryAttempts(0)
                .run();

        assertThat(outcome.invocations()).singleElement().satisfies(invocation -> assertThat(invocation.verdict())
                .isEqualTo(Verdict.FAILURE));
        assertThat(outcome.onFailure()).singleElement().satisfies(discarded -> assertThat(data(discarded))
                .containsExactly("a", "b"));
    }

    @Test
    void records_that_are_too_old_are_given_up_and_the_younger_ones_go_on() {
        put("old", "b");
        clock.advance(Duration.ofMinutes(2));
        put("young");

        StreamOutcome<FakeKinesisRecord> outcome =
                source(bad()).withMaximumRecordAge(Duration.ofMinutes(1)).run();

        assertThat(seen).containsExactly("young");
        assertThat(outcome.onFailure()).singleElement().satisfies(discarded -> {
            assertThat(discarded.condition()).isEqualTo(DiscardedRecords.Condition.MAXIMUM_RECORD_AGE_EXCEEDED);
            assertThat(data(discarded)).containsExactly("old", "b");
        });
    }

    @Test
    void records_grow_too_old_while_they_are_retried() {
        put("poison");
        clock.advance(Duration.ofSeconds(50));
        put("b");

        StreamOutcome<FakeKinesisRecord> outcome = source(bad("poison"))
                .withMaximumRecordAge(Duration.ofMinutes(1))
                .run();

        assertThat(outcome.onFailure()).singleElement().satisfies(discarded -> assertThat(data(discarded))
                .containsExactly("poison"));
        assertThat(stream.pending()).isEmpty();
        assertThat(seen).endsWith("b");
    }

    @Test
    void a_kafka_topic_goes_on_from_an_offset_for_each_partition() {
        SimulatedStream<FakeKafkaRecord> topic = SimulatedStream.kafka(clock);
        topic.put(kafka(0, "a0"), kafka(1, "b0"), kafka(0, "bad"), kafka(1, "b1"), kafka(0, "a2"));
        AtomicInteger calls = new AtomicInteger();
        RequestStreamHandler function = (input, output, context) -> output.write((calls.getAndIncrement() == 0
                        ? "{\"batchItemFailures\":[{\"itemIdentifier\":{\"partition\":\"orders-0\",\"offset\":1}}]}"
                        : "{}")
                .getBytes(UTF_8));

        List<BatchInvocation> invocations = StreamEventSource.of(function, topic)
                .withReportBatchItemFailures()
                .run()
                .invocations();

        assertThat(invocations.get(0).retried()).containsExactly("orders-0@1", "orders-0@2");
        assertThat(invocations.get(1).ids()).containsExactly("orders-0@1", "orders-0@2");
        assertThat(topic.pending()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"orders-0\"",
                "{\"partition\":\"orders-0\"}",
                "{\"partition\":\"orders-0\",\"offset\":\"0\"}",
                "{\"topic-partition\":\"orders-0\",\"offset\":0}",
                "{\"partition\":\"orders-9\",\"offset\":0}",
                "{\"partition\":\"orders-0\",\"offset\":9}"
            })
    void a_kafka_identifier_of_another_shape_fails_the_batch(String identifier) {
        SimulatedStream<FakeKafkaRecord> topic = SimulatedStream.kafka(clock);
        topic.put(kafka(0, "a0"));
        byte[] answer = ("{\"batchItemFailures\":[{\"itemIdentifier\":" + identifier + "}]}").getBytes(UTF_8);

        StreamOutcome<FakeKafkaRecord> outcome = StreamEventSource.of(
                        (input, output, context) -> output.write(answer), topic)
                .withReportBatchItemFailures()
                .withMaximumRetryAttempts(0)
                .run();

        assertThat(outcome.invocations().get(0).verdict()).isEqualTo(Verdict.FAILURE);
    }

    @Test
    void changes_of_items_get_sequence_numbers_that_ascend() {
        SimulatedStream<FakeDynamoDbRecord> changes = SimulatedStream.dynamoDb("orders", clock);
        changes.put(
                FakeDynamoDbRecord.insert(Map.of("id", "1"), Map.of("id", "1", "n", 1)),
                FakeDynamoDbRecord.remove(Map.of("id", "1"), Map.of("id", "1", "n", 1)));

        StreamOutcome<FakeDynamoDbRecord> outcome =
                StreamEventSource.of((input, output, context) -> {}, changes).run();

        List<String> ids = outcome.invocations().get(0).ids();
        assertThat(ids).hasSize(2).isSorted();
        assertThat(new String(outcome.invocations().get(0).event(), UTF_8)).contains("\"REMOVE\"", "aws:dynamodb");
    }

    @Test
    void what_aws_refuses_is_refused() {
        StreamEventSource<FakeKinesisRecord> source = source(bad());

        assertThatIllegalArgumentException().isThrownBy(() -> source.withBatchSize(0));
        assertThatIllegalArgumentException().isThrownBy(() -> source.withMaximumRetryAttempts(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> source.withMaximumRecordAge(Duration.ofSeconds(59)));
    }

    private void put(String... data) {
        for (String each : data) {
            stream.put(FakeKinesisRecord.of(each));
        }
    }

    private StreamEventSource<FakeKinesisRecord> source(RequestStreamHandler function) {
        return reporting(function);
    }

    private StreamEventSource<FakeKinesisRecord> reporting(RequestStreamHandler function) {
        return StreamEventSource.of(function, stream).withReportBatchItemFailures();
    }

    private RequestStreamHandler bad(String... data) {
        return function(List.of(data), Integer.MAX_VALUE);
    }

    private RequestStreamHandler onceBad(String data) {
        return function(List.of(data), 1);
    }

    /** Notes what it sees and reports records with such data, so many times. */
    private RequestStreamHandler function(List<String> bad, int times) {
        int[] left = {times};
        return (input, output, context) -> {
            byte[] event = input.readAllBytes();
            List<String> data = data(event);
            List<String> ids = sequenceNumbers(event);
            List<String> failed = new ArrayList<>();
            for (int i = 0; i < data.size(); i++) {
                seen.add(data.get(i));
                if (bad.contains(data.get(i)) && left[0]-- > 0) {
                    failed.add(ids.get(i));
                }
            }
            output.write(report(failed.toArray(String[]::new)));
        };
    }

    private static FakeKafkaRecord kafka(int partition, String value) {
        return FakeKafkaRecord.of("orders", partition, 0, value);
    }

    private static byte[] report(String... ids) {
        StringBuilder failures = new StringBuilder();
        for (String id : ids) {
            failures.append(failures.isEmpty() ? "" : ",").append("{\"itemIdentifier\":\"" + id + "\"}");
        }
        return ("{\"batchItemFailures\":[" + failures + "]}").getBytes(UTF_8);
    }

    private static List<String> data(DiscardedRecords<FakeKinesisRecord> discarded) {
        return discarded.records().stream()
                .map(record -> new String(record.data(), UTF_8))
                .toList();
    }

    private static List<String> data(byte[] event) {
        return RecordFields.of(event, "kinesis", "data").stream()
                .map(data -> new String(Base64.getDecoder().decode(data), UTF_8))
                .toList();
    }

    private static List<String> sequenceNumbers(byte[] event) {
        return RecordFields.of(event, "kinesis", "sequenceNumber");
    }
}
