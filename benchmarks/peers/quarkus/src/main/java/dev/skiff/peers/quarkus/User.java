package dev.skiff.peers.quarkus;

public record User(String id, String name, String email) {}
