package dev.skiff.peers.quarkus;

public record NewUser(String name, String email) {}
