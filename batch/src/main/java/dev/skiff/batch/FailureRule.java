package dev.skiff.batch;

import org.jspecify.annotations.Nullable;

/** What one type of failure leads to; {@code known} where it is always the same. */
record FailureRule(
        Class<? extends Throwable> type,
        FailurePolicy policy,
        @Nullable FailureAction known) {}
