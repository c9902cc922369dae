package dev.skiff.peers.springboot;

public record NewUser(String name, String email) {}
