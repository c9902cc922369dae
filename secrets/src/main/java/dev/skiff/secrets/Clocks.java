package dev.skiff.secrets;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Two clocks, since each is wrong somewhere: the monotonic one stands still while Lambda freezes the process, the wall clock can be set. */
final class Clocks {
    private final InstantSource wall;
    private final LongSupplier monotonic;

    Clocks(InstantSource wall, LongSupplier monotonic) {
        this.wall = wall;
        this.monotonic = monotonic;
    }

    long wallMillis() {
        return wall.millis();
    }

    long nanos() {
        return monotonic.getAsLong();
    }

    Moment now() {
        return new Moment(wallMillis(), nanos());
    }

    /** In a class, not a method reference: it is on the way of every cold start. */
    static final class SystemNanos implements LongSupplier {
        @Override
        public long getAsLong() {
            return System.nanoTime();
        }
    }
}
