package dev.skiff.batch;

import java.util.List;
import java.util.Objects;

/**
 * The state of one call, folded record by record on a worker. When the call is over it is sealed, and what comes back from a fold too late doesn't count: of each record, state
 * and report say the same.
 */
final class Folded<R extends BatchRecord, S> implements RecordHandler<Folded.Step<S>, R> {

    /** What one record does to the state. */
    interface Step<S> {
        S from(S state) throws Exception;
    }

    private final List<R> records;
    private S state;
    private int next; // the place behind the last record in the state
    private boolean sealed;

    Folded(List<R> records, S state) {
        this.records = records;
        this.state = state;
    }

    @Override
    public void handle(Step<S> step, R record) throws Exception {
        take(record, Objects.requireNonNull(step.from(state()), "A fold answered null in place of a state"));
    }

    synchronized S state() {
        return state;
    }

    /** Ends the folding. The outcome is that of the run, with what the state holds as done. */
    synchronized BatchOutcome seal(BatchOutcome outcome) {
        sealed = true;
        return outcome.withDone(next);
    }

    private synchronized void take(R record, S after) {
        if (sealed) {
            throw new IllegalStateException("The fold came back after the call; its record is delivered again");
        }
        while (records.get(next) != record) {
            next++; // dropped ones
        }
        next++;
        state = after;
    }
}
