package dev.skiff.examples.orders;

import java.util.List;

/** What a client posts, and puts to change it. */
public record NewOrder(List<OrderLine> lines) {}
