package dev.skiff.batch;

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

    @Override
    public String toString() {
        return source + ": " + finished() + " of " + records.size() + " records finished";
    }
}
