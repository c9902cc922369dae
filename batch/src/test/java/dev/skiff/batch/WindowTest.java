package dev.skiff.batch;

import static dev.skiff.batch.Events.failures;
import static dev.skiff.batch.Events.kinesis;
import static dev.skiff.batch.Events.kinesisRecord;
import static dev.skiff.batch.Events.records;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.TimeWindowEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.TimeWindow;
import dev.skiff.core.EventException;
import dev.skiff.core.JsonCodec;
import dev.skiff.core.JsonType;
import dev.skiff.testing.FakeContext;
import dev.skiff.testing.FunctionClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WindowTest {
    private static final JsonCodec JSON = JsonCodec.jacksonJr();
    private static final String NONE = "{}";

    record Sum(int records, long total) {
        static final Sum NONE = new Sum(0, 0);

        Sum plus(int number) {
            return new Sum(records + 1, total + number);
        }
    }

    record Failure(String itemIdentifier) {}

    record Answer(Sum state, List<Failure> batchItemFailures) {
        List<String> failed() {
            return batchItemFailures.stream().map(Failure::itemIdentifier).toList();
        }
    }

    private final List<String> ends = Collections.synchronizedList(new ArrayList<>());

    @Test
    void records_are_folded_in_their_order_into_the_state() {
        List<Integer> seen = new ArrayList<>();
        WindowedBatch<KinesisRecord, Sum> batch = summing((sum, number, record) -> {
            seen.add(number);
            return sum.plus(number);
        });
        byte[] answer = FunctionClient.of(function(batch)).invoke(event(3, NONE, false));
        assertThat(new String(answer, UTF_8))
                .isEqualTo("{\"state\":{\"records\":3,\"total\":3},\"batchItemFailures\":[]}");
        assertThat(seen).containsExactly(0, 1, 2);
        assertThat(answer(batch, event(2, "{\"records\":3,\"total\":3}", false)).state())
                .isEqualTo(new Sum(5, 4));
        assertThat(ends).isEmpty();
    }

    @Test
    void the_end_of_a_window_comes_after_its_last_records_and_answers_with_the_state() {
        Answer answer = answer(summing(), event(3, "{\"records\":1,\"total\":10}", true));
        assertThat(answer.state()).isEqualTo(new Sum(4, 13));
        assertThat(answer.failed()).isEmpty();
        assertThat(ends).containsExactly("2020-12-09T07:04:00Z 2020-12-09T07:06:00Z shard-1 4 13");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"Records\":[],", "\"Records\":null,", ""})
    void a_window_can_end_without_records(String none) {
        String event = new String(event(0, "{\"records\":2,\"total\":7}", true), UTF_8);
        assertThat(event).contains("\"Records\":[],");
        Answer answer = answer(summing(), event.replace("\"Records\":[],", none).getBytes(UTF_8));
        assertThat(answer.state()).isEqualTo(new Sum(2, 7));
        assertThat(ends).hasSize(1);
    }

    @Test
    void without_the_word_a_failure_is_thrown_and_the_batch_comes_again_with_the_state_it_came_with() {
        assertThatThrownBy(() -> answer(failing(new IOException("no")), event(3, NONE, false)))
                .isInstanceOf(BatchFailedException.class)
                .hasMessageContaining("101 FAILED")
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void a_report_comes_with_the_state_before_the_record_that_failed() {
        for (Throwable failure : List.of(new IOException("no"), new StackOverflowError(), new AssertionError())) {
            Answer answer =
                    answer(failing(failure).reportItemFailures(), event(3, "{\"records\":9,\"total\":9}", false));
            assertThat(answer.failed()).containsExactly("101");
            assertThat(answer.state()).isEqualTo(new Sum(10, 9));
        }
    }

    @Test
    void a_payload_that_cannot_be_read_fails_its_record() {
        byte[] event = new String(event(3, NONE, false), UTF_8)
                .replace("\"data\":\"MQ==\"", "\"data\":\"eA==\"")
                .getBytes(UTF_8);
        Answer answer = answer(summing().reportItemFailures(), event);
        assertThat(answer.failed()).containsExactly("101");
        assertThat(answer.state()).isEqualTo(new Sum(1, 0));
        Answer dropped = answer(
                summing().reportItemFailures().onFailure(UnreadablePayloadException.class, FailureAction.drop()),
                event);
        assertThat(dropped.failed()).isEmpty();
        assertThat(dropped.state()).isEqualTo(new Sum(2, 2));
    }

    @Test
    void of_the_values_of_one_record_all_count_or_none() {
        Payload<String> letters = (bytes, json) -> List.of("a", "b", "c");
        WindowedBatch<KinesisRecord, Sum> batch = Windows.of(Sum.class, Sum.NONE)
                .kinesis(letters, (sum, letter, record) -> {
                    if (letter.equals("b") && record.id().equals("101")) {
                        throw new IOException();
                    }
                    return sum.plus(1);
                })
                .onFinal(this::end)
                .reportItemFailures();
        Answer answer = answer(batch, event(3, NONE, false));
        assertThat(answer.failed()).containsExactly("101");
        assertThat(answer.state()).isEqualTo(new Sum(3, 3));
    }

    @Test
    void at_the_end_of_a_window_a_record_that_failed_fails_the_invocation_and_the_end_waits() {
        assertThatThrownBy(() -> answer(failing(new IOException()).reportItemFailures(), event(3, NONE, true)))
                .isInstanceOf(BatchFailedException.class)
                .hasMessageContaining("end of their window");
        assertThat(ends).isEmpty();
    }

    @Test
    void an_end_that_fails_fails_the_invocation() {
        for (Throwable failure : List.of(new IOException("down"), new StackOverflowError())) {
            WindowedBatch<KinesisRecord, Sum> batch = summing().onFinal((window, sum) -> raise(failure));
            assertThatThrownBy(() -> answer(batch.reportItemFailures(), event(1, NONE, true)))
                    .isInstanceOf(BatchFailedException.class)
                    .hasMessageContaining("The end of Window 2020-12-09T07:04:00Z/2020-12-09T07:06:00Z shard-1 failed")
                    .hasCause(failure);
        }
    }

    @Test
    void an_end_that_hangs_is_interrupted_and_fails_the_invocation_in_time() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        WindowedBatch<KinesisRecord, Sum> batch = summing().onFinal((window, sum) -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException stop) {
                interrupted.countDown();
            }
        });
        assertThatThrownBy(() -> invoke(batch, event(1, NONE, true), Duration.ofMillis(600)))
                .isInstanceOf(BatchFailedException.class)
                .hasMessageContaining("no time left");
        interrupted.await();
    }

    @Test
    void a_fold_that_hangs_is_reported_with_the_state_before_it_and_counts_no_more() throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        WindowedBatch<KinesisRecord, Sum> batch = summing((sum, number, record) -> {
                    if (number == 1) {
                        awaitUninterruptibly(late);
                    }
                    return sum.plus(number);
                })
                .reportItemFailures();
        Answer answer = JSON.read(invoke(batch, event(3, NONE, false), Duration.ofMillis(600)), Answer.class);
        late.countDown();
        assertThat(answer.failed()).containsExactly("101");
        assertThat(answer.state()).isEqualTo(new Sum(1, 0));
    }

    /** What Lambda does with a state that comes with a report is known from its answer's shape only; what is thrown depends on nothing. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatever_fails_every_record_counts_once(boolean reporting) throws Exception {
        Random dice = new Random(20201209);
        WindowedBatch<KinesisRecord, Sum> summing = summing((sum, number, record) -> {
            int roll = dice.nextInt(100);
            if (roll < 4) {
                throw new IOException();
            }
            if (roll < 6) {
                throw new StackOverflowError();
            }
            if (roll == 6) {
                Thread.sleep(60_000);
            }
            Sum after = sum.plus(number);
            if (roll < 9) {
                throw new IllegalStateException("behind the work");
            }
            return after;
        });
        WindowedBatch<KinesisRecord, Sum> batch = reporting ? summing.reportItemFailures() : summing;
        RequestStreamHandler function = function(batch);
        int count = 600;
        String state = NONE;
        int calls = 0;
        for (int checkpoint = 0; checkpoint < count; calls++) {
            int most = Math.min(count - checkpoint, 1 + dice.nextInt(reporting ? 40 : 12));
            byte[] event = event(checkpoint, most, state, false);
            try {
                Answer answer = JSON.read(invoke(function, event, Duration.ofMillis(150)), Answer.class);
                checkpoint = answer.failed().isEmpty()
                        ? checkpoint + most
                        : Integer.parseInt(answer.failed().get(0)) - 100;
                state = new String(JSON.write(answer.state()), UTF_8);
            } catch (BatchFailedException again) {
                assertThat(reporting).isFalse();
            }
        }
        invoke(function, event(0, state, true), Duration.ofSeconds(5));
        assertThat(calls).isGreaterThan(50);
        assertThat(ends)
                .containsExactly("2020-12-09T07:04:00Z 2020-12-09T07:06:00Z shard-1 600 "
                        + IntStream.range(0, count).sum());
    }

    @Test
    void a_state_of_more_than_1_MB_fails_the_invocation_unless_the_window_may_end_early() {
        WindowedBatch<KinesisRecord, Map<String, String>> batch = Windows.of(
                        new JsonType<Map<String, String>>() {}, Map.of())
                .kinesis(
                        (state, record) -> Map.of("text", "x".repeat(record.id().equals("100") ? 999_989 : 999_990)))
                .onFinal((window, state) -> {});
        byte[] small = event(1, NONE, false);
        byte[] large = event(2, NONE, false);
        assertThat(FunctionClient.of(new WindowedKinesisFunction(batch) {}).invoke(small))
                .hasSizeBetween(1_000_000, 1_000_100);
        assertThatThrownBy(() ->
                        FunctionClient.of(new WindowedKinesisFunction(batch) {}).invoke(large))
                .isInstanceOf(BatchFailedException.class)
                .hasMessageContaining("1000001 bytes")
                .hasMessageContaining("endingEarly()");
        assertThat(FunctionClient.of(new WindowedKinesisFunction(batch.endingEarly()) {})
                        .invoke(large))
                .hasSizeGreaterThan(1_000_000);
    }

    @Test
    void a_window_that_ended_early_says_so() {
        List<Boolean> early = new ArrayList<>();
        WindowedBatch<KinesisRecord, Sum> batch =
                summing().onFinal((window, sum) -> early.add(window.isTerminatedEarly()));
        byte[] event = new String(event(1, NONE, true), UTF_8)
                .replace("\"isWindowTerminatedEarly\":false", "\"isWindowTerminatedEarly\":true")
                .getBytes(UTF_8);
        answer(batch, event);
        answer(batch, event(1, NONE, true));
        assertThat(early).containsExactly(true, false);
    }

    @Test
    void a_windowed_event_is_refused_by_an_ordinary_function_before_any_work() {
        List<String> worked = new ArrayList<>();
        Batch<KinesisRecord, KinesisRecord> batch = Batch.kinesis(record -> worked.add(record.id()));
        assertThatThrownBy(() -> failures(kinesis(batch), event(2, NONE, false)))
                .isInstanceOf(EventException.class)
                .hasMessageContaining("WindowedKinesisFunction")
                .hasMessageContaining("TumblingWindowInSeconds");
        assertThatThrownBy(() -> BatchAdapter.kinesis(batch).process(pojo(), null))
                .isInstanceOf(EventException.class)
                .hasMessageContaining("WindowedKinesisFunction");
        assertThat(worked).isEmpty();
    }

    @Test
    void an_event_without_a_window_is_refused_by_a_windowed_function() {
        assertThatThrownBy(() -> answer(summing(), kinesis("a", "b")))
                .isInstanceOf(EventException.class)
                .hasMessageContaining("TumblingWindowInSeconds");
        assertThatThrownBy(() -> answer(summing(), "{\"Records\":null,\"window\":{}}".getBytes(UTF_8)))
                .isInstanceOf(EventException.class);
    }

    @Test
    void a_state_of_another_version_is_refused_and_named() {
        assertThatThrownBy(() -> answer(summing(), event(1, "{\"records\":\"many\"}", false)))
                .isInstanceOf(EventException.class)
                .hasMessageContaining("Sum")
                .hasMessageContaining("another version");
        assertThatThrownBy(() -> answer(summing(), event(1, "[1]", false)))
                .isInstanceOf(EventException.class)
                .hasMessageContaining("/state");
    }

    @Test
    void wrong_wiring_shows_while_the_function_starts() {
        assertThatThrownBy(() ->
                        function(Windows.of(Sum.class, Sum.NONE).kinesis(Integer.class, (sum, number, record) -> sum)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("onFinal");
        WindowedBatch<KinesisRecord, Integer> number =
                Windows.of(Integer.class, 0).kinesis((sum, record) -> sum + 1).onFinal((window, sum) -> {});
        assertThatThrownBy(() -> new WindowedKinesisFunction(number) {})
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("JSON object");
        assertThatThrownBy(() -> function(summing().onFailure(IOException.class, FailureAction.deadLetter())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("deadLetters");
    }

    @Test
    void changes_of_items_are_folded_too() {
        record Item(String id, int count) {}
        WindowedBatch<DynamoDbRecord, Sum> batch = Windows.of(Sum.class, Sum.NONE)
                .dynamoDb(
                        Item.class,
                        (sum, change, record) ->
                                sum.plus(change.after().map(Item::count).orElse(0)))
                .onFinal(this::end);
        String record = Events.dynamoDbRecord(
                "1",
                "INSERT",
                "\"Keys\":{\"id\":{\"S\":\"a\"}},\"NewImage\":{\"id\":{\"S\":\"a\"},\"count\":{\"N\":\"5\"}}");
        byte[] event = windowed(records(List.of(record)), NONE, false);
        byte[] answer =
                FunctionClient.of(new WindowedDynamoDbFunction(batch) {}).invoke(event);
        assertThat(JSON.read(answer, Answer.class).state()).isEqualTo(new Sum(1, 5));
    }

    @Test
    void the_objects_of_the_events_library_have_a_map_of_texts_for_their_state() {
        Map<String, String> published = new HashMap<>();
        WindowedBatch<KinesisRecord, Map<String, String>> batch = Windows.of(
                        new JsonType<Map<String, String>>() {}, Map.of())
                .kinesis(Payload.text(), (counts, key, record) -> {
                    if (key.equals("x")) {
                        throw new IOException();
                    }
                    Map<String, String> more = new HashMap<>(counts);
                    more.merge(key, "1", (before, one) -> Integer.toString(Integer.parseInt(before) + 1));
                    return more;
                })
                .reportItemFailures()
                .onFinal((window, counts) -> published.putAll(counts));
        KinesisTimeWindowEvent event = pojo("a", "b", "a", "x", "a");
        event.setState(Map.of("a", "7"));
        TimeWindowEventResponse answer = BatchAdapter.kinesisWindows(batch).process(event, null);
        assertThat(answer.getState()).containsOnly(Map.entry("a", "9"), Map.entry("b", "1"));
        assertThat(answer.getBatchItemFailures())
                .extracting(TimeWindowEventResponse.BatchItemFailure::getItemIdentifier)
                .containsExactly("103");
        KinesisTimeWindowEvent last = pojo();
        last.setRecords(null);
        last.setState(answer.getState());
        last.setIsFinalInvokeForWindow(true);
        assertThat(BatchAdapter.kinesisWindows(batch).process(last, null).getBatchItemFailures())
                .isEmpty();
        assertThat(published).containsOnly(Map.entry("a", "9"), Map.entry("b", "1"));
        DynamodbTimeWindowEvent none = new DynamodbTimeWindowEvent();
        none.setRecords(List.of());
        assertThatThrownBy(
                        () -> BatchAdapter.dynamoDbWindows(Windows.of(new JsonType<Map<String, String>>() {}, Map.of())
                                        .dynamoDb((counts, record) -> counts)
                                        .onFinal((window, counts) -> {}))
                                .process(none, null))
                .isInstanceOf(EventException.class)
                .hasMessageContaining("TumblingWindowInSeconds");
    }

    private WindowedBatch<KinesisRecord, Sum> summing() {
        return summing((sum, number, record) -> sum.plus(number));
    }

    private WindowedBatch<KinesisRecord, Sum> summing(PayloadFold<Sum, Integer, KinesisRecord> fold) {
        return Windows.of(Sum.class, Sum.NONE).kinesis(Integer.class, fold).onFinal(this::end);
    }

    /** The record 101 fails, after the work. */
    private WindowedBatch<KinesisRecord, Sum> failing(Throwable failure) {
        return summing((sum, number, record) -> {
            Sum after = sum.plus(number);
            if (record.id().equals("101")) {
                raise(failure);
            }
            return after;
        });
    }

    private void end(Window window, Sum sum) {
        ends.add(
                window.start() + " " + window.end() + " " + window.shardId() + " " + sum.records() + " " + sum.total());
    }

    private static void raise(Throwable failure) throws Exception {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (Exception) failure;
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException ignored) {
                // that is the point
            }
        }
    }

    private static RequestStreamHandler function(WindowedBatch<KinesisRecord, ?> batch) {
        return new WindowedKinesisFunction(batch) {};
    }

    private static Answer answer(WindowedBatch<KinesisRecord, ?> batch, byte[] event) {
        return JSON.read(FunctionClient.of(function(batch)).invoke(event), Answer.class);
    }

    private static byte[] invoke(WindowedBatch<KinesisRecord, ?> batch, byte[] event, Duration time) {
        return invoke(function(batch), event, time);
    }

    private static byte[] invoke(RequestStreamHandler function, byte[] event, Duration time) {
        return FunctionClient.of(function)
                .withContext(FakeContext.create().withDeadline(time, InstantSource.system()))
                .invoke(event);
    }

    /** Records with sequence numbers 100, 101, … whose data are 0, 1, … */
    private static byte[] event(int count, String state, boolean last) {
        return event(0, count, state, last);
    }

    private static byte[] event(int from, int count, String state, boolean last) {
        return windowed(
                records(IntStream.range(from, from + count)
                        .mapToObj(i -> kinesisRecord(Integer.toString(100 + i), "k" + i % 3, Integer.toString(i)))
                        .toList()),
                state,
                last);
    }

    private static byte[] windowed(byte[] records, String state, boolean last) {
        String event = new String(records, UTF_8);
        return (event.substring(0, event.length() - 1) + """
                ,"window":{"start":"2020-12-09T07:04:00Z","end":"2020-12-09T07:06:00Z"},"state":%s,"shardId":"shard-1",
                "eventSourceARN":"arn:aws:kinesis:eu-central-1:123456789012:stream/orders","isFinalInvokeForWindow":%s,
                "isWindowTerminatedEarly":false}
                """.formatted(state, last)).getBytes(UTF_8);
    }

    private static KinesisTimeWindowEvent pojo(String... data) {
        List<KinesisEvent.KinesisEventRecord> records = new ArrayList<>();
        for (int i = 0; i < data.length; i++) {
            KinesisEvent.Record kinesis = new KinesisEvent.Record();
            kinesis.setSequenceNumber(Integer.toString(100 + i));
            kinesis.setPartitionKey("k");
            kinesis.setData(ByteBuffer.wrap(data[i].getBytes(UTF_8)));
            KinesisEvent.KinesisEventRecord record = new KinesisEvent.KinesisEventRecord();
            record.setKinesis(kinesis);
            records.add(record);
        }
        KinesisTimeWindowEvent event = new KinesisTimeWindowEvent();
        event.setRecords(records);
        event.setWindow(new TimeWindow(
                Instant.parse("2020-12-09T07:04:00Z").toString(),
                Instant.parse("2020-12-09T07:06:00Z").toString()));
        return event;
    }
}
