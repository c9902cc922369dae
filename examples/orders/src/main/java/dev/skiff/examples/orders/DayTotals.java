package dev.skiff.examples.orders;

import java.time.LocalDate;

/** The orders of a day: how many there are, how many of them are shipped, and what they cost in all. */
public record DayTotals(LocalDate day, long orders, long shipped, long cents) {}
