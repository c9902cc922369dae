package dev.skiff.batch;

import dev.skiff.core.SampleEvent;

/**
 * A function triggered by a DynamoDB stream with {@code TumblingWindowInSeconds}: extend it with a constructor that hands over {@link Windows}. Thread-safe as long as the fold
 * and the end are.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-windows.html">AWS: tumbling windows of DynamoDB Streams</a>
 */
public abstract class WindowedDynamoDbFunction extends WindowedFunction<DynamoDbRecord> {

    /** Folds the changes as the batch says; sample events are for {@linkplain dev.skiff.core.LambdaFunction priming}. */
    protected WindowedDynamoDbFunction(WindowedBatch<DynamoDbRecord, ?> batch, SampleEvent... samples) {
        super(new DynamoDbSource(), batch, samples);
    }
}
