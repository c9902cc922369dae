package dev.skiff.benchmarks.functions.batch;

import dev.skiff.batch.Batch;
import dev.skiff.batch.SqsFunction;

/** Ten typed messages, worked on one after the other. */
public final class OrdersFunction extends SqsFunction {
    public OrdersFunction() {
        super(Batch.of(Order.class, OrdersFunction::process).reportItemFailures());
    }

    private static void process(Order order) {
        if (order.count() < 1 || !order.customer().equals("Ada")) {
            throw new IllegalArgumentException("an order that wasn't read");
        }
    }
}
