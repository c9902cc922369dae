package dev.skiff.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.core.JsonType;
import dev.skiff.testing.FakeDynamoDbEvent;
import dev.skiff.testing.FakeDynamoDbRecord;
import dev.skiff.testing.FakeKafkaEvent;
import dev.skiff.testing.FakeKafkaRecord;
import dev.skiff.testing.FakeKinesisEvent;
import dev.skiff.testing.FakeKinesisRecord;
import dev.skiff.testing.FakeSqsEvent;
import dev.skiff.testing.FakeSqsMessage;
import dev.skiff.testing.FunctionClient;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The events that the testing module makes, as functions read them. */
class FakeEventsTest {
    private static final Instant TIME = Instant.ofEpochMilli(1545084650987L);
    private static final InstantSource CLOCK = InstantSource.fixed(TIME);

    @Test
    void messages_of_a_standard_queue_are_read() {
        FakeSqsMessage fake = FakeSqsMessage.of("hällo")
                .withId("m-1")
                .withReceiptHandle("r-1")
                .withReceiveCount(3)
                .withGroup("tenant")
                .plusMessageAttribute("text", "x")
                .plusMessageAttribute("bytes", new byte[] {1, -1});

        SqsMessage message = sqs(FakeSqsEvent.of(List.of(fake))
                        .withQueue("orders")
                        .withClock(CLOCK))
                .get(0);

        assertThat(message.id()).isEqualTo("m-1");
        assertThat(message.receiptHandle()).isEqualTo("r-1");
        assertThat(message.body()).isEqualTo("hällo");
        assertThat(message.receiveCount()).isEqualTo(3);
        assertThat(message.sentAt()).contains(TIME);
        assertThat(message.isFifo()).isFalse();
        assertThat(message.groupId()).contains("tenant");
        assertThat(message.eventSourceArn()).isEqualTo(Events.QUEUE);
        assertThat(message.messageAttribute("text").orElseThrow().text()).contains("x");
        assertThat(message.messageAttribute("bytes").orElseThrow().bytes().orElseThrow())
                .containsExactly(1, -1);
    }

    @Test
    void messages_of_a_fifo_queue_are_read_and_reported() {
        FakeSqsEvent event = FakeSqsEvent.of("a", "b")
                .withQueue("orders.fifo")
                .plus(FakeSqsMessage.of("c").withGroup("other"));

        List<Object> failures = Events.failures(
                Events.sqs(Batch.sqs(message -> failAt(message.body(), "a")).reportItemFailures()), event.toBytes());

        assertThat(sqs(event)).allMatch(SqsMessage::isFifo);
        assertThat(failures)
                .containsExactly(
                        event.messages().get(0).id(), event.messages().get(1).id());
    }

    @Test
    void kinesis_records_are_read() {
        FakeKinesisEvent event = FakeKinesisEvent.of("a")
                .plus(FakeKinesisRecord.of(new byte[] {0, -1}).withPartitionKey("k"))
                .withClock(CLOCK)
                .withStream("orders")
                .withShard("shardId-000000000001");
        List<KinesisRecord> seen = new ArrayList<>();
        FunctionClient.of(Events.kinesis(Batch.kinesis(seen::add))).invoke(event.toBytes());

        assertThat(seen).extracting(KinesisRecord::id).isEqualTo(ids(event));
        assertThat(seen.get(0).approximateArrival()).contains(TIME);
        assertThat(seen.get(1).payload()).containsExactly(0, -1);
        assertThat(seen.get(1).partitionKey()).isEqualTo("k");
        assertThat(seen.get(1).eventId())
                .isEqualTo("shardId-000000000001:" + seen.get(1).id());
    }

