package dev.skiff.local;

import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * Memory for the bodies of requests. A large one waits until there is room for all of it, before a byte of it is read; small
 * ones always have room, so that slow clients with large bodies hold up their like only.
 */
final class BodyRoom {
    private static final int SMALL_KILOBYTES = 64;

    private final int total;
    private final Semaphore kilobytes;

    private BodyRoom(int total) {
        this.total = total;
        this.kilobytes = new Semaphore(total, true);
    }

    /** A part of this JVM's heap: a body is there several times until its function has it. */
    static BodyRoom ofThisHeap() {
        return new BodyRoom((int) Math.min(
                Integer.MAX_VALUE, Math.max(16 * 1024, Runtime.getRuntime().maxMemory() / 10 / 1024)));
    }

    interface Work {
        void run() throws IOException;
    }

    /** @param bytes that the body may have */
    void during(long bytes, Work work) throws IOException {
        int needed = (int) Math.min(total, (bytes + 1023) / 1024);
        if (needed <= SMALL_KILOBYTES) {
            work.run();
            return;
        }
        kilobytes.acquireUninterruptibly(needed);
        try {
            work.run();
        } finally {
            kilobytes.release(needed);
        }
    }
}
