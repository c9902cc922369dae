package dev.skiff.examples.orders;

import java.time.Instant;
import java.util.List;

/**
 * An order as it is stored and shown.
 *
 * @param cents what it costs in all
 * @param version grows with each change, so that nobody overwrites what he hasn't seen
 */
public record Order(
        String id,
        String customer,
        OrderStatus status,
        List<OrderLine> lines,
        long cents,
        Instant placedAt,
        long version) {
    static Order place(String id, String customer, List<OrderLine> lines, Instant now) {
        return new Order(id, customer, OrderStatus.PLACED, lines, sum(lines), now, 1);
    }

    Order withLines(List<OrderLine> changed) {
        return new Order(id, customer, status, changed, sum(changed), placedAt, version + 1);
    }

    Order withStatus(OrderStatus next) {
        return new Order(id, customer, next, lines, cents, placedAt, version + 1);
    }

    private static long sum(List<OrderLine> lines) {
        long cents = 0;
        for (OrderLine line : lines) {
            cents += (long) line.quantity() * line.cents();
        }
        return cents;
    }
}
