package dev.skiff.examples.orders;

import dev.skiff.batch.Batch;
import dev.skiff.batch.DynamoDbFunction;
import dev.skiff.batch.ItemChange;

/**
 * Keeps the totals of each day, from the stream of the table of orders. Changes of one order come in their order, but may
 * come again; {@link Totals} knows what it has counted.
 */
public final class OrderProjector extends DynamoDbFunction {
    public OrderProjector() {
        this(Wiring.fromEnvironment().totals());
    }

    OrderProjector(Totals totals) {
        super(Batch.dynamoDb(Order.class, (change, record) -> count(change, totals))
                .reportItemFailures()
                .parallel(4));
    }

    private static void count(ItemChange<Order> change, Totals totals) {
        change.after().ifPresentOrElse(totals::count, () -> change.before().ifPresent(totals::discount));
    }
}
