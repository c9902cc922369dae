package dev.skiff.secrets;

/** A point in time on both clocks. Immutable. */
final class Moment {
    private static final long NANOS_PER_MILLI = 1_000_000;

    final long wallMillis;
    final long nanos;

    Moment(long wallMillis, long nanos) {
        this.wallMillis = wallMillis;
        this.nanos = nanos;
    }

    /** Whether less than this has passed on each clock. A wall clock that was set back tells nothing, and nothing is taken for too long. */
    boolean isWithin(long limitNanos, long nowWallMillis, long nowNanos) {
        long wall = nowWallMillis - wallMillis;
        return wall >= 0 && wall < limitNanos / NANOS_PER_MILLI && nowNanos - nanos < limitNanos;
    }

    boolean isWithin(long limitNanos, Moment now) {
        return isWithin(limitNanos, now.wallMillis, now.nanos);
    }

    /** Whether this much has passed on either clock; one that was set back doesn't count. */
    boolean hasPassed(long waitNanos, Moment now) {
        return now.nanos - nanos >= waitNanos || now.wallMillis - wallMillis >= waitNanos / NANOS_PER_MILLI + 1;
    }

    /** What has passed, by the clock that says more. */
    long ageNanos(Moment now) {
        return Math.max((now.wallMillis - wallMillis) * NANOS_PER_MILLI, now.nanos - nanos);
    }
}
