package dev.skiff.testing;

import java.util.List;

/** What a {@link StreamEventSource} has done. Immutable. */
public final class StreamOutcome<R> {
    private final List<BatchInvocation> invocations;
    private final List<DiscardedRecords<R>> onFailure;
    private final List<R> expired;

    StreamOutcome(List<BatchInvocation> invocations, List<DiscardedRecords<R>> onFailure, List<R> expired) {
        this.invocations = List.copyOf(invocations);
        this.onFailure = List.copyOf(onFailure);
        this.expired = List.copyOf(expired);
    }

    /** Each call of the function, in order. */
    public List<BatchInvocation> invocations() {
        return invocations;
    }

    /** What was given up, as the on-failure destination is told. Without a destination these records are lost on AWS. */
    public List<DiscardedRecords<R>> onFailure() {
        return onFailure;
    }

    /** The records that the stream forgot before they were done: lost. */
    public List<R> expired() {
        return expired;
    }

    @Override
    public String toString() {
        return invocations.size() + " invocations, " + onFailure.size() + " batches given up, " + expired.size()
                + " records expired";
    }
}
