package dev.skiff.batch;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Takes records one after the other, works on them and hands over the results, until there are none left. Belongs to one batch. */
final class Worker<R extends BatchRecord> implements Runnable {

    /** What all workers of a batch share. */
    record Shared<R extends BatchRecord>(
            List<R> records,
            Lanes lanes,
            Work<R, ?> work,
            Deadline deadline,
            Queue<Result> results,
            Semaphore ends,
            Logged logged,
            @Nullable ClassLoader loader) {}

    private final Shared<R> shared;
    private @Nullable Thread thread; // while a record runs on it
    private boolean ended;

    Worker(Shared<R> shared) {
        this.shared = shared;
    }

    @Override
    public void run() {
        Thread here = Thread.currentThread();
        ClassLoader loader = here.getContextClassLoader();
        Logged logged = Logged.here();
        try {
            here.setContextClassLoader(shared.loader());
            takeAll(here);
        } finally {
            here.setContextClassLoader(loader);
            logged.restore();
            shared.ends().release();
        }
    }

    /** Ends the work: what runs is interrupted, and nothing more begins. */
    synchronized void end() {
        ended = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Whether the time was up while the record ran. If not, an interrupt of this thread is the handler's own, and ends here. */
    @SuppressWarnings("ResultOfMethodCallIgnored")
    synchronized boolean timedOut() {
        if (!ended) {
            Thread.interrupted();
        }
        return ended;
    }

    private void takeAll(Thread here) {
        int index;
        while ((index = next()) >= 0) {
            Result result = null;
            try {
                result = worked(index, here);
            } finally {
                shared.lanes().returned(index, result != null && result.fate.finished());
            }
            if (result != null) {
                shared.results().add(result);
            }
        }
    }

    private int next() {
        if (shared.deadline().passed()) {
            shared.lanes().close();
            return -1;
        }
        return shared.lanes().take();
    }

    private @Nullable Result worked(int index, Thread here) {
        if (!begin(here)) {
            return null;
        }
        try {
            R record = shared.records().get(index);
            shared.logged().open(record);
            return shared.work().result(index, record, this);
        } finally {
            leave();
        }
    }

    private synchronized boolean begin(Thread here) {
        if (!ended) {
            thread = here;
        }
        return !ended;
    }

    /** An interrupt that was meant for the record, or that its handler left behind, ends with it. */
    @SuppressWarnings("ResultOfMethodCallIgnored")
    private synchronized void leave() {
        thread = null;
        Thread.interrupted();
    }
}
