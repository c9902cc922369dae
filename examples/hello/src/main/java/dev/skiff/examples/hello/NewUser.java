package dev.skiff.examples.hello;

/** What a client posts. */
public record NewUser(String name, String email) {}
