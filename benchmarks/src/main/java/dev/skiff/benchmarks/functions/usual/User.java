package dev.skiff.benchmarks.functions.usual;

record User(String id, String name, String email) {}
