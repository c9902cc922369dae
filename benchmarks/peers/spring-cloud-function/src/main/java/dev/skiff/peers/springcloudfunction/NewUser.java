package dev.skiff.peers.springcloudfunction;

public record NewUser(String name, String email) {}
