package dev.skiff.batch;

/** Adds a record to the state of its window. What it throws makes the record fail, and the state stays as it was. */
@FunctionalInterface
public interface RecordFold<S, R extends BatchRecord> {

    /** The state with the record; the state handed in isn't changed. */
    S fold(S state, R record) throws Exception;
}
