package dev.skiff.benchmarks.functions.usual;

record NewUser(String name, String email) {}
