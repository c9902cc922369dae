package dev.skiff.peers.jersey;

public record NewUser(String name, String email) {}
