package dev.skiff.peers.springboot;

public record User(String id, String name, String email) {}
