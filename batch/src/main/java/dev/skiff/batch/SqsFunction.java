package dev.skiff.batch;

import dev.skiff.core.SampleEvent;

/**
 * A function triggered by an SQS queue, standard or FIFO: extend it with a constructor that hands over a {@link Batch}. Thread-safe as long as the batch's handler
 * is.
 *
 * <p>Messages of a standard queue are independent. In a FIFO queue, told by its ARN, order is kept inside a message group; after a failure the rest of that group
 * is reported with it, so that SQS delivers them in order again, and the other groups go on.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">AWS: errors of SQS triggers</a>
 */
public abstract class SqsFunction extends BatchFunction<SqsMessage> {

    /** Works on the messages as the batch says; sample events are for {@linkplain dev.skiff.core.LambdaFunction priming}. */
    protected SqsFunction(Batch<? super SqsMessage, ?> batch, SampleEvent... samples) {
        super(new SqsSource(), batch, samples);
    }
}
