package dev.skiff.secrets;

import java.net.HttpURLConnection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a call whose headers trickle: each of their reads is in time, and between two of them nobody else can look at the clock. A thread for one call, which never
 * outlives its deadline.
 */
final class Watch implements Runnable {
    private final HttpURLConnection connection;
    private final Deadline deadline;
    private final CountDownLatch over = new CountDownLatch(1);

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
            if (!over.await(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
                connection.disconnect();
            }
        } catch (InterruptedException unwanted) {
            Thread.currentThread().interrupt();
        }
    }

    void end() {
        over.countDown();
    }
}
