package dev.skiff.secrets;

import java.net.HttpURLConnection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends a call whose headers trickle: each of their reads is in time, and between two of them nobody else can look at the clock. A thread for one call, which lasts
 * until its headers are there, and never beyond its deadline.
 */
final class Watch implements Runnable {
    private static final int OPEN = 0;
    private static final int ENDED = 1;
    private static final int DISCONNECTED = 2;

    private final HttpURLConnection connection;
    private final Deadline deadline;
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger outcome = new AtomicInteger(OPEN);

    private Watch(HttpURLConnection connection, Deadline deadline) {
        this.connection = connection;
        this.deadline = deadline;
    }

    static Watch over(HttpURLConnection connection, Deadline deadline) {
        Watch watch = new Watch(connection, deadline);
        Thread thread = new Thread(null, watch, "skiff-secrets-watch", 64 * 1024, false);
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    @Override
    public void run() {
        try {
            if (!over.await(deadline.left().toNanos(), TimeUnit.NANOSECONDS)
                    && outcome.compareAndSet(OPEN, DISCONNECTED)) {
                connection.disconnect();
            }
        } catch (InterruptedException unwanted) {
            Thread.currentThread().interrupt();
        }
    }

    /** False when the connection is, or is being, disconnected: to do so twice could wait for the rest of the answer. */
    boolean end() {
        over.countDown();
        return outcome.compareAndSet(OPEN, ENDED) || outcome.get() == ENDED;
    }
}
