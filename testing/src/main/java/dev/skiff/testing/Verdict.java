package dev.skiff.testing;

/** What Lambda makes of a function's answer to a batch. */
public enum Verdict {
    /** All records count as done: messages are deleted, a checkpoint moves behind the batch. */
    SUCCESS,
    /** Some records are delivered again. */
    PARTIAL,
    /** Nothing counts: all records are delivered again. */
    FAILURE
}
