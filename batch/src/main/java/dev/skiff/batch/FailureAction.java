package dev.skiff.batch;

import org.jspecify.annotations.Nullable;

/** What happens to a record that failed. Immutable. */
public final class FailureAction {
    private static final FailureAction RETRY = new FailureAction(Kind.RETRY, null);
    private static final FailureAction DEAD_LETTER = new FailureAction(Kind.DEAD_LETTER, null);
    private static final FailureAction DROP = new FailureAction(Kind.DROP, null);

    final Kind kind;
    final @Nullable Backoff backoff;

    private FailureAction(Kind kind, @Nullable Backoff backoff) {
        this.kind = kind;
        this.backoff = backoff;
    }

    /** Reported as failed: Lambda delivers it again, when its visibility timeout is over or with the rest of its stream. What happens unless told otherwise. */
    public static FailureAction retry() {
        return RETRY;
    }

    /**
     * Reported as failed, after its visibility timeout was changed to the delay, so that SQS delivers it again no sooner. Needs {@link Batch#visibility}. In a FIFO
     * queue its message group waits with it. If the change fails, the message comes back at the queue's own pace. For SQS only: on a stream it is {@link #retry}.
     */
    public static FailureAction retryAfter(Backoff backoff) {
        return new FailureAction(Kind.RETRY_AFTER, backoff);
    }

    /**
     * Sent to the dead-letter queue at once, without the remaining deliveries. Needs {@link Batch#deadLetters}. Only when the queue has taken it does the record
     * count as finished; otherwise it is reported as failed.
     */
    public static FailureAction deadLetter() {
        return DEAD_LETTER;
    }

    /** Given up: counts as finished, and is gone. */
    public static FailureAction drop() {
        return DROP;
    }

    @Override
    public String toString() {
        return kind.name();
    }

    enum Kind {
        RETRY,
        RETRY_AFTER,
        DEAD_LETTER,
        DROP
    }
}
