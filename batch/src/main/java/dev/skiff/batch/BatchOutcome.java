package dev.skiff.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What became of a batch: each record's fate in the order of the event. Immutable. */
public final class BatchOutcome {
    private final String source;
    private final List<RecordOutcome> records;

    BatchOutcome(String source, List<RecordOutcome> records) {
        this.source = source;
        this.records = List.copyOf(records);
    }

    /** {@code SQS}, {@code Kinesis}, {@code DynamoDB Streams} or {@code Kafka}. */
    public String source() {
        return source;
    }

    /** One for each record of the event, in its order. */
    public List<RecordOutcome> records() {
        return records;
    }

    /** How many records had this fate. */
    public int count(Fate fate) {
        int count = 0;
        for (RecordOutcome outcome : records) {
            if (outcome.fate() == fate) {
                count++;
            }
        }
        return count;
    }

    /**
     * How many records Lambda may forget. On a stream, records behind the first unfinished one are delivered again all the same.
     */
    public int finished() {
        int count = 0;
        for (RecordOutcome outcome : records) {
            if (outcome.fate().finished()) {
                count++;
            }
        }
        return count;
    }

    /** How many records are to be delivered again. */
    public int unfinished() {
        return records.size() - finished();
    }

    /** Why the first record that isn't finished isn't, where something was thrown. */
    public Optional<Throwable> firstFailure() {
        for (RecordOutcome outcome : records) {
            if (!outcome.fate().finished() && outcome.failure().isPresent()) {
                return outcome.failure();
            }
        }
        return Optional.empty();
    }

    /** The same, with the records before this place as done: work that was still taken, though its result wasn't. */
    BatchOutcome withDone(int before) {
        List<RecordOutcome> changed = new ArrayList<>(records);
        for (int i = 0; i < before; i++) {
            RecordOutcome outcome = records.get(i);
            if (!outcome.fate().finished()) {
                changed.set(i, new RecordOutcome(outcome.record(), Fate.DONE, null, outcome.duration()));
            }
        }
        return new BatchOutcome(source, changed);
    }

    @Override
    public String toString() {
        return source + ": " + finished() + " of " + records.size() + " records finished";
    }
}
