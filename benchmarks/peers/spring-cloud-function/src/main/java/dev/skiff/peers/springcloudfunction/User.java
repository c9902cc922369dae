package dev.skiff.peers.springcloudfunction;

public record User(String id, String name, String email) {}
