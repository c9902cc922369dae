package dev.skiff.batch;

import java.time.Duration;

/** Changes when a message is delivered again: the seam to SQS. {@code dev.skiff.batch.aws.SqsVisibility} is the one on the AWS SDK. Thread-safe. */
@FunctionalInterface
public interface Visibility {

    /** Hides the message for the delay, whole seconds from now. A failure is logged and costs only the delay. */
    void change(SqsMessage message, Duration delay) throws Exception;
}
