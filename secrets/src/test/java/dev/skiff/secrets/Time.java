package dev.skiff.secrets;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Both clocks, by hand. */
public final class Time implements InstantSource, LongSupplier {
    private final AtomicLong wallMillis = new AtomicLong(1_800_000_000_000L);
    private final AtomicLong nanos = new AtomicLong(-5_000);

    /** Time passes. */
    public void pass(Duration time) {
        wall(time);
        nanos.addAndGet(time.toNanos());
    }

    /** The wall clock alone: frozen, or set. */
    public void wall(Duration time) {
        wallMillis.addAndGet(time.toMillis());
    }

    /** The monotonic clock alone. */
    public void monotonic(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(wallMillis.get());
    }

    @Override
    public long millis() {
        return wallMillis.get();
    }

    @Override
    public long getAsLong() {
        return nanos.get();
    }
}
