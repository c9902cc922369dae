package dev.skiff.examples.accounts;

/** The detail of an event on the bus. */
public record AccountOpened(String userName, String email) {}
