package dev.skiff.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that goes only when it is told to, so that hours of retries pass in milliseconds. Thread-safe. */
public final class VirtualClock implements InstantSource {
    private Instant now; // guarded by this

    private VirtualClock(Instant start) {
        this.now = start;
    }

    /** At the beginning of 2026. */
    public static VirtualClock create() {
        return startingAt(Instant.parse("2026-01-01T00:00:00Z"));
    }

    public static VirtualClock startingAt(Instant start) {
        return new VirtualClock(start);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** Lets this time pass, which is not negative. A handler does so to be slow. */
    public synchronized void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("Time doesn't go back: " + duration);
        }
        now = now.plus(duration);
    }

    /** Lets time pass until this instant; nothing happens when that is over. */
    synchronized void advanceTo(Instant instant) {
        now = now.isBefore(instant) ? instant : now;
    }

    @Override
    public String toString() {
        return "VirtualClock at " + instant();
    }
}
