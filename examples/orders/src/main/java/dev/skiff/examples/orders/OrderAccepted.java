package dev.skiff.examples.orders;

/** A message: this order can be shipped. */
public record OrderAccepted(String orderId, String customer) {}
