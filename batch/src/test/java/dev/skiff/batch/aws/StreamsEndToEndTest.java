package dev.skiff.batch.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.batch.Batch;
import dev.skiff.batch.DynamoDbFunction;
import dev.skiff.batch.DynamoDbRecord;
import dev.skiff.batch.ItemChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.model.AttributeAction;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.AttributeValueUpdate;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** A function on the stream of a table in DynamoDB Local, polled as Lambda polls. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
@Tag("long")
class StreamsEndToEndTest {
    private static final String TABLE = "items";
    private static final int WRITES = 3000;
    private static final int ROUNDS = 6;
    private static final int ITEMS = 200;
    private static final int POISONOUS = 5;
    private static final int RETRIES = 6;

    /** What the table has; {@code change} counts the changes of the item, removals too. */
    record Row(String id, long change, boolean even, List<String> tags, Map<String, Long> counts) {}

    private final DynamoDb dynamoDb = DynamoDb.start();
    private final Map<String, Long> written = new HashMap<>();
    private final Map<String, Row> there = new HashMap<>();

    /** The changes that were worked on, by item; and of what came too early, which. */
    private final Map<String, Long> worked = new ConcurrentHashMap<>();

    private final List<String> early = new ArrayList<>();
    private final Map<String, Row> projection = new ConcurrentHashMap<>();
    private final AtomicInteger handled = new AtomicInteger();

    StreamsEndToEndTest() throws Exception {}

    @AfterAll
    void stop() {
        dynamoDb.close();
    }

    /**
     * Handlers fail at random by exceptions and Errors, before their work and behind it; some run out of time, some answers are lost, and all changes of some items fail for ever.
     */
    @Test
    void a_projection_ends_equal_to_its_table_and_no_change_is_lost_or_out_of_order() throws Exception {
        dynamoDb.table(TABLE, "id");
        String arn = dynamoDb.client
                .describeTable(request -> request.tableName(TABLE))
                .table()
                .latestStreamArn();
        DynamoDbFunction function = new DynamoDbFunction(Batch.dynamoDb(Row.class, this::work)
                .reportItemFailures()
                .parallel(4)
                .deadlineMargin(Duration.ofMillis(200))) {};
        StreamShards shards = new StreamShards(dynamoDb.streams, arn, function, RETRIES, new Random(1));
        int read = writeAndPoll(shards);

        List<String> given = shards.onFailure.stream()
                .map(StreamsEndToEndTest::idOfItem)
                .distinct()
                .sorted()
                .toList();
        System.out.println(WRITES + " writes, " + read + " changes: " + shards.calls + " calls, of which "
                + shards.failedCalls + " failed and " + shards.reports + " reported, " + handled
                + " changes handled, " + shards.onFailure.size() + " given up");
        assertThat(early).isEmpty();
        assertThat(given).containsExactly("poison-0", "poison-1", "poison-2", "poison-3", "poison-4");
        assertThat(shards.onFailure)
                .hasSize(Math.toIntExact(written.entrySet().stream()
                        .filter(entry -> isPoisonous(entry.getKey()))
                        .mapToLong(Map.Entry::getValue)
                        .sum()));
        Map<String, Long> healthy = new HashMap<>(written);
        healthy.keySet().removeIf(StreamsEndToEndTest::isPoisonous);
        assertThat(worked).isEqualTo(healthy);
        assertThat(read)
                .isEqualTo(written.values().stream().mapToInt(Long::intValue).sum());
        assertThat(projection).hasSizeGreaterThan(100).isEqualTo(table());
        assertThat(shards.failedCalls).isPositive();
        assertThat(shards.reports).isGreaterThan(100);
    }

