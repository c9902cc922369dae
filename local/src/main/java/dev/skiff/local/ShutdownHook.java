package dev.skiff.local;

import org.jspecify.annotations.Nullable;

/** Runs a task when this JVM is asked to end, unless it was taken back before. */
final class ShutdownHook {
    private @Nullable Thread hook;

    void add(Runnable task) {
        Thread thread = new Thread(task, "skiff-local shutdown");
        hook = thread;
        Runtime.getRuntime().addShutdownHook(thread);
    }

    void remove() {
        try {
            if (hook != null) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        } catch (IllegalStateException shuttingDown) {
            // it is running this very moment
        }
    }
}
