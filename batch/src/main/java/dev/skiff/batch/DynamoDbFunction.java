package dev.skiff.batch;

import dev.skiff.core.SampleEvent;

/**
 * A function triggered by a DynamoDB stream: extend it with a constructor that hands over a {@link Batch}. Thread-safe as long as the batch's handler is.
 *
 * <p>A shard has one checkpoint: the lowest sequence number that isn't finished is reported, and it and all behind it are delivered again. So records behind a
 * failure aren't begun, unless the batch says {@link Batch#continueAfterFailure}. In parallel, order is kept for each item.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html">AWS: partial batches of DynamoDB Streams</a>
 */
public abstract class DynamoDbFunction extends BatchFunction<DynamoDbRecord> {

    /** Works on the changes as the batch says; sample events are for {@linkplain dev.skiff.core.LambdaFunction priming}. */
    protected DynamoDbFunction(Batch<? super DynamoDbRecord, ?> batch, SampleEvent... samples) {
        super(new DynamoDbSource(), batch, samples);
    }
}
