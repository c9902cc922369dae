package dev.skiff.batch;

import dev.skiff.core.SampleEvent;

/**
 * A function triggered by a Kinesis data stream: extend it with a constructor that hands over a {@link Batch}. Thread-safe as long as the batch's handler is.
 *
 * <p>A shard has one checkpoint: the lowest sequence number that isn't finished is reported, and it and all behind it are delivered again. So records behind a
 * failure aren't begun, unless the batch says {@link Batch#continueAfterFailure}. In parallel, order is kept inside a partition key.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html">AWS: partial batches of Kinesis</a>
 */
public abstract class KinesisFunction extends BatchFunction<KinesisRecord> {

    /** Works on the records as the batch says; sample events are for {@linkplain dev.skiff.core.LambdaFunction priming}. */
    protected KinesisFunction(Batch<? super KinesisRecord, ?> batch, SampleEvent... samples) {
        super(new KinesisSource(), batch, samples);
    }
}
