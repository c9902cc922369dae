package dev.skiff.batch;

/** Adds a payload to the state of its window, together with the record that brought it. What it throws makes the record fail, and the state stays as it was. */
@FunctionalInterface
public interface PayloadFold<S, T, R extends BatchRecord> {

    /** The state with the payload; the state handed in isn't changed. */
    S fold(S state, T payload, R record) throws Exception;
}
