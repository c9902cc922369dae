package dev.skiff.batch;

import com.amazonaws.services.lambda.runtime.Context;
import dev.skiff.core.LambdaFunction;
import dev.skiff.core.SampleEvent;

/** bytes in → records → for each: handle → the ids that were not done → bytes out. */
abstract class BatchFunction<R extends BatchRecord> extends LambdaFunction {
    private final Engine<R, ?> engine;

    @SuppressWarnings("this-escape") // priming calls answer, which is final here and needs what is set above only
    BatchFunction(Source<R> source, Batch<? super R, ?> batch, SampleEvent... samples) {
        this.engine = Engine.of(source, batch);
        prime(samples);
    }

    @Override
    protected final byte[] answer(byte[] event, Context context) {
        return engine.answer(event, context);
    }
}
