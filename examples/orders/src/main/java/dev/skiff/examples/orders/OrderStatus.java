package dev.skiff.examples.orders;

/** The way of an order. It can be changed or cancelled only while it is PLACED. */
public enum OrderStatus {
    PLACED,
    ACCEPTED,
    SHIPPED
}
