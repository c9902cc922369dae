package dev.skiff.batch;

import com.amazonaws.services.lambda.runtime.Context;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How much of the invocation's time is left before its margin. */
final class Deadline {
    private static final long LONGEST_MILLIS = 15 * 60 * 1000L;

    private final @Nullable Context context;
    private final long started = System.nanoTime();
    private final long margin;

    /** Without a context, as in tests of event objects, there are Lambda's 15 minutes. */
    Deadline(@Nullable Context context, @Nullable Duration margin) {
        this.context = context;
        this.margin = margin != null ? margin.toMillis() : Math.min(1000, left() / 10);
    }

    /** Milliseconds until Lambda ends the invocation. */
    long left() {
        return context != null
                ? context.getRemainingTimeInMillis()
                : LONGEST_MILLIS - (System.nanoTime() - started) / 1_000_000;
    }

    /** Milliseconds until no more work is begun; not above zero when that is now. */
    long untilMargin() {
        return left() - margin;
    }

    boolean passed() {
        return untilMargin() <= 0;
    }

    /** How long interrupted work is waited for. */
    long grace() {
        return Math.max(0, Math.min(100, Math.min(margin, left()) / 4));
    }

    long marginMillis() {
        return margin;
    }
}
