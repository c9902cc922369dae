package dev.skiff.batch;

import java.util.List;
import java.util.Set;

/** Takes records that are hopeless: the seam to a dead-letter queue. {@code dev.skiff.batch.aws.SqsDeadLetters} is the one on the AWS SDK. Thread-safe. */
@FunctionalInterface
public interface DeadLetters {

    /**
     * Sends each record, and answers the ids of those that the queue has taken for certain. The others, and all when it throws, are reported as failed.
     *
     * @param letters at least one, of any number
     */
    Set<String> send(List<DeadLetter> letters) throws Exception;
}
