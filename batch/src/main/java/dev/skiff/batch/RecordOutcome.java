package dev.skiff.batch;

import dev.skiff.core.internal.OneLine;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of one record, and why. Immutable. */
public final class RecordOutcome {
    private final BatchRecord record;
    private final Fate fate;
    private final @Nullable Throwable failure;
    private final Duration duration;

    RecordOutcome(BatchRecord record, Fate fate, @Nullable Throwable failure, Duration duration) {
        this.record = record;
        this.fate = fate;
        this.failure = failure;
        this.duration = duration;
    }

    public BatchRecord record() {
        return record;
    }

    public Fate fate() {
        return fate;
    }

    /** What the handler, the payload's reader or the executor threw; also there for records that were dropped or dead-lettered. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** How long its handler ran; zero when it didn't, or didn't come back. */
    public Duration duration() {
        return duration;
    }

    @Override
    public String toString() {
        return OneLine.of(record.id()) + " " + fate
                + (failure == null ? "" : " (" + OneLine.of(failure.toString()) + ")");
    }
}
