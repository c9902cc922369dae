package dev.skiff.examples.orders;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Stands where the table is, with the same rules. */
final class OrdersInMemory implements Orders {
    private final Map<String, Order> kept = new ConcurrentHashMap<>();

    @Override
    public boolean add(Order order) {
        return kept.putIfAbsent(order.id(), order) == null;
    }

    @Override
    public Optional<Order> find(String id) {
        return Optional.ofNullable(kept.get(id));
    }

    @Override
    public List<Order> of(String customer, int limit) {
        return kept.values().stream()
                .filter(order -> order.customer().equals(customer))
                .sorted(Comparator.comparing(Order::placedAt).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public boolean replace(Order order) {
        Order before = kept.get(order.id());
        return before != null && before.version() == order.version() - 1 && kept.replace(order.id(), before, order);
    }

    @Override
    public boolean remove(Order order) {
        return kept.remove(order.id(), order);
    }
}
