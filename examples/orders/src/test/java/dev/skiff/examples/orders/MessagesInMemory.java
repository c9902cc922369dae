package dev.skiff.examples.orders;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands where the queues are. */
final class MessagesInMemory implements Messages {
    final List<OrderPlaced> placed = new CopyOnWriteArrayList<>();
    final List<OrderAccepted> accepted = new CopyOnWriteArrayList<>();

    @Override
    public void placed(OrderPlaced order) {
        placed.add(order);
    }

    @Override
    public void accepted(OrderAccepted order) {
        accepted.add(order);
    }
}
