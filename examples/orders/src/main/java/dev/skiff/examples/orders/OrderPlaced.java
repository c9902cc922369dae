package dev.skiff.examples.orders;

/** A message: this order is new. */
public record OrderPlaced(String orderId) {}
