package dev.skiff.peers.micronaut;

import io.micronaut.serde.annotation.Serdeable;

@Serdeable
public record NewUser(String name, String email) {}
