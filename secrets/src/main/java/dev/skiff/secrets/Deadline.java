package dev.skiff.secrets;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** When a call over the network has to be over. It runs while the process runs, so the monotonic clock of the system is the right one. */
final class Deadline {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** The part of it that something else may take, so that time is left to go on. */
    Deadline half() {
        return new Deadline(System.nanoTime() + Math.max(0, end - System.nanoTime()) / 2);
    }

    Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /** For a socket: at least one, since zero means for ever. */
    int millis(int most) throws SocketTimeoutException {
        long left = end - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException("No time left");
        }
        return (int) Math.max(1, Math.min(most, left / NANOS_PER_MILLI));
    }
}
