package dev.skiff.examples.orders;

import dev.skiff.batch.Batch;
import dev.skiff.batch.DeadLetters;
import dev.skiff.batch.FailureAction;
import dev.skiff.batch.IdempotencyStore;
import dev.skiff.batch.SqsFunction;
import dev.skiff.batch.UnreadablePayloadException;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Accepts orders. A message that fails comes again by itself, the others of its batch don't; after five times it is in the
 * dead-letter queue. What can't even be read goes there at once.
 */
public final class OrderWorker extends SqsFunction {
    public OrderWorker() {
        this(Wiring.fromEnvironment());
    }

    private OrderWorker(Wiring wiring) {
        this(wiring, wiring.sqs());
    }

    private OrderWorker(Wiring wiring, SqsClient sqs) {
        this(wiring.orders(), wiring.messages(sqs), wiring.once(), wiring.deadLetters(sqs));
    }

    OrderWorker(Orders orders, Messages messages, IdempotencyStore once, DeadLetters deadLetters) {
        super(Batch.of(OrderPlaced.class, placed -> accept(placed, orders, messages))
                .reportItemFailures()
                .parallel(4)
                .idempotent(once, OrderPlaced::orderId)
                .onFailure(UnreadablePayloadException.class, FailureAction.deadLetter())
                .deadLetters(deadLetters));
    }

    /** May be interrupted anywhere and begun again: each step looks what is done already. */
    private static void accept(OrderPlaced placed, Orders orders, Messages messages) {
        Optional<Order> found = orders.find(placed.orderId());
        if (found.isEmpty()) {
            return; // cancelled meanwhile
        }
        Order order = found.get();
        if (order.status() == OrderStatus.PLACED) {
            Warehouse.reserve(order);
            if (!orders.replace(order.withStatus(OrderStatus.ACCEPTED))) {
                throw new IllegalStateException("The order changed while it was accepted");
            }
        }
        messages.accepted(new OrderAccepted(order.id(), order.customer()));
    }
}
