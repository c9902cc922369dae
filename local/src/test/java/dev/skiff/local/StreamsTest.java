package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.local.template.SamStreamEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Streams of DynamoDB Local, polled for functions of this JVM, and for those of a template. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(90)
class StreamsTest {
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final Outcome DONE = Outcome.answered("{}".getBytes(UTF_8));

    private final DynamoDbLocal server = DynamoDbLocal.start();
    private final AwsAccess access = new Endpoints(Map.of(), 0).access(server.endpoint());
    private final DynamoDbClient tables = access.client(DynamoDbClient.builder());
    private final DynamoDbStreamsClient streams = access.client(DynamoDbStreamsClient.builder());
    private final List<StreamPoller> pollers = new ArrayList<>();
    private final List<String> word = new CopyOnWriteArrayList<>();
    private final Functions.Log log = new Functions.Log();

    StreamsTest() throws Exception {}

    @AfterEach
    void stopPolling() {
        pollers.forEach(StreamPoller::close);
        pollers.clear();
        word.clear();
        log.lines.clear();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void a_template_has_its_table_polled_and_a_poison_record_singled_out() throws Exception {
        try (RunningTemplate running = Local.template(Path.of("target/test-classes/templates/streams.yaml"))
                .port(0)
                .dynamoDbEndpoint(server.endpoint().toString())
                .log((function, line) -> log.lines.add(line))
                .start()) {
            for (String id : List.of("a", "b", "poison", "c", "d")) {
                put("local-Items", id);
            }

            log.awaitLine("\"id\":{\"S\":\"d\"}");
            log.awaitLine("RetryAttemptsExhausted");
            QueueClient queues = running.queues().orElseThrow().client();
            List<Message> given = queues.receive(
                    "arn:aws:sqs:us-east-1:123456789012:local-GivenUp", 10, Duration.ofSeconds(5), Optional.empty());
            assertThat(given).hasSize(1);
            Map<String, Object> told = Fields.of(given.get(0).body().getBytes(UTF_8));
            Map<?, ?> place = Fields.object(told, "DDBStreamBatchInfo");
            assertThat(place.get("batchSize")).isEqualTo(1);
            assertThat(place.get("startSequenceNumber")).isEqualTo(place.get("endSequenceNumber"));
            assertThat(Fields.object(told, "requestContext"))
                    .extracting("condition", "approximateInvokeCount")
                    .containsExactly("RetryAttemptsExhausted", 2);
            assertThat(new StreamsScreen(running).text()).contains("  STREAM  table local-Items");
        }
    }

    private record StreamsScreen(RunningTemplate running) {
        String text() {
            return String.join("\n", new StartScreen(running).lines());
        }
    }

    @Test
    void without_an_endpoint_the_start_screen_says_that_nothing_is_polled() {
        try (RunningTemplate running = Local.template(Path.of("target/test-classes/templates/streams.yaml"))
                .port(0)
                .start()) {
            assertThat(new StreamsScreen(running).text())
                    .contains("the stream isn't polled without --dynamodb-endpoint");
        }
    }

    @Test
    void changes_come_in_order_with_keys_and_images() {
        String table = table();
        Calls calls = new Calls(records -> DONE);
        poll(mapping(table), calls);

        put(table, "a");
        put(table, "b");
        tables.deleteItem(request -> request.tableName(table).key(key("a")));

        calls.await(3);
        assertThat(calls.records().stream().map(record -> String.valueOf(record.get("eventName"))))
                .containsExactly("INSERT", "INSERT", "REMOVE");
        Map<?, ?> removal = Fields.object(calls.records().get(2), "dynamodb");
        assertThat(removal.get("Keys")).isEqualTo(Map.of("id", Map.of("S", "a")));
        assertThat(removal.get("OldImage")).isEqualTo(Map.of("id", Map.of("S", "a")));
        assertThat(removal.containsKey("NewImage")).isFalse();
        assertThat(removal.get("StreamViewType")).isEqualTo("NEW_AND_OLD_IMAGES");
        assertThat(calls.records().get(0).get("eventSourceARN"))
                .isEqualTo(mapping(table).streamArn());
    }

    @Test
    void latest_begins_with_what_is_written_after_the_start() {
        String table = table();
        put(table, "before");
        Calls calls = new Calls(records -> DONE);
        poll(with(mapping(table), it -> it.position = "LATEST"), calls);

        put(table, "after");

        calls.await(1);
        assertThat(calls.ids()).containsExactly("after");
    }

    @Test
    void the_lowest_reported_number_is_the_checkpoint() {
        String table = table();
        List.of("a", "b", "c", "d").forEach(id -> put(table, id));
        AtomicInteger count = new AtomicInteger();
        Calls calls = new Calls(records -> count.incrementAndGet() > 1 || records.size() < 4
                ? DONE
                : answer("{\"batchItemFailures\":[{\"itemIdentifier\":\"" + number(records.get(3))
                        + "\"},{\"itemIdentifier\":\"" + number(records.get(1)) + "\"}]}"));
        poll(with(mapping(table), it -> it.reports = true), calls);

        calls.await(7);
        assertThat(calls.ids()).containsExactly("a", "b", "c", "d", "b", "c", "d");
    }

    @Test
    void a_failed_batch_comes_again_and_blocks_what_is_behind_it_until_retries_are_used_up() {
        String table = table();
        put(table, "poison");
        Calls calls =
                new Calls(records -> records.toString().contains("poison") ? Outcome.failed("Error", "no") : DONE);
        poll(
                with(mapping(table), it -> {
                    it.batchSize = 1;
                    it.retries = OptionalInt.of(2);
                    it.onFailure = Optional.of("arn:aws:sqs:us-east-1:123456789012:gone");
                }),
                calls);
        put(table, "good");

        calls.await(4);
        assertThat(calls.ids()).containsExactly("poison", "poison", "poison", "good");
        Functions.await("word of it", () -> word.size() == 1);
        assertThat(word.get(0)).contains("\"approximateInvokeCount\":3", "\"functionError\":\"Unhandled\"");
    }

    @Test
    void records_that_match_no_pattern_are_skipped() {
        String table = table();
        Calls calls = new Calls(records -> DONE);
        poll(
                with(
                        mapping(table),
                        it -> it.filters = List.of("{\"dynamodb\":{\"Keys\":{\"id\":{\"S\":[{\"prefix\":\"x\"}]}}}}")),
                calls);

        List.of("x1", "y1", "x2").forEach(id -> put(table, id));

        calls.await(2);
        assertThat(calls.ids()).containsExactly("x1", "x2");
    }

    @Test
    void lanes_keep_the_order_of_each_item_and_run_at_once() {
        String table = table();
        IntStream.range(0, 60).forEach(i -> put(table, "i" + i % 6, "n" + i));
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Calls calls = new Calls(records -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            Functions.await("another lane", () -> most.get() > 1);
            running.decrementAndGet();
            return DONE;
        });
        poll(with(mapping(table), it -> it.factor = 3), calls);

        calls.await(60);
        for (int item = 0; item < 6; item++) {
            String id = "i" + item;
            assertThat(calls.records().stream()
                            .filter(record -> record.toString().contains("S=" + id + "}"))
                            .map(StreamsTest::number))
                    .isSorted()
                    .hasSize(10);
        }
    }

