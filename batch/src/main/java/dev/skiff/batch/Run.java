package dev.skiff.batch;

import com.amazonaws.services.lambda.runtime.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One batch, from its records to their fates. Every record starts as not done; workers hand over results, and the calling thread alone takes records off. When the time
 * is up it takes what is there, so the answer never waits for a handler that hangs.
 */
final class Run<R extends BatchRecord, T> {
    private static final long SLICE_MILLIS = 100;

    private final Source<R> source;
    private final BatchSettings<? super R, T> settings;
    private final List<R> records;
    private final Deadline deadline;
    private final Queue<Result> results = new ConcurrentLinkedQueue<>();
    /** What the calling thread waits for: to be woken by each record would cost more than the record does. */
    private final Semaphore ends = new Semaphore(0);

    private final Lanes lanes;
    private final List<Worker<R>> workers = new ArrayList<>();
    private final @Nullable Result[] returned;
    private @Nullable Throwable refusal;

    Run(Source<R> source, BatchSettings<? super R, T> settings, List<R> records, @Nullable Context context) {
        this.source = source;
        this.settings = settings;
        this.records = records;
        this.deadline = new Deadline(context, settings.margin);
        this.lanes = new Lanes(records, source, !settings.continueAfterFailure);
        this.returned = new Result[records.size()];
    }

    BatchOutcome outcome(Executor executor) {
        try {
            return collected(executor);
        } finally { // whatever happens here, no record is begun behind the function's back
            lanes.close();
            for (Worker<R> worker : workers) {
                worker.end();
            }
        }
    }

    private BatchOutcome collected(Executor executor) {
        int running = start(executor);
        running = collect(running);
        if (running > 0) {
            interrupt(running);
        }
        takeResults();
        new DeadLettering<>(settings.deadLetters, records, returned, deadline).sendAll(executor);
        return fates();
    }

    private int start(Executor executor) {
        Worker.Shared<R> shared = new Worker.Shared<>(
                records,
                lanes,
                new Work<>(settings, source, deadline),
                deadline,
                results,
                ends,
                Logged.here(),
                Thread.currentThread().getContextClassLoader());
        int most = Math.min(settings.parallel, lanes.count());
        int running = 0;
        for (int i = 0; i < most; i++) {
            Worker<R> worker = new Worker<>(shared);
            workers.add(worker); // whatever comes of it: an executor can begin it and then throw
            try {
                executor.execute(worker);
                running++;
            } catch (Throwable refused) { // the others take over; if there are none, every record fails with this
                refusal = refused;
            }
        }
        return running;
    }

    private int collect(int running) {
        int left = running;
        while (left > 0 && !deadline.passed()) {
            left -= ended(Math.min(SLICE_MILLIS, deadline.untilMargin())) ? 1 : 0;
        }
        return left;
    }

    /** Time is up: nothing begins, what runs is told so, and what comes back within the grace still counts. */
    private void interrupt(int running) {
        lanes.close();
        for (Worker<R> worker : workers) {
            worker.end();
        }
        int left = running;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(deadline.grace());
        while (left > 0) {
            if (!ended(TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()))) {
                return;
            }
            left--;
        }
    }

    /** Also what came back from where nobody waited, as from an executor that did the work and then threw. */
    private void takeResults() {
        for (Result result = results.poll(); result != null; result = results.poll()) {
            returned[result.index] = result;
        }
    }

    /** Whether a worker came to its end within the time. */
    private boolean ended(long millis) {
        try {
            return ends.tryAcquire(Math.max(0, millis), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new BatchFailedException("Interrupted while records were worked on", stop);
        }
    }

    private BatchOutcome fates() {
        List<RecordOutcome> outcomes = new ArrayList<>(records.size());
        for (int i = 0; i < returned.length; i++) {
            outcomes.add(outcome(i));
        }
        return new BatchOutcome(source.name(), outcomes);
    }

    private RecordOutcome outcome(int index) {
        Result result = returned[index];
        R record = records.get(index);
        if (result != null) {
            return new RecordOutcome(record, result.fate, result.failure, Duration.ofNanos(result.nanos));
        }
        if (lanes.taken(index)) {
            return new RecordOutcome(record, Fate.TIMED_OUT, null, Duration.ZERO);
        }
        return new RecordOutcome(record, Fate.NOT_STARTED, refusal, Duration.ZERO);
    }
}
