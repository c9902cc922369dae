package dev.skiff.batch;

/**
 * Is told what became of each batch, for metrics and logs, on the thread that called the function, before the answer is written. What it throws is logged
 * and changes nothing.
 */
@FunctionalInterface
public interface BatchListener {
    void finished(BatchOutcome outcome) throws Exception;
}
