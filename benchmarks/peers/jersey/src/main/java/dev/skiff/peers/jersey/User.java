package dev.skiff.peers.jersey;

public record User(String id, String name, String email) {}
