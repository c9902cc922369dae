package dev.skiff.batch;

/** What became of a record. */
public enum Fate {
    /** Its work returned. */
    DONE(true),
    /** Its work was done by an earlier delivery, says the {@link IdempotencyStore}. */
    DONE_BEFORE(true),
    /** It failed, and the policy gives it up. */
    DROPPED(true),
    /** It failed, and the dead-letter queue has taken it. */
    DEAD_LETTERED(true),
    /** It failed, and is delivered again. */
    FAILED(false),
    /** It was still running when the time was up: interrupted, and delivered again. */
    TIMED_OUT(false),
    /** It wasn't begun, for want of time or because an earlier record of its order failed; it is delivered again. */
    NOT_STARTED(false);

    private final boolean finished;

    Fate(boolean finished) {
        this.finished = finished;
    }

    /** Whether Lambda may forget the record. */
    public boolean finished() {
        return finished;
    }
}
