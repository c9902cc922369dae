package dev.skiff.batch;

import dev.skiff.core.internal.Log;
import dev.skiff.core.internal.OneLine;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The work of one record: read, claim, handle, and decide about a failure. Every failure of whatever kind becomes a result. Without state of its own. */
final class Work<R extends BatchRecord, T> {
    private final BatchSettings<? super R, T> settings;
    private final Source<R> source;
    private final Deadline deadline;

    Work(BatchSettings<? super R, T> settings, Source<R> source, Deadline deadline) {
        this.settings = settings;
        this.source = source;
        this.deadline = deadline;
    }

    Result result(int index, R record, Worker<?> worker) {
        long started = System.nanoTime();
        try {
            Fate fate = handle(record, worker);
            return new Result(index, fate, null, null, System.nanoTime() - started);
        } catch (Throwable failure) { // an Error, too, is the failure of its record
            long nanos = System.nanoTime() - started;
            if (worker.timedOut()) { // no rule is meant for what the interrupt has done
                return new Result(index, Fate.TIMED_OUT, failure, null, nanos);
            }
            return failed(index, record, failure, nanos);
        }
    }

    private Fate handle(R record, Worker<?> worker) throws Exception {
        List<T> values = values(record);
        boolean worked = values.isEmpty();
        for (int i = 0; i < values.size(); i++) {
            worked |= once(values.get(i), record, worker, i, values.size());
        }
        return worked ? Fate.DONE : Fate.DONE_BEFORE;
    }

    private List<T> values(R record) {
        try {
            return settings.reader.read(record, settings.codec);
        } catch (UnreadablePayloadException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new UnreadablePayloadException(
                    "The payload can't be read" + (failure.getMessage() == null ? "" : ": " + failure.getMessage()),
                    failure);
        }
    }

    /** Whether the work was done now, and not before. */
    private boolean once(T value, R record, Worker<?> worker, int place, int of) throws Exception {
        IdempotencyStore store = settings.idempotency;
        if (store == null) {
            work(value, record, worker);
            return true;
        }
        String key = key(value, record, place, of);
        IdempotencyStore.Claim claim = claim(store, key);
        if (claim.state() == IdempotencyStore.State.DONE) {
            return false;
        }
        try {
            work(value, record, worker);
        } catch (Throwable failure) {
            release(store, key, claim.token(), failure);
            throw failure;
        }
        done(store, key, claim.token());
        return true;
    }

    /** A handler that was interrupted since the time is up may have returned halfway, so its work doesn't count. */
    private void work(T value, R record, Worker<?> worker) throws Exception {
        settings.handler.handle(value, record);
        if (worker.timedOut()) {
            throw new TimeoutException("The time was up and the handler interrupted before it returned");
        }
    }

    private IdempotencyStore.Claim claim(IdempotencyStore store, String key) throws Unclaimed {
        try {
            IdempotencyStore.Claim claim = store.claim(key, Duration.ofMillis(Math.max(1, deadline.left())));
            if (claim.state() == IdempotencyStore.State.HELD) {
                throw new IllegalStateException("Another delivery of this record is being worked on, or its owner"
                        + " crashed less than a lease ago; it is delivered again");
            }
            return claim;
        } catch (Throwable failure) {
            throw new Unclaimed(failure);
        }
    }

    private static void done(IdempotencyStore store, String key, String token) throws Unclaimed {
        try {
            store.done(key, token);
        } catch (Throwable failure) {
            throw new Unclaimed(failure);
        }
    }

    private static void release(IdempotencyStore store, String key, String token, Throwable failure) {
        boolean interrupted = Thread.interrupted(); // or the store's own call would fail
        try {
            store.failed(key, token);
        } catch (Throwable unreleased) {
            suppress(failure, unreleased); // the claim ends with its lease
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private String key(T value, R record, int place, int of) {
        if (settings.idempotencyKey == null) {
            return of == 1 ? record.id() : record.id() + "#" + place;
        }
        String key = settings.idempotencyKey.apply(value);
        if (key == null || key.isBlank()) {
            throw new IllegalArgumentException("The idempotency key of this payload is blank, so it names no work");
        }
        return key;
    }

    private Result failed(int index, R record, Throwable failure, long nanos) {
        if (failure instanceof Unclaimed unclaimed) {
            return new Result(index, Fate.FAILED, unclaimed.failure, null, nanos);
        }
        FailureAction action = action(failure, record);
        return switch (action.kind) {
            case DROP -> new Result(index, Fate.DROPPED, failure, null, nanos);
            case DEAD_LETTER ->
                source.lane(record) == null
                        ? new Result(index, Fate.FAILED, failure, action, nanos) // sent with the others, in the end
                        : new Result(index, sent(record, failure), failure, null, nanos);
            case RETRY_AFTER -> {
                delay(record, action.backoff);
                yield new Result(index, Fate.FAILED, failure, null, nanos);
            }
            case RETRY -> new Result(index, Fate.FAILED, failure, null, nanos);
        };
    }

    private FailureAction action(Throwable failure, R record) {
        try {
            FailureAction action = settings.action(failure, record);
            return action == null ? FailureAction.retry() : action;
        } catch (Throwable undecided) {
            suppress(failure, undecided);
            return FailureAction.retry();
        }
    }

    /** In a lane, what comes behind the record may begin only when the dead-letter queue has it. */
    private Fate sent(R record, Throwable failure) {
        try {
            Set<String> taken = deadLetters().send(List.of(new DeadLetter(record, failure)));
            return taken != null && taken.contains(record.id()) ? Fate.DEAD_LETTERED : Fate.FAILED;
        } catch (Throwable unsent) {
            suppress(failure, unsent);
            return Fate.FAILED;
        }
    }

    private DeadLetters deadLetters() {
        if (settings.deadLetters == null) {
            throw new IllegalStateException(
                    "A record is to go to the dead-letter queue, but the batch has no deadLetters(…)");
        }
        return settings.deadLetters;
    }

    private void delay(R record, @Nullable Backoff backoff) {
        Visibility visibility = settings.visibility;
        if (visibility == null || backoff == null || !(record instanceof SqsMessage message)) {
            return;
        }
        Duration delay = backoff.delay(message.receiveCount(), ThreadLocalRandom.current()::nextDouble);
        try {
            visibility.change(message, delay);
        } catch (Throwable unchanged) {
            Log.of(Batch.class)
                    .warn(
                            "The visibility of message " + OneLine.of(message.id())
                                    + " could not be changed; it comes back at the queue's own pace",
                            unchanged);
        }
    }

    /** A throwable can't suppress itself, and who is given one may throw it. */
    private static void suppress(Throwable failure, Throwable another) {
        if (another != failure) {
            failure.addSuppressed(another);
        }
    }

    /** The idempotency store failed, or another owner holds the work. No rule decides about that: the record is delivered again. */
    private static final class Unclaimed extends Exception {
        private static final long serialVersionUID = 1;

        private final Throwable failure;

        Unclaimed(Throwable failure) {
            super(failure);
            this.failure = failure;
        }
    }
}
