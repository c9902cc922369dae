package dev.skiff.batch;

/** Decides what happens to a record that failed. What it throws counts as a decision to retry. */
@FunctionalInterface
public interface FailurePolicy {
    FailureAction decide(Throwable failure, BatchRecord record) throws Exception;
}
