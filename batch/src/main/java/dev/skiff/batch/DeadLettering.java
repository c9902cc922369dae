package dev.skiff.batch;

import dev.skiff.core.internal.Log;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends the hopeless records of a batch without order to the dead-letter queue, together, in the end. What the queue hasn't taken in time stays failed. */
final class DeadLettering<R extends BatchRecord> {
    private final @Nullable DeadLetters deadLetters;
    private final List<R> records;
    private final @Nullable Result[] results;
    private final Deadline deadline;

    DeadLettering(@Nullable DeadLetters deadLetters, List<R> records, @Nullable Result[] results, Deadline deadline) {
        this.deadLetters = deadLetters;
        this.records = records;
        this.results = results;
        this.deadline = deadline;
    }

    void sendAll(Executor executor) {
        List<DeadLetter> letters = letters();
        if (!letters.isEmpty()) {
            Set<String> taken = send(letters, executor);
            for (int i = 0; i < results.length; i++) {
                Result result = results[i];
                if (result != null
                        && isDue(result)
                        && taken.contains(records.get(i).id())) {
                    results[i] = new Result(i, Fate.DEAD_LETTERED, result.failure, null, result.nanos);
                }
            }
        }
    }

    private List<DeadLetter> letters() {
        List<DeadLetter> letters = new ArrayList<>();
        for (Result result : results) {
            if (result != null && isDue(result) && result.failure != null) {
                letters.add(new DeadLetter(records.get(result.index), result.failure));
            }
        }
        return letters;
    }

    private static boolean isDue(Result result) {
        return result.action != null && result.action.kind == FailureAction.Kind.DEAD_LETTER;
    }

    /** On another thread, since the answer can't wait for a queue that hangs. */
    private Set<String> send(List<DeadLetter> letters, Executor executor) {
        DeadLetters queue = deadLetters;
        if (queue == null) {
            Log.of(Batch.class)
                    .error(
                            letters.size()
                                    + " records are to go to the dead-letter queue, but the batch has no deadLetters(…)",
                            null);
            return Set.of();
        }
        Surroundings surroundings = new Surroundings();
        FutureTask<Set<String>> sending = new FutureTask<>(() -> surroundings.call(() -> queue.send(letters)));
        try {
            executor.execute(sending);
            Set<String> taken = sending.get(patience(), TimeUnit.MILLISECONDS);
            return taken == null ? Set.of() : taken;
        } catch (Throwable unsent) { // an executor can throw any
            sending.cancel(true);
            if (unsent instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            Log.of(Batch.class)
                    .error(
                            "The dead-letter queue has not taken " + letters.size()
                                    + " records; they are delivered again",
                            unsent);
            return Set.of();
        }
    }

    private long patience() {
        return Math.max(0, deadline.left() - Math.max(10, deadline.marginMillis() / 4));
    }
}
