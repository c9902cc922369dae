package dev.skiff.batch;

/** Handles one payload, of whatever source. What it throws makes its record fail. Called by many threads when the batch is parallel. */
@FunctionalInterface
public interface PayloadHandler<T> {
    void handle(T payload) throws Exception;
}
