package dev.skiff.examples.orders;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Stands where the table is: remembers the last that it was told of each order. */
final class TotalsInMemory implements Totals {
    final Map<String, Order> counted = new ConcurrentHashMap<>();
    private final Map<LocalDate, DayTotals> reports = new ConcurrentHashMap<>();

    @Override
    public void count(Order order) {
        if (order.lines().isEmpty()) {
            throw new IllegalStateException("Can't be counted: " + order.id());
        }
        counted.put(order.id(), order);
    }

    @Override
    public void discount(Order order) {
        counted.remove(order.id());
    }

    @Override
    public DayTotals of(LocalDate day) {
        long shipped = counted.values().stream()
                .filter(order -> order.status() == OrderStatus.SHIPPED)
                .count();
        return new DayTotals(
                day,
                counted.size(),
                shipped,
                counted.values().stream().mapToLong(Order::cents).sum());
    }

    @Override
    public void keep(DayTotals report) {
        reports.put(report.day(), report);
    }

    @Override
    public Optional<DayTotals> report(LocalDate day) {
        return Optional.ofNullable(reports.get(day));
    }
}
