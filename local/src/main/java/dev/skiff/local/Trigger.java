package dev.skiff.local;

import java.util.List;

/** What calls functions by itself, from the start of a template to its end: a poller, a clock. */
interface Trigger extends AutoCloseable {
    void start();

    /** Lines for the start screen, below the function with this logical id. */
    List<String> describe(String function);

    /** Calls no more; those that run may end. */
    @Override
    void close();
}
