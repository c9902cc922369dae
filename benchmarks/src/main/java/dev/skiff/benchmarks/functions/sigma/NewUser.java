package dev.skiff.benchmarks.functions.sigma;

import io.avaje.jsonb.Json;

@Json
public record NewUser(String name, String email) {}
