package dev.skiff.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.testing.BatchInvocation;
import dev.skiff.testing.FakeKinesisRecord;
import dev.skiff.testing.SimulatedQueue;
import dev.skiff.testing.SimulatedStream;
import dev.skiff.testing.SqsEventSource;
import dev.skiff.testing.StreamEventSource;
import dev.skiff.testing.StreamOutcome;
import dev.skiff.testing.VirtualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The snippets of docs/testing.md about simulated sources. */
class SimulationSnippets {
    private record Order(String id, int count) {}

    public static final class OrdersFunction extends SqsFunction {
        public OrdersFunction() {
            super(Batch.of(Order.class, order -> {}).reportItemFailures());
        }
    }

    public static final class ClicksFunction extends KinesisFunction {
        public ClicksFunction() {
            super(Batch.of(Integer.class, click -> {}).reportItemFailures());
        }
    }

    @Test
    void a_poison_message_goes_to_the_dead_letter_queue_and_the_others_are_done() {
        VirtualClock clock = VirtualClock.create();
        SimulatedQueue dead = SimulatedQueue.of("orders-dead", clock);
        SimulatedQueue orders = SimulatedQueue.builder("orders", clock)
                .visibilityTimeout(Duration.ofMinutes(3))
                .deadLetters(dead, 5)
                .build();
        orders.send("{\"id\":\"1\",\"count\":2}", "poison");

        List<BatchInvocation> invocations = SqsEventSource.of(new OrdersFunction(), orders)
                .withFunctionTimeout(Duration.ofSeconds(30))
                .withReportBatchItemFailures()
                .run();

        assertThat(invocations).hasSize(5); // within 12 minutes of virtual time
        assertThat(dead.bodies()).containsExactly("poison");
        assertThat(orders.messages()).isEmpty();
    }

    @Test
    void a_poison_record_is_given_up_alone() {
        VirtualClock clock = VirtualClock.create();
        SimulatedStream<FakeKinesisRecord> shard = SimulatedStream.kinesis("clicks", clock);
        shard.put(FakeKinesisRecord.of("1"), FakeKinesisRecord.of("poison"), FakeKinesisRecord.of("3"));

        StreamOutcome<FakeKinesisRecord> outcome = StreamEventSource.of(new ClicksFunction(), shard)
                .withReportBatchItemFailures()
                .withBisectBatchOnFunctionError()
                .withMaximumRetryAttempts(2)
                .run();

        assertThat(outcome.onFailure()).hasSize(1);
        assertThat(outcome.onFailure().get(0).records()).hasSize(1);
        assertThat(shard.pending()).isEmpty();
    }
}
