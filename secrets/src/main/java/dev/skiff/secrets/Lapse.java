package dev.skiff.secrets;

import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** A failed call, and the earliest time of the next one. Immutable. */
final class Lapse {
    private static final long FIRST_WAIT = 1_000_000_000L;
    private static final long LONGEST_WAIT = 60 * FIRST_WAIT;

    final SecretFailure failure;
    private final String code;
    private final String detail;
    private final int count;
    private final Moment at;
    private final long waitNanos;

    private Lapse(SecretFailure failure, String code, String detail, int count, Moment at, long waitNanos) {
        this.failure = failure;
        this.code = code;
        this.detail = detail;
        this.count = count;
        this.at = at;
        this.waitNanos = waitNanos;
    }

    /** The next call waits for a random part of 1, 2, 4 … 60 seconds, twice as long after each failure in a row. */
    static Lapse of(Reason reason, @Nullable Lapse before, Moment now, DoubleSupplier random) {
        int count = before == null ? 1 : before.count + 1;
        long wait = (long) (wait(count) * random.getAsDouble());
        return new Lapse(reason.failure, reason.code, reason.detail, count, now, wait);
    }

    /** A refresh that found the version it should replace; the next one waits for at least half of that time, or log-ins that fail would call at each try. */
    static Lapse fruitless(@Nullable Lapse before, Moment now, DoubleSupplier random) {
        int count = before == null ? 1 : before.count + 1;
        long wait = (long) (wait(count) * (0.5 + random.getAsDouble() / 2));
        return new Lapse(SecretFailure.INVALID, "NothingNew", "", count, now, wait);
    }

    boolean isOver(Moment now) {
        return at.hasPassed(waitNanos, now);
    }

    SecretException exception(String id) {
        return new SecretException(id, failure, code, detail);
    }

    static long wait(int count) {
        return count > 6 ? LONGEST_WAIT : Math.min(LONGEST_WAIT, FIRST_WAIT << (count - 1));
    }
}
