package dev.skiff.examples.orders;

/** Where a function leaves work for another one. */
public interface Messages {
    /** To the queue of orders that wait to be accepted. */
    void placed(OrderPlaced order);

    /** To the queue of orders that wait to be shipped, behind those of the same customer. */
    void accepted(OrderAccepted order);
}