    @Test
    void a_tumbling_window_hands_its_state_on_and_ends_with_a_last_call() {
        String table = table();
        List<Map<String, Object>> events = new CopyOnWriteArrayList<>();
        Calls calls = new Calls(records -> DONE) {
            @Override
            public Outcome apply(byte[] event) {
                super.apply(event);
                Map<String, Object> json = Fields.of(event);
                events.add(json);
                int before = json.get("state") instanceof Map<?, ?> state && state.get("count") instanceof Integer count
                        ? count
                        : 0;
                int now = before + Fields.records(json).size();
                return answer("{\"state\":{\"count\":" + now + "}}");
            }
        };
        poll(
                with(mapping(table), it -> {
                    it.batchSize = 2;
                    it.tumbling = Duration.ofSeconds(2);
                }),
                calls);

        IntStream.range(0, 5).forEach(i -> put(table, "i" + i));

        Functions.await(
                "the last calls of all windows",
                () -> events.stream()
                                .filter(event -> Boolean.TRUE.equals(event.get("isFinalInvokeForWindow")))
                                .mapToInt(event -> (Integer) Fields.in(event, "state", "count"))
                                .sum()
                        == 5);
        assertThat(events.get(0)).containsKeys("window", "shardId", "eventSourceARN", "isWindowTerminatedEarly");
    }

    @Test
    void in_a_tumbling_window_an_answer_without_state_has_failed() {
        String table = table();
        Calls calls = new Calls(records -> DONE);
        poll(
                with(mapping(table), it -> {
                    it.tumbling = Duration.ofSeconds(10);
                    it.retries = OptionalInt.of(1);
                }),
                calls);

        put(table, "a");

        log.awaitLine("the answer must have a state");
        log.awaitLine("RetryAttemptsExhausted");
        assertThat(calls.ids()).containsExactly("a", "a");
    }

