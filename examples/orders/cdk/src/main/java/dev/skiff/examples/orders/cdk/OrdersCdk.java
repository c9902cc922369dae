package dev.skiff.examples.orders.cdk;

import software.amazon.awscdk.App;

/** What {@code cdk synth} and {@code cdk deploy} run. */
public final class OrdersCdk {
    private OrdersCdk() {}

    public static void main(String[] args) {
        App app = new App();
        new OrdersStack(app, "orders", Settings.from(app.getNode()));
        app.synth();
    }
}
