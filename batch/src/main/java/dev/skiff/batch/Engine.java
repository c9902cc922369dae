package dev.skiff.batch;

import com.amazonaws.services.lambda.runtime.Context;
import dev.skiff.core.internal.JsonOutput;
import dev.skiff.core.internal.Log;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The line of every batch: records, work, fates, report. Lives as long as its function and has no state but the threads. */
final class Engine<R extends BatchRecord, T> {
    private final Source<R> source;
    private final BatchSettings<? super R, T> settings;
    private final Executor executor;

    private Engine(Source<R> source, BatchSettings<? super R, T> settings, Executor executor) {
        this.source = source;
        this.settings = settings;
        this.executor = executor;
    }

    static <R extends BatchRecord, T> Engine<R, T> of(Source<R> source, Batch<? super R, T> batch) {
        return of(source, batch.settings);
    }

    static <R extends BatchRecord, T> Engine<R, T> of(Source<R> source, BatchSettings<? super R, T> settings) {
        settings.check();
        return new Engine<>(source, settings, executor(settings));
    }

    /** The same on the same threads, told something else. */
    Engine<R, T> with(BatchSettings<? super R, T> settings) {
        return new Engine<>(source, settings, executor);
    }

    byte[] answer(byte[] event, @Nullable Context context) {
        return answer(failed(source.read(event), context), null);
    }

    /** The report, with the state of a window where there is one. */
    byte[] answer(List<R> failed, byte @Nullable [] state) {
        JsonOutput output = new JsonOutput(64 + failed.size() * 64 + (state == null ? 0 : state.length));
        output.beginObject();
        if (state != null) {
            output.name("state").raw(state);
        }
        output.name("batchItemFailures").beginArray();
        for (R record : failed) {
            output.beginObject().name("itemIdentifier");
            source.identify(record, output);
            output.endObject();
        }
        return output.endArray().endObject().toByteArray();
    }

    BatchOutcome outcome(List<R> records, @Nullable Context context) {
        return new Run<>(source, settings, records, context).outcome(executor);
    }

    /** The records to report. Throws when the batch is to fail as a whole. */
    List<R> failed(List<R> records, @Nullable Context context) {
        return failed(records, outcome(records, context));
    }

    List<R> failed(List<R> records, BatchOutcome outcome) {
        tell(outcome);
        List<R> unfinished = unfinished(records, outcome);
        if (unfinished.isEmpty()) {
            return unfinished;
        }
        if (!settings.reportItemFailures) {
            throw failure(
                    outcome,
                    " The whole batch is delivered again: has its trigger FunctionResponseTypes:"
                            + " [ReportBatchItemFailures]? Then say so by reportItemFailures(), and only these are");
        }
        if (settings.throwWhenAllFail && unfinished.size() == records.size()) {
            throw failure(outcome, "");
        }
        Log.of(Batch.class).error(summary(outcome), outcome.firstFailure().orElse(null));
        return source.reported(unfinished);
    }

    /** Throws when not every record is finished. */
    void requireAll(BatchOutcome outcome) {
        tell(outcome);
        if (outcome.unfinished() > 0) {
            throw failure(outcome, " The end of their window waits for them, and Lambda delivers them again");
        }
    }

    void end(WindowEnding<?> ending, @Nullable Context context) {
        ending.run(executor, new Deadline(context, settings.margin));
    }

    private List<R> unfinished(List<R> records, BatchOutcome outcome) {
        List<R> unfinished = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            if (!outcome.records().get(i).fate().finished()) {
                unfinished.add(records.get(i));
            }
        }
        return unfinished;
    }

    private void tell(BatchOutcome outcome) {
        BatchListener listener = settings.listener;
        if (listener != null) {
            try {
                listener.finished(outcome);
            } catch (Throwable failure) {
                Log.of(Batch.class).error("The batch listener failed; the batch's outcome stands", failure);
            }
        }
    }

    private static BatchFailedException failure(BatchOutcome outcome, String cure) {
        return new BatchFailedException(
                summary(outcome) + cure, outcome.firstFailure().orElse(null));
    }

    /** The first few, since a batch can have 10,000. */
    private static String summary(BatchOutcome outcome) {
        StringBuilder text = new StringBuilder(outcome.unfinished() + " of "
                + outcome.records().size() + " records of " + outcome.source() + " are not finished: ");
        int named = 0;
        for (RecordOutcome record : outcome.records()) {
            if (!record.fate().finished() && named++ < 5) {
                text.append(named == 1 ? "" : ", ").append(record);
            }
        }
        return text.append(named > 5 ? ", …" : ".").toString();
    }

    private static Executor executor(BatchSettings<?, ?> settings) {
        if (settings.executor != null) {
            return settings.executor;
        }
        Executor virtual = settings.virtualThreads ? Threads.virtual() : null;
        return virtual != null ? virtual : Threads.pool();
    }
}
