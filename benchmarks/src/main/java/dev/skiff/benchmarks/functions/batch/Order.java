package dev.skiff.benchmarks.functions.batch;

public record Order(String id, String customer, int count) {}
