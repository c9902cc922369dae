package dev.skiff.testing;

import java.util.List;

/**
 * Records that an event source gave up and went past. AWS tells the on-failure destination where they stand in the stream, not what they hold. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html">AWS: on-failure destinations of Kinesis</a>
 */
public final class DiscardedRecords<R> {
    private final Condition condition;
    private final List<R> records;
    private final int attempts;

    DiscardedRecords(Condition condition, List<R> records, int attempts) {
        this.condition = condition;
        this.records = List.copyOf(records);
        this.attempts = attempts;
    }

    public Condition condition() {
        return condition;
    }

    public List<R> records() {
        return records;
    }

    /** How often the function was called with them, not counting larger batches they were split off from; 0 when they were too old. */
    public int attempts() {
        return attempts;
    }

    @Override
    public String toString() {
        return records.size() + " records: " + condition + " after " + attempts + " attempts";
    }

    /** Why. The names are AWS's {@code requestContext.condition}, in capitals. */
    public enum Condition {
        RETRY_ATTEMPTS_EXHAUSTED,
        MAXIMUM_RECORD_AGE_EXCEEDED
    }
}
