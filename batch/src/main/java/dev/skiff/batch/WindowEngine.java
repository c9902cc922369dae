package dev.skiff.batch;

import com.amazonaws.services.lambda.runtime.Context;
import dev.skiff.core.EventException;
import dev.skiff.core.JsonException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The line of every windowed batch: state and records, fold, end of the window, state and report. Has no state of its own but the threads. */
final class WindowEngine<R extends BatchRecord, S> {
    private static final int MOST_BYTES = 1_000_000;

    private final Engine<R, Folded.Step<S>> engine;
    private final WindowedBatch<R, S> batch;
    private final WindowEnd<S> end;

    private WindowEngine(Engine<R, Folded.Step<S>> engine, WindowedBatch<R, S> batch, WindowEnd<S> end) {
        this.engine = engine;
        this.batch = batch;
        this.end = end;
    }

    /** Wrong wiring shows while the function starts. */
    static <R extends BatchRecord, S> WindowEngine<R, S> of(Source<R> source, WindowedBatch<R, S> batch) {
        if (batch.end == null) {
            throw new IllegalArgumentException("The windowed batch has no onFinal(…): its state would go nowhere");
        }
        WindowEngine<R, S> engine =
                new WindowEngine<>(Engine.of(new OneLane<>(source), batch.settings), batch, batch.end);
        engine.written(batch.windows.initial);
        return engine;
    }

    /** What is answered: the records to report, of which there is one at most, and the state without them, also as JSON of no more than Lambda keeps. */
    static final class Report<R extends BatchRecord, S> {
        final List<R> failed;
        final S state;
        private final byte[] json;

        private Report(List<R> failed, S state, byte[] json) {
            this.failed = failed;
            this.state = state;
            this.json = json;
        }
    }

    byte[] answer(List<R> records, WindowFields fields, @Nullable Context context) {
        Report<R, S> report = report(records, fields, context);
        return engine.answer(report.failed, report.json);
    }

    Report<R, S> report(List<R> records, WindowFields fields, @Nullable Context context) {
        Window window = fields.window();
        Folded<R, S> folded = new Folded<>(records, state(window));
        List<R> failed = failed(records, folded, window, context);
        byte[] json = written(folded.state());
        if (json.length > MOST_BYTES && !batch.endsEarly && !window.isFinal()) {
            throw new BatchFailedException(
                    "The state of " + window + " has " + json.length
                            + " bytes, more than the 1 MB that Lambda keeps: gather less, or shorten the window, or let"
                            + " Lambda end it by endingEarly()",
                    null);
        }
        return new Report<>(failed, folded.state(), json);
    }

    private List<R> failed(List<R> records, Folded<R, S> folded, Window window, @Nullable Context context) {
        BatchSettings<R, Folded.Step<S>> settings = batch.settings.copy();
        settings.handler = folded;
        Engine<R, Folded.Step<S>> call = engine.with(settings);
        BatchOutcome outcome = folded.seal(call.outcome(records, context));
        if (!window.isFinal()) {
            return call.failed(records, outcome);
        }
        call.requireAll(outcome);
        call.end(new WindowEnding<>(end, window, folded.state()), context);
        return List.of();
    }

    @SuppressWarnings("unchecked") // what the codec reads is of the type asked for
    private S state(Window window) {
        Object state = window.state();
        if (state == null || (state instanceof Map<?, ?> map && map.isEmpty())) {
            return batch.windows.initial;
        }
        try {
            return (S) batch.settings.codec.read(batch.settings.codec.write(state), batch.windows.type);
        } catch (JsonException failure) {
            throw EventException.of("The event's state is not one of " + batch.windows.type.getTypeName()
                    + ", which another version of the function may have written: " + failure.getMessage());
        }
    }

    /** As Lambda keeps it. */
    private byte[] written(S state) {
        byte[] json = batch.settings.codec.write(state);
        if (json.length == 0 || json[0] != '{') {
            throw new IllegalArgumentException("Lambda keeps a state that is a JSON object, and "
                    + batch.windows.type.getTypeName() + " is not written as one");
        }
        return json;
    }
}
