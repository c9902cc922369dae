package dev.skiff.examples.orders;

/** So many of a thing, at a price of so many cents each. */
public record OrderLine(String sku, int quantity, int cents) {}