    @Test
    void records_of_a_window_are_folded_onto_its_state() {
        FakeKinesisEvent event = FakeKinesisEvent.of("1", "2")
                .withStream("orders")
                .withWindow(Instant.EPOCH, Duration.ofMinutes(1))
                .withState(Map.of("sum", 4));
        List<Long> ended = new ArrayList<>();
        FunctionClient client = FunctionClient.of(
                new WindowedKinesisFunction(Windows.of(new JsonType<Map<String, Long>>() {}, Map.of("sum", 0L))
                        .kinesis(Integer.class, (state, number, record) -> Map.of("sum", sum(state) + number))
                        .onFinal((window, state) -> ended.add(sum(state)))) {});

        byte[] answer = client.invoke(event.toBytes());
        client.invoke(event.asFinalInvoke().toBytes());

        assertThat(new String(answer, UTF_8)).isEqualTo("{\"state\":{\"sum\":7},\"batchItemFailures\":[]}");
        assertThat(ended).containsExactly(7L);
    }

    private static long sum(Map<String, Long> state) {
        return state.getOrDefault("sum", 0L);
    }

    @Test
    void changes_of_items_are_read() {
        FakeDynamoDbEvent event = FakeDynamoDbEvent.of(
                        FakeDynamoDbRecord.insert(Map.of("id", 1), Map.of("id", 1, "list", List.of("a", true))),
                        FakeDynamoDbRecord.remove(Map.of("id", 2), Map.of("id", 2))
                                .byTimeToLive())
                .withTable("orders")
                .withClock(CLOCK);
        List<DynamoDbRecord> seen = new ArrayList<>();
        FunctionClient.of(Events.dynamoDb(Batch.dynamoDb(seen::add))).invoke(event.toBytes());

        assertThat(seen).hasSize(2);
        assertThat(seen.get(0).isInsert()).isTrue();
        assertThat(seen.get(0).keys().plain()).isEqualTo(Map.of("id", new BigDecimal(1)));
        assertThat(seen.get(0).newImage().orElseThrow().plain())
                .isEqualTo(Map.of("id", new BigDecimal(1), "list", List.of("a", true)));
        assertThat(seen.get(0).isExpiry()).isFalse();
        assertThat(seen.get(0).tableName()).isEqualTo("orders");
        assertThat(seen.get(1).newImage()).isEmpty();
        assertThat(seen.get(1).isExpiry()).isTrue();
        assertThat(seen.get(1).id()).isEqualTo(event.records().get(1).sequenceNumber());
    }

    @Test
    void kafka_records_are_read() {
        FakeKafkaEvent event = FakeKafkaEvent.msk(
                        FakeKafkaRecord.of("orders", 0, 7, "ä").withKey("k").plusHeader("trace", "ä"),
                        FakeKafkaRecord.tombstone("orders", 1, 9, "gone"))
                .withClock(CLOCK);
        List<KafkaRecord> seen = new ArrayList<>();
        FunctionClient.of(Events.kafka(Batch.kafka(seen::add))).invoke(event.toBytes());

        assertThat(seen).extracting(KafkaRecord::offset).containsExactly(7L, 9L);
        assertThat(seen.get(0).payload()).isEqualTo("ä".getBytes(UTF_8));
        assertThat(seen.get(0).timestamp()).contains(TIME);
        assertThat(seen.get(0).headers()).extracting(KafkaHeader::text).containsExactly("ä");
        assertThat(seen.get(1).topicPartition())
                .isEqualTo(event.records().get(1).topicPartition());
        assertThat(seen.get(1).key().orElseThrow()).isEqualTo("gone".getBytes(UTF_8));
        assertThat(seen.get(1).value()).isEmpty();
    }

    private static List<SqsMessage> sqs(FakeSqsEvent event) {
        List<SqsMessage> seen = new ArrayList<>();
        FunctionClient.of(Events.sqs(Batch.sqs(seen::add))).invoke(event.toBytes());
        return seen;
    }

    private static List<String> ids(FakeKinesisEvent event) {
        return event.records().stream().map(FakeKinesisRecord::sequenceNumber).toList();
    }

    private static void failAt(String body, String failing) {
        if (body.equals(failing)) {
            throw new IllegalStateException(body);
        }
    }
}
