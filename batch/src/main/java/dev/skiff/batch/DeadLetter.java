package dev.skiff.batch;

import dev.skiff.core.internal.OneLine;

/** A record on its way to the dead-letter queue, and why. Immutable. */
public final class DeadLetter {
    private final BatchRecord record;
    private final Throwable failure;

    public DeadLetter(BatchRecord record, Throwable failure) {
        this.record = record;
        this.failure = failure;
    }

    public BatchRecord record() {
        return record;
    }

    /** What its handler threw. */
    public Throwable failure() {
        return failure;
    }

    @Override
    public String toString() {
        return OneLine.of(record.id()) + " (" + OneLine.of(failure.toString()) + ")";
    }
}
