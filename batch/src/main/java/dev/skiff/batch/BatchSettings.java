package dev.skiff.batch;

import dev.skiff.core.JsonCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a {@link Batch} was told. Changed only between being copied and being handed over. */
final class BatchSettings<R extends BatchRecord, T> implements Cloneable {

    /** The values of a record. */
    interface Reader<R extends BatchRecord, T> {
        List<T> read(R record, JsonCodec json) throws Exception;
    }

    final Reader<R, T> reader;
    List<FailureRule> policies = new ArrayList<>();
    int parallel = 1;
    boolean virtualThreads;
    boolean reportItemFailures = "true".equalsIgnoreCase(System.getenv("SKIFF_REPORT_BATCH_ITEM_FAILURES"));
    boolean throwWhenAllFail;
    boolean continueAfterFailure;
    RecordHandler<T, R> handler;
    JsonCodec codec = JsonCodec.jacksonJr();

    @Nullable Executor executor;

    @Nullable Duration margin;

    @Nullable Visibility visibility;

    @Nullable DeadLetters deadLetters;

    @Nullable IdempotencyStore idempotency;

    @Nullable Function<? super T, String> idempotencyKey;

    @Nullable BatchListener listener;

    BatchSettings(Reader<R, T> reader, RecordHandler<T, R> handler) {
        this.reader = reader;
        this.handler = handler;
    }

    @SuppressWarnings("unchecked") // a clone is of the same type
    BatchSettings<R, T> copy() {
        try {
            BatchSettings<R, T> copy = (BatchSettings<R, T>) clone();
            copy.policies = new ArrayList<>(policies);
            return copy;
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Wrong wiring shows while the function starts. */
    void check() {
        for (FailureRule rule : policies) {
            if (rule.known() == null) {
                continue;
            }
            if (rule.known().kind == FailureAction.Kind.DEAD_LETTER && deadLetters == null) {
                throw new IllegalArgumentException(rule.type().getName()
                        + " is to go to the dead-letter queue, but the batch has no deadLetters(…)");
            }
            if (rule.known().kind == FailureAction.Kind.RETRY_AFTER && visibility == null) {
                throw new IllegalArgumentException(
                        rule.type().getName() + " is to be retried after a delay, but the batch has no visibility(…)");
            }
        }
    }

    /** The action for a failure: of the rules that fit, the one closest to its class; of equals, the last. */
    FailureAction action(Throwable failure, BatchRecord record) throws Exception {
        FailureRule closest = null;
        for (FailureRule rule : policies) {
            if (rule.type().isInstance(failure)
                    && (closest == null || closest.type().isAssignableFrom(rule.type()))) {
                closest = rule;
            }
        }
        return closest == null ? FailureAction.retry() : closest.policy().decide(failure, record);
    }
}
