package dev.skiff.benchmarks.functions.sigma;

import io.avaje.jsonb.Json;

@Json
public record User(String id, String name, String email) {}
