package dev.skiff.examples.layer;

/** What a client posts, and what the queue carries. Both functions have it in their zip: it changes with them, not with the layer. */
public record Signup(String name, String email) {}
