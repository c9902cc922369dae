package dev.skiff.benchmarks.functions.usual;

public record Order(String id, String customer, int count) {}
