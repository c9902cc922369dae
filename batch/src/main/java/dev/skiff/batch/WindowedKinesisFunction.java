package dev.skiff.batch;

import dev.skiff.core.SampleEvent;

/**
 * A function triggered by a Kinesis data stream with {@code TumblingWindowInSeconds}: extend it with a constructor that hands over {@link Windows}. Thread-safe as long as the
 * fold and the end are.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-windows.html">AWS: tumbling windows of Kinesis</a>
 */
public abstract class WindowedKinesisFunction extends WindowedFunction<KinesisRecord> {

    /** Folds the records as the batch says; sample events are for {@linkplain dev.skiff.core.LambdaFunction priming}. */
    protected WindowedKinesisFunction(WindowedBatch<KinesisRecord, ?> batch, SampleEvent... samples) {
        super(new KinesisSource(), batch, samples);
    }
}
