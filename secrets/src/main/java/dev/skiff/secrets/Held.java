package dev.skiff.secrets;

/** A content and since when it is known to be the right one. Immutable. */
final class Held {
    final Content content;
    final Moment since;
    private final long freshNanos;

    /** Since when the call for it began, since then it can have changed; fresh for so long, jitter included. */
    Held(Content content, Moment since, long freshNanos) {
        this.content = content;
        this.since = since;
        this.freshNanos = freshNanos;
    }

    boolean isFresh(Clocks clocks) {
        return since.isWithin(freshNanos, clocks.wallMillis(), clocks.nanos());
    }

    boolean isFresh(Moment now) {
        return since.isWithin(freshNanos, now);
    }
}
