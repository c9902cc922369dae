package dev.skiff.batch;

import static dev.skiff.batch.Events.dynamoDbRecord;
import static dev.skiff.batch.Events.failures;
import static dev.skiff.batch.Events.kafka;
import static dev.skiff.batch.Events.kinesis;
import static dev.skiff.batch.Events.kinesisRecord;
import static dev.skiff.batch.Events.records;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.core.EventException;
import dev.skiff.testing.FunctionClient;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamFunctionTest {
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

    private record Order(String id, BigDecimal total, List<String> tags) {}

    @Test
    void a_shard_stops_at_its_first_failure_and_reports_it() {
        assertThat(failures(kinesis(failing("102")), kinesis("a", "b", "a", "c", "b")))
                .containsExactly("102");
        assertThat(seen).containsExactly("100", "101", "102");
    }

    @Test
    void going_on_works_on_other_keys_and_still_reports_the_lowest() {
        assertThat(failures(kinesis(failing("101", "103").continueAfterFailure()), kinesis("a", "b", "a", "c", "b")))
                .containsExactly("101");
        assertThat(seen).containsExactly("100", "101", "102", "103");
    }

    @Test
    void lanes_side_by_side_keep_the_order_of_each_key() {
        String[] keys = new String[500];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = "k" + i % 7;
        }
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Batch<KinesisRecord, KinesisRecord> batch =
                Batch.kinesis(record -> order.add(record.partitionKey() + " " + record.id()));
        assertThat(failures(kinesis(batch.parallel(8)), kinesis(keys))).isEmpty();
        assertThat(order).hasSize(500);
        for (int key = 0; key < 7; key++) {
            String prefix = "k" + key + " ";
            assertThat(order.stream().filter(line -> line.startsWith(prefix))).isSorted();
        }
    }

    @Test
    void in_parallel_what_stands_before_the_failure_is_still_done() {
        String[] keys = {"a", "b", "c", "d", "a", "b", "c", "d"};
        assertThat(failures(kinesis(failing("104").parallel(4)), kinesis(keys))).containsExactly("104");
        assertThat(seen).contains("100", "101", "102", "103", "104");
    }

    @Test
    void the_lowest_sequence_number_is_found_by_value_and_not_by_text() {
        byte[] event = records(List.of(
                kinesisRecord("49590338271490256608559692538361571095921575989136588898", "a", "0"),
                kinesisRecord("9590338271490256608559692538361571095921575989136588899", "b", "0")));
        Batch<KinesisRecord, KinesisRecord> batch = Batch.kinesis(record -> {
                    throw new IllegalStateException("all");
                })
                .continueAfterFailure()
                .reportItemFailures();
        assertThat(failures(kinesis(batch), event))
                .containsExactly("9590338271490256608559692538361571095921575989136588899");
    }

    @Test
    void data_that_is_not_base64_fails_its_record_alone() {
        byte[] event = records(List.of(
                kinesisRecord("100", "a", "0"),
                kinesisRecord("101", "b", "1").replace("\"data\":\"MQ==\"", "\"data\":\"%%\"")));
        Batch<PayloadRecord, Integer> batch = Batch.of(Integer.class, (Integer number) -> {
                    seen.add(number.toString());
                })
                .reportItemFailures();
        assertThat(failures(kinesis(batch), event)).containsExactly("101");
        assertThat(seen).containsExactly("0");
    }

    @Test
    void a_kinesis_record_shows_all_that_aws_sends() {
        List<KinesisRecord> records = new ArrayList<>();
        failures(kinesis(Batch.kinesis(records::add)), kinesis("key"));
        KinesisRecord record = records.get(0);
        assertThat(record.partitionKey()).isEqualTo("key");
        assertThat(record.payload()).asString(UTF_8).isEqualTo("0");
        assertThat(record.approximateArrival()).contains(Instant.ofEpochMilli(1545084650987L));
        assertThat(record.eventId()).isEqualTo("shardId-000000000006:100");
        assertThat(record.eventSourceArn()).endsWith("stream/orders");
        assertThat(record.encryptionType()).isEmpty();
        assertThat(record.kinesisSchemaVersion()).isEqualTo("1.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"sequenceNumber\":\"\"", "\"sequenceNumber\":null", "\"none\":1"})
    void a_record_without_a_sequence_number_fails_the_batch(String number) {
        byte[] event = records(List.of(kinesisRecord("100", "a", "0").replace("\"sequenceNumber\":\"100\"", number)));
        assertThatThrownBy(() -> FunctionClient.of(kinesis(failing())).invoke(event))
                .isInstanceOf(EventException.class)
                .hasMessageContaining("sequenceNumber");
    }

    @Test
    void changes_of_items_are_read_as_a_type() {
        List<String> changes = new ArrayList<>();
        Batch<DynamoDbRecord, ItemChange<Order>> batch = Batch.dynamoDb(
                Order.class,
                (change, record) -> changes.add(record.eventName() + " "
                        + change.before().map(Order::total).orElse(null) + " "
                        + change.after().map(Order::total).orElse(null)));
        byte[] event = records(List.of(
                dynamoDbRecord("1", "INSERT", keys("o1") + ",\"NewImage\":" + image("o1", "1.50")),
                dynamoDbRecord(
                        "2",
                        "MODIFY",
                        keys("o1") + ",\"NewImage\":" + image("o1", "2") + ",\"OldImage\":" + image("o1", "1.50")),
                dynamoDbRecord("3", "REMOVE", keys("o1") + ",\"OldImage\":" + image("o1", "2"))));
        assertThat(failures(Events.dynamoDb(batch), event)).isEmpty();
        assertThat(changes).containsExactly("INSERT null 1.50", "MODIFY 1.50 2", "REMOVE 2 null");
    }

    @Test
    void attribute_values_keep_their_types_and_show_as_plain_java() {
        List<DynamoDbRecord> records = new ArrayList<>();
        String image =
                "{\"s\":{\"S\":\"t\"},\"n\":{\"N\":\"12345678901234567890.123\"},\"b\":{\"B\":\"aGk=\"},\"f\":{\"BOOL\":true},"
                        + "\"0\":{\"NULL\":true},\"ss\":{\"SS\":[\"a\",\"b\"]},\"ns\":{\"NS\":[\"1\",\"2.5\"]},\"bs\":{\"BS\":[\"aGk=\"]},"
                        + "\"l\":{\"L\":[{\"S\":\"x\"},{\"NULL\":true}]},\"m\":{\"M\":{\"in\":{\"N\":\"1\"}}}}";
        failures(
                Events.dynamoDb(Batch.dynamoDb(records::add)),
                records(List.of(dynamoDbRecord("1", "INSERT", keys("o1") + ",\"NewImage\":" + image))));
        Item item = records.get(0).newImage().orElseThrow();
        assertThat(item.value("n").map(AttributeValue::number)).contains(new BigDecimal("12345678901234567890.123"));
        assertThat(item.value("bs").orElseThrow().binaries()).singleElement().isEqualTo("hi".getBytes(UTF_8));
        assertThat(item.plain())
                .containsEntry("s", "t")
                .containsEntry("0", null)
                .containsEntry("ss", List.of("a", "b"))
                .containsEntry("m", Map.of("in", BigDecimal.ONE));
        assertThat(new String(item.json(), UTF_8))
                .isEqualTo(
                        "{\"s\":\"t\",\"n\":12345678901234567890.123,\"b\":\"aGk=\",\"f\":true,\"0\":null,\"ss\":[\"a\",\"b\"],"
                                + "\"ns\":[1,2.5],\"bs\":[\"aGk=\"],\"l\":[\"x\",null],\"m\":{\"in\":1}}");
        assertThatThrownBy(() -> item.value("s").orElseThrow().number())
                .hasMessage("The attribute is of type S, not N");
        assertThat(records.get(0).tableName()).isEqualTo("orders");
        assertThat(records.get(0).approximateCreation()).contains(Instant.ofEpochSecond(1479499740));
    }

    @Test
    void an_expiry_is_told_from_a_removal() {
        List<DynamoDbRecord> records = new ArrayList<>();
        String removed = dynamoDbRecord("1", "REMOVE", keys("o1"));
        String expired = removed.replace(
                "\"awsRegion\"",
                "\"userIdentity\":{\"principalId\":\"dynamodb.amazonaws.com\",\"type\":\"Service\"},\"awsRegion\"");
        failures(Events.dynamoDb(Batch.dynamoDb(records::add)), records(List.of(removed, expired)));
        assertThat(records).extracting(DynamoDbRecord::isExpiry).containsExactly(false, true);
        assertThat(records.get(0).oldImage()).isEmpty();
    }

    @Test
    void order_is_kept_for_each_item() {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        List<String> changes = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            changes.add(dynamoDbRecord(Integer.toString(1000 + i), "MODIFY", keys("o" + i % 3)));
        }
        Batch<DynamoDbRecord, DynamoDbRecord> batch = Batch.dynamoDb(
                record -> order.add(record.keys().value("id").orElseThrow().string() + " " + record.id()));
        assertThat(failures(Events.dynamoDb(batch.parallel(8)), records(changes)))
                .isEmpty();
        for (int item = 0; item < 3; item++) {
            String prefix = "o" + item + " ";
            assertThat(order.stream().filter(line -> line.startsWith(prefix)))
                    .hasSizeGreaterThan(60)
                    .isSorted();
        }
    }

    @Test
    void kafka_reports_the_lowest_offset_of_each_topic_partition_as_an_object() {
        Map<String, List<Long>> offsets = new LinkedHashMap<>();
        offsets.put("orders-0", List.of(15L, 16L, 17L));
        offsets.put("orders-1", List.of(7L, 8L));
        offsets.put("my-topic-2", List.of(1L, 2L));
        Batch<KafkaRecord, KafkaRecord> batch = Batch.kafka(record -> {
                    seen.add(record.id());
                    if (Set.of("orders-0@16", "my-topic-2@1").contains(record.id())) {
                        throw new IllegalStateException(record.id());
                    }
                })
                .reportItemFailures();
        byte[] answer =
                FunctionClient.of(Events.kafka(batch)).invoke(kafka(offsets).getBytes(UTF_8));
        assertThat(new String(answer, UTF_8))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":{\"partition\":\"orders-0\",\"offset\":16}},"
                        + "{\"itemIdentifier\":{\"partition\":\"my-topic-2\",\"offset\":1}}]}");
        assertThat(seen).contains("orders-1@7", "orders-1@8").doesNotContain("orders-0@17", "my-topic-2@2");
    }

    @Test
    void a_kafka_record_shows_all_that_aws_sends() {
        List<KafkaRecord> records = new ArrayList<>();
        String event = kafka(Map.of("orders-0", List.of(15L)));
        failures(Events.kafka(Batch.kafka(records::add)), event.getBytes(UTF_8));
        failures(
                Events.kafka(Batch.kafka(records::add)),
                event.replace("\"key\":null", "\"key\":\"aGk=\"")
                        .replace("\"value\":\"MTU=\"", "\"value\":null")
                        .replace("-61,-92", "195,164")
                        .getBytes(UTF_8));
        KafkaRecord record = records.get(0);
        assertThat(record.topic()).isEqualTo("orders");
        assertThat(record.partition()).isZero();
        assertThat(record.offset()).isEqualTo(15);
        assertThat(record.key()).isEmpty();
        assertThat(record.timestamp()).contains(Instant.ofEpochMilli(1545084650987L));
        assertThat(record.headers())
                .singleElement()
                .extracting(KafkaHeader::text)
                .isEqualTo("hiä");
        assertThat(record.bootstrapServers()).isEqualTo("b-1:9092,b-2:9092");
        KafkaRecord tombstone = records.get(1);
        assertThat(tombstone.value()).isEmpty();
        assertThat(tombstone.key().orElseThrow()).asString(UTF_8).isEqualTo("hi");
        assertThat(tombstone.headers())
                .singleElement()
                .extracting(KafkaHeader::text)
                .isEqualTo("hiä");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Records\":[]}",
                "{\"records\":null}",
                "{\"records\":[]}",
                "{\"records\":{\"t-0\":null}}",
                "{\"records\":{\"t-0\":[null]}}",
                "{\"records\":{\"t-0\":[{\"topic\":\"t\"}]}}",
                "{\"records\":{\"t-0\":[{\"offset\":\"x\"}]}}",
                "{\"records\":{\"t-0\":[{\"offset\":null}]}}",
                "{\"records\":{},\"records\":{}}",
                "{\"eventSource\":\"aws:sqs\",\"records\":{}}"
            })
    void a_kafka_event_that_could_not_be_reported_fails_the_batch(String event) {
        assertThatThrownBy(() -> FunctionClient.of(Events.kafka(Batch.kafka(record -> {})))
                        .invoke(event.getBytes(UTF_8)))
                .isInstanceOf(EventException.class);
    }

    private Batch<KinesisRecord, KinesisRecord> failing(String... numbers) {
        return Batch.kinesis(record -> {
                    seen.add(record.id());
                    if (Set.of(numbers).contains(record.id())) {
                        throw new IllegalStateException(record.id());
                    }
                })
                .reportItemFailures();
    }

    private static String keys(String id) {
        return "\"Keys\":{\"id\":{\"S\":\"" + id + "\"}}";
    }

    private static String image(String id, String total) {
        return "{\"id\":{\"S\":\"" + id + "\"},\"total\":{\"N\":\"" + total + "\"},\"tags\":{\"SS\":[\"a\"]}}";
    }
}
