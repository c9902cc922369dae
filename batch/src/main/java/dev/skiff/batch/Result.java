package dev.skiff.batch;

import org.jspecify.annotations.Nullable;

/** What a worker hands to the collecting thread: what became of the record at a place of the batch. */
final class Result {
    final int index;
    final Fate fate;
    final @Nullable Throwable failure;
    final @Nullable FailureAction action;
    final long nanos;

    Result(int index, Fate fate, @Nullable Throwable failure, @Nullable FailureAction action, long nanos) {
        this.index = index;
        this.fate = fate;
        this.failure = failure;
        this.action = action;
        this.nanos = nanos;
    }
}
