package dev.skiff.local.template;

import java.util.Map;
import java.util.Optional;

/**
 * An {@code AWS::SQS::Queue}.
 *
 * @param attributes as {@code CreateQueue} takes them, but for {@code RedrivePolicy}: {@code VisibilityTimeout}, {@code FifoQueue}…
 */
public record SamQueue(
        String logicalId,
        String name,
        String arn,
        Map<String, String> attributes,
        Optional<Redrive> redrive,
        String place) {
    /** Where messages go that were received too often. */
    public record Redrive(String deadLetterArn, int maxReceiveCount) {}

    /** Whether it keeps the order of its groups. */
    public boolean isFifo() {
        return name.endsWith(".fifo");
    }
}
