package dev.skiff.examples.orders;

/** What a customer owes for this version of an order, signed by this version of the key. */
public record Receipt(String orderId, long cents, long orderVersion, String keyVersion, String signature) {}
