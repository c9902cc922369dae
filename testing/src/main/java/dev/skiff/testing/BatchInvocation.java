package dev.skiff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call of a function with a batch of records, and what its event source made of the answer. Immutable. */
public final class BatchInvocation {
    private final Instant at;
    private final byte[] event;
    private final List<String> ids;
    private final Answered answered;
    private final BatchVerdict verdict;

    BatchInvocation(Instant at, byte[] event, List<String> ids, Answered answered, BatchVerdict verdict) {
        this.at = at;
        this.event = event;
        this.ids = List.copyOf(ids);
        this.answered = answered;
        this.verdict = verdict;
    }

    /** When the function was called, in the simulation's time. */
    public Instant at() {
        return at;
    }

    /** What the function got. */
    public byte[] event() {
        return event.clone();
    }

    /** The ids of the batch's records, in the order of the event: message ids, sequence numbers, or {@code topic-partition@offset}. */
    public List<String> ids() {
        return ids;
    }

    /** What the function answered, unless it threw or ran out of time. */
    public Optional<String> answer() {
        return Optional.ofNullable(answered.bytes()).map(bytes -> new String(bytes, UTF_8));
    }

    /** What the function threw, or that its time was up. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(answered.failure());
    }

    public Verdict verdict() {
        return verdict.verdict();
    }

    /** Why the verdict is what it is, such as the identifier that isn't in the batch; also how a successful answer lost its failures. */
    public String reason() {
        return verdict.reason();
    }

    /** The ids of the records that are delivered again. */
    public List<String> retried() {
        return verdict.retried();
    }

    @Override
    public String toString() {
        return at + " " + ids.size() + " records: " + verdict.verdict() + ", " + verdict.reason();
    }

    /** What came out of the function: one of the two. */
    static final class Answered {
        private final byte @Nullable [] bytes;
        private final @Nullable Throwable failure;

        Answered(byte @Nullable [] bytes, @Nullable Throwable failure) {
            this.bytes = bytes;
            this.failure = failure;
        }

        byte @Nullable [] bytes() {
            return bytes;
        }

        @Nullable Throwable failure() {
            return failure;
        }
    }
}
