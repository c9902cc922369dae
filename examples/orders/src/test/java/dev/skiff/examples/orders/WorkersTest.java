package dev.skiff.examples.orders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.batch.DeadLetters;
import dev.skiff.batch.InMemoryIdempotency;
import dev.skiff.testing.FakeDynamoDbEvent;
import dev.skiff.testing.FakeDynamoDbRecord;
import dev.skiff.testing.FakeEventBridgeEvent;
import dev.skiff.testing.FakeSqsEvent;
import dev.skiff.testing.FakeSqsMessage;
import dev.skiff.testing.FunctionClient;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What stands behind the API, with the events of AWS and without AWS. */
class WorkersTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final OrdersInMemory orders = new OrdersInMemory();
    private final MessagesInMemory messages = new MessagesInMemory();
    private final TotalsInMemory totals = new TotalsInMemory();
    private final Set<String> dead = new HashSet<>();
    private final DeadLetters deadLetters = letters -> {
        letters.forEach(letter -> dead.add(letter.record().id()));
        return dead;
    };

    private Order placed(String id, String sku) {
        Order order = Order.place(id, "ada", List.of(new OrderLine(sku, 1, 100)), NOON);
        orders.add(order);
        return order;
    }

    @Test
    void accepts_what_can_be_delivered_and_reports_the_rest() {
        placed("1", "book");
        placed("2", "discontinued-lamp");
        placed("3", "book");
        FunctionClient worker =
                FunctionClient.of(new OrderWorker(orders, messages, InMemoryIdempotency.create(), deadLetters));

        String answer = text(worker.invoke(FakeSqsEvent.of(List.of(
                        message("m1", "{\"orderId\":\"1\"}"),
                        message("m2", "{\"orderId\":\"2\"}"),
                        message("m3", "{\"orderId\":\"3\"}"),
                        message("m4", "{\"orderId\":\"cancelled\"}"),
                        message("m5", "no JSON")))
                .toBytes()));

        assertThat(answer).isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m2\"}]}");
        assertThat(dead).containsExactly("m5");
        assertThat(orders.find("1").orElseThrow().status()).isEqualTo(OrderStatus.ACCEPTED);
        assertThat(orders.find("2").orElseThrow().status()).isEqualTo(OrderStatus.PLACED);
        assertThat(messages.accepted)
                .containsExactlyInAnyOrder(new OrderAccepted("1", "ada"), new OrderAccepted("3", "ada"));
    }

    @Test
    void a_message_that_comes_twice_is_worked_on_once() {
        placed("1", "book");
        FunctionClient worker =
                FunctionClient.of(new OrderWorker(orders, messages, InMemoryIdempotency.create(), deadLetters));
        byte[] event = FakeSqsEvent.of("{\"orderId\":\"1\"}").toBytes();

        worker.invoke(event);
        worker.invoke(event);

        assertThat(messages.accepted).hasSize(1);
    }

    @Test
    void ships_in_order_and_holds_back_what_stands_behind_a_failure() {
        orders.add(placed("1", "book").withStatus(OrderStatus.ACCEPTED));
        FunctionClient worker = FunctionClient.of(new ShipmentWorker(orders));

        String answer = text(worker.invoke(FakeSqsEvent.of(List.of(
                        message("m1", "{\"orderId\":\"1\",\"customer\":\"ada\"}")
                                .withGroup("ada"),
                        message("m2", "broken").withGroup("ada"),
                        message("m3", "{\"orderId\":\"1\",\"customer\":\"ada\"}")
                                .withGroup("ada")))
                .withQueue("accepted.fifo")
                .toBytes()));

        assertThat(answer).contains("m2").contains("m3").doesNotContain("m1");
        assertThat(orders.find("1").orElseThrow().status()).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void the_projection_follows_the_stream() {
        Map<String, ?> keys = Map.of("id", "1");
        FunctionClient projector = FunctionClient.of(new OrderProjector(totals));

        byte[] answer = projector.invoke(FakeDynamoDbEvent.of(
                        FakeDynamoDbRecord.insert(keys, image("1", "PLACED", 1)),
                        FakeDynamoDbRecord.modify(keys, image("1", "PLACED", 1), image("1", "SHIPPED", 2)),
                        FakeDynamoDbRecord.insert(Map.of("id", "2"), image("2", "PLACED", 1)),
                        FakeDynamoDbRecord.remove(Map.of("id", "2"), image("2", "PLACED", 1)))
                .toBytes());

        assertThat(text(answer)).isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(totals.counted).containsOnlyKeys("1");
        assertThat(totals.counted.get("1").status()).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void every_morning_there_is_the_report_of_the_day_before() {
        totals.count(placed("1", "book"));
        FunctionClient report = FunctionClient.of(new DailyReport(totals, Clock.systemUTC()));

        report.invoke(FakeEventBridgeEvent.scheduled("EveryMorning", Instant.parse("2026-11-25T08:00:00Z"))
                .toBytes());

        assertThat(totals.report(LocalDate.parse("2026-11-24")))
                .contains(new DayTotals(LocalDate.parse("2026-11-24"), 1, 0, 100));
    }

    private static FakeSqsMessage message(String id, String body) {
        return FakeSqsMessage.of(body).withId(id);
    }

    private static Map<String, ?> image(String id, String status, int version) {
        return Map.of(
                "id",
                id,
                "customer",
                "ada",
                "status",
                status,
                "lines",
                List.of(Map.of("sku", "book", "quantity", 1, "cents", 100)),
                "cents",
                100,
                "placedAt",
                NOON.toString(),
                "version",
                version);
    }

    private static String text(byte[] answer) {
        return new String(answer, UTF_8);
    }
}
