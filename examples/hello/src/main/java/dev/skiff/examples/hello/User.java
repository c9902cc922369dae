package dev.skiff.examples.hello;

public record User(String id, String name, String email) {}