    @Test
    void a_table_without_a_stream_is_told() {
        String table = "plain-" + NAMES.incrementAndGet();
        tables.createTable(TableRequest.of(properties(table)));

        assertThatThrownBy(() -> Streams.streamArn(tables, mapping(table)))
                .isInstanceOf(LocalException.class)
                .hasMessage("template.yaml:1:1: the table " + table + " has no stream; give it a StreamSpecification");
        assertThatThrownBy(() -> Streams.streamArn(tables, mapping("none")))
                .isInstanceOf(LocalException.class)
                .hasMessage("template.yaml:1:1: the table none is neither in the template nor at the endpoint");
    }

    private String table() {
        String table = "table-" + NAMES.incrementAndGet();
        Map<String, Object> properties = new java.util.HashMap<>(properties(table));
        properties.put("StreamSpecification", Map.of("StreamViewType", "NEW_AND_OLD_IMAGES"));
        tables.createTable(TableRequest.of(properties));
        return table;
    }

    private static Map<String, Object> properties(String table) {
        return Map.of(
                "TableName", table,
                "AttributeDefinitions", List.of(Map.of("AttributeName", "id", "AttributeType", "S")),
                "KeySchema", List.of(Map.of("AttributeName", "id", "KeyType", "HASH")));
    }

    private void put(String table, String id) {
        tables.putItem(request -> request.tableName(table).item(key(id)));
    }

    private void put(String table, String id, String value) {
        tables.putItem(request -> request.tableName(table)
                .item(Map.of("id", AttributeValue.fromS(id), "value", AttributeValue.fromS(value))));
    }

    private static Map<String, AttributeValue> key(String id) {
        return Map.of("id", AttributeValue.fromS(id));
    }

    private void poll(SamStreamEvent mapping, Calls calls) {
        StreamDelivery delivery = new StreamDelivery(
                mapping, "arn:aws:lambda:…", calls, (arn, body, attributes) -> word.add(body), log.lines::add);
        StreamPoller poller =
                new StreamPoller(streams, mapping, Streams.streamArn(tables, mapping), delivery, log.lines::add);
        pollers.add(poller);
        poller.start();
    }

    private static Outcome answer(String json) {
        return Outcome.answered(json.getBytes(UTF_8));
    }

    private static String number(Map<?, ?> record) {
        return Fields.in(record, "dynamodb", "SequenceNumber").toString();
    }

    private static SamStreamEvent mapping(String table) {
        return new Mapping(table).build();
    }

    private static SamStreamEvent with(SamStreamEvent mapping, java.util.function.Consumer<Mapping> change) {
        Mapping changed = new Mapping(Streams.table(mapping));
        change.accept(changed);
        return changed.build();
    }

    /** What a test changes. */
    private static final class Mapping {
        private final String table;
        int batchSize = 100;
        String position = "TRIM_HORIZON";
        int factor = 1;
        OptionalInt retries = OptionalInt.empty();
        Duration tumbling = Duration.ZERO;
        Optional<String> onFailure = Optional.empty();
        boolean reports;
        List<String> filters = List.of();

        Mapping(String table) {
            this.table = table;
        }

        SamStreamEvent build() {
            return new SamStreamEvent(
                    "Items",
                    "DynamoDB",
                    "arn:aws:dynamodb:us-east-1:123456789012:table/" + table + "/stream/2026-01-01T00:00:00.000",
                    batchSize,
                    Duration.ZERO,
                    position,
                    factor,
                    false,
                    retries,
                    Optional.empty(),
                    tumbling,
                    onFailure,
                    reports,
                    filters,
                    true,
                    "template.yaml:1:1");
        }
    }

    /** A function that remembers what it got. */
    private static class Calls implements Function<byte[], Outcome> {
        private final List<List<Map<?, ?>>> batches = new CopyOnWriteArrayList<>();
        private final Function<List<Map<?, ?>>, Outcome> function;

        Calls(Function<List<Map<?, ?>>, Outcome> function) {
            this.function = function;
        }

        @Override
        public Outcome apply(byte[] event) {
            List<Map<?, ?>> records = Fields.records(Fields.of(event));
            batches.add(records);
            return function.apply(records);
        }

        void await(int records) {
            Functions.await(records + " records", () -> records().size() >= records);
        }

        List<Map<?, ?>> records() {
            return batches.stream().flatMap(List::stream).toList();
        }

        List<String> ids() {
            return records().stream()
                    .map(record ->
                            Fields.in(record, "dynamodb", "Keys", "id", "S").toString())
                    .toList();
        }
    }
}
