package dev.skiff.batch;

import dev.skiff.core.JsonCodec;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a function does with the records of tumbling windows: made by {@link Windows}. Immutable: each method answers a changed copy.
 *
 * <p>Records are folded one after the other, since each fold needs the state of the one before; nothing here is parallel. At the first failure folding stops. Unless told
 * otherwise by {@link #reportItemFailures}, the failure is thrown, and the batch is delivered again with the state it came with.
 *
 * @param <R> the records it takes
 * @param <S> the state
 */
public final class WindowedBatch<R extends BatchRecord, S> {
    final Windows<S> windows;
    final BatchSettings<R, Folded.Step<S>> settings;
    final @Nullable WindowEnd<S> end;
    final boolean endsEarly;

    private WindowedBatch(
            Windows<S> windows,
            BatchSettings<R, Folded.Step<S>> settings,
            @Nullable WindowEnd<S> end,
            boolean endsEarly) {
        this.windows = windows;
        this.settings = settings;
        this.end = end;
        this.endsEarly = endsEarly;
    }

    static <R extends BatchRecord, S> WindowedBatch<R, S> of(
            Windows<S> windows, BatchSettings.Reader<R, Folded.Step<S>> reader) {
        BatchSettings<R, Folded.Step<S>> settings = new BatchSettings<>(reader, (step, record) -> {
            throw new AssertionError("each call has a handler of its own");
        });
        settings.reportItemFailures = false; // not by the environment: see reportItemFailures
        return new WindowedBatch<>(windows, settings, null, false);
    }

    /**
     * What happens at the end of a window, once its last records are in the state. When it fails, so does the invocation, and Lambda repeats it before the shard goes on; so it
     * can happen more than once for one window, like any delivery.
     */
    public WindowedBatch<R, S> onFinal(WindowEnd<S> end) {
        return new WindowedBatch<>(windows, settings, end, endsEarly);
    }

    /**
     * Reports the first record that failed, together with the state before it, so that the records in front of it aren't delivered again. The trigger has
     * {@code FunctionResponseTypes: [ReportBatchItemFailures]}.
     *
     * <p><b>This relies on Lambda going on with the state that comes with a report.</b> AWS's answer has a field for both, and without this the field would make no sense; but
     * its documentation doesn't say so. Without this word a failure is thrown, and counts are right whatever Lambda does with reports: hence the environment variable that
     * {@link Batch#reportItemFailures} knows doesn't count here. At the end of a window failures are thrown in any case.
     */
    public WindowedBatch<R, S> reportItemFailures() {
        BatchSettings<R, Folded.Step<S>> copy = settings.copy();
        copy.reportItemFailures = true;
        return with(copy);
    }

    /**
     * Answers a state above 1 MB as it is, on which Lambda ends the window early: {@link #onFinal} gets to see {@link Window#isTerminatedEarly}, and the same window goes on
     * from the initial state. Unless told, such a state fails the invocation.
     */
    public WindowedBatch<R, S> endingEarly() {
        return new WindowedBatch<>(windows, settings, end, true);
    }

    /** How much of the function's time is kept for the answer: see {@link Batch#deadlineMargin}. */
    public WindowedBatch<R, S> deadlineMargin(Duration margin) {
        if (margin.isNegative()) {
            throw new IllegalArgumentException("A margin isn't negative: " + margin);
        }
        BatchSettings<R, Folded.Step<S>> copy = settings.copy();
        copy.margin = margin;
        return with(copy);
    }

    /**
     * What happens to records that fail with this exception, or one that extends it: see {@link Batch#onFailure}. A record that is dropped or dead-lettered leaves the state as
     * it was.
     */
    public WindowedBatch<R, S> onFailure(Class<? extends Throwable> type, FailureAction action) {
        BatchSettings<R, Folded.Step<S>> copy = settings.copy();
        copy.policies.add(new FailureRule(type, (failure, record) -> action, action));
        return with(copy);
    }

    /** Takes records for {@link FailureAction#deadLetter}. */
    public WindowedBatch<R, S> deadLetters(DeadLetters deadLetters) {
        BatchSettings<R, Folded.Step<S>> copy = settings.copy();
        copy.deadLetters = deadLetters;
        return with(copy);
    }

    /** Tells the listener what became of the records of each call. */
    public WindowedBatch<R, S> listener(BatchListener listener) {
        BatchSettings<R, Folded.Step<S>> copy = settings.copy();
        copy.listener = listener;
        return with(copy);
    }

    /** Reads and writes JSON, the state's too, by another codec, such as {@code DatabindCodec.of(objectMapper)}. */
    public WindowedBatch<R, S> json(JsonCodec codec) {
        BatchSettings<R, Folded.Step<S>> copy = settings.copy();
        copy.codec = codec;
        return with(copy);
    }

    private WindowedBatch<R, S> with(BatchSettings<R, Folded.Step<S>> settings) {
        return new WindowedBatch<>(windows, settings, end, endsEarly);
    }
}
