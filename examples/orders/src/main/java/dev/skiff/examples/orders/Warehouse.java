package dev.skiff.examples.orders;

/** Stands where the warehouse would be asked; it has everything but what is discontinued. */
final class Warehouse {
    private Warehouse() {}

    static void reserve(Order order) {
        for (OrderLine line : order.lines()) {
            if (line.sku().startsWith("discontinued-")) {
                throw new OutOfStockException("The warehouse has no " + line.sku());
            }
        }
    }
}
