package dev.skiff.batch;

/** Handles one payload together with the record that brought it. What it throws makes the record fail. Called by many threads when the batch is parallel. */
@FunctionalInterface
public interface RecordHandler<T, R extends BatchRecord> {
    void handle(T payload, R record) throws Exception;
}
