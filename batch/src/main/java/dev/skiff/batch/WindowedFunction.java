package dev.skiff.batch;

import com.amazonaws.services.lambda.runtime.Context;
import dev.skiff.core.LambdaFunction;
import dev.skiff.core.SampleEvent;

/** bytes in → state and records → fold → state and the record that failed → bytes out. */
abstract class WindowedFunction<R extends BatchRecord> extends LambdaFunction {
    private final StreamSource<R> source;
    private final WindowEngine<R, ?> engine;

    @SuppressWarnings("this-escape") // priming calls answer, which is final here and needs what is set above only
    WindowedFunction(StreamSource<R> source, WindowedBatch<R, ?> batch, SampleEvent... samples) {
        this.source = source;
        this.engine = WindowEngine.of(source, batch);
        prime(samples);
    }

    @Override
    protected final byte[] answer(byte[] event, Context context) {
        WindowFields window = new WindowFields();
        return engine.answer(source.read(event, window), window, context);
    }
}