    private int writeAndPoll(StreamShards shards) {
        Random dice = new Random(2);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            write(WRITES / ROUNDS, dice);
            read += shards.poll();
        }
        return read;
    }

    private void work(ItemChange<Row> change, DynamoDbRecord record) throws Exception {
        handled.incrementAndGet();
        String id = record.keys().value("id").orElseThrow().string();
        if (isPoisonous(id)) {
            throw new IllegalArgumentException("poison");
        }
        long number = change.after()
                .map(Row::change)
                .orElseGet(() -> change.before().orElseThrow().change() + 1);
        if (number > worked.getOrDefault(id, 0L) + 1) {
            synchronized (early) {
                early.add(id + " " + number + " behind " + worked.get(id));
            }
        }
        fail(ThreadLocalRandom.current().nextInt(2000));
        change.after().ifPresentOrElse(row -> projection.put(id, row), () -> projection.remove(id));
        fail(ThreadLocalRandom.current().nextInt(2000));
        worked.merge(id, number, Math::max);
    }

    private static void fail(int dice) throws InterruptedException {
        if (dice < 30) {
            throw new IllegalStateException("exception");
        }
        if (dice < 40) {
            throw new StackOverflowError("error");
        }
        if (dice == 40) {
            Thread.sleep(10_000); // beyond the function's time
        }
    }

    private void write(int count, Random dice) {
        for (int i = 0; i < count; i++) {
            String id = dice.nextInt(100) == 0 ? "poison-" + dice.nextInt(POISONOUS) : "item-" + dice.nextInt(ITEMS);
            Row before = there.get(id);
            Row after = row(id, written.merge(id, 1L, Long::sum), dice);
            int kind = before == null ? 0 : dice.nextInt(3);
            if (kind == 2) {
                dynamoDb.client.deleteItem(request -> request.tableName(TABLE).key(key(id)));
                there.remove(id);
            } else {
                put(after, kind == 1);
                there.put(id, after);
            }
        }
    }

    private void put(Row row, boolean update) {
        Map<String, AttributeValue> item = item(row);
        if (!update) {
            dynamoDb.client.putItem(request -> request.tableName(TABLE).item(item));
            return;
        }
        Map<String, AttributeValueUpdate> updates = new LinkedHashMap<>();
        item.forEach((name, value) -> updates.put(
                name,
                AttributeValueUpdate.builder()
                        .value(value)
                        .action(AttributeAction.PUT)
                        .build()));
        updates.remove("id");
        dynamoDb.client.updateItem(
                request -> request.tableName(TABLE).key(key(row.id())).attributeUpdates(updates));
    }

    private static Row row(String id, long change, Random dice) {
        return new Row(
                id,
                change,
                change % 2 == 0,
                List.of("t" + dice.nextInt(9), "ü\"" + dice.nextInt(9)),
                Map.of("a", dice.nextLong(), "b", change));
    }

    private static Map<String, AttributeValue> item(Row row) {
        Map<String, AttributeValue> counts = new HashMap<>();
        row.counts().forEach((name, count) -> counts.put(name, AttributeValue.fromN(Long.toString(count))));
        return Map.of(
                "id", AttributeValue.fromS(row.id()),
                "change", AttributeValue.fromN(Long.toString(row.change())),
                "even", AttributeValue.fromBool(row.even()),
                "tags",
                        AttributeValue.fromL(
                                row.tags().stream().map(AttributeValue::fromS).toList()),
                "counts", AttributeValue.fromM(counts));
    }

    /** What is in the table in the end, but for the poisonous items. */
    private Map<String, Row> table() {
        Map<String, Row> rows = new HashMap<>();
        for (Map<String, AttributeValue> item : dynamoDb.client
                .scanPaginator(request -> request.tableName(TABLE).consistentRead(true))
                .items()) {
            Row row = row(item);
            if (!isPoisonous(row.id())) {
                rows.put(row.id(), row);
            }
        }
        return rows;
    }

    private static Row row(Map<String, AttributeValue> item) {
        Map<String, Long> counts = new HashMap<>();
        value(item, "counts").m().forEach((name, count) -> counts.put(name, Long.valueOf(count.n())));
        return new Row(
                value(item, "id").s(),
                Long.parseLong(value(item, "change").n()),
                value(item, "even").bool(),
                value(item, "tags").l().stream().map(AttributeValue::s).toList(),
                counts);
    }

    private static AttributeValue value(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        if (value == null) {
            throw new AssertionError("The item has no " + name);
        }
        return value;
    }

    private static Map<String, AttributeValue> key(String id) {
        return Map.of("id", AttributeValue.fromS(id));
    }

    private static String idOfItem(Record record) {
        return value(record.dynamodb().keys(), "id").s();
    }

    private static boolean isPoisonous(String id) {
        return id.startsWith("poison");
    }
}
