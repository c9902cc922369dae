package dev.skiff.examples.orders;

import dev.skiff.batch.Batch;
import dev.skiff.batch.SqsFunction;
import java.util.Optional;

/**
 * Ships what was accepted, the orders of a customer one after the other: the queue is a FIFO one with a group for each
 * customer. When one fails, those behind it in its group wait with it, and other customers' go on.
 */
public final class ShipmentWorker extends SqsFunction {
    public ShipmentWorker() {
        this(Wiring.fromEnvironment().orders());
    }

    ShipmentWorker(Orders orders) {
        super(Batch.of(OrderAccepted.class, accepted -> ship(accepted, orders))
                .reportItemFailures()
                .parallel(4));
    }

    /** Once more is harmless: what is shipped already stays so. */
    private static void ship(OrderAccepted accepted, Orders orders) {
        Optional<Order> order = orders.find(accepted.orderId());
        if (order.isEmpty() || order.get().status() == OrderStatus.SHIPPED) {
            return;
        }
        if (!orders.replace(order.get().withStatus(OrderStatus.SHIPPED))) {
            throw new IllegalStateException("The order changed while it was shipped");
        }
    }
}
