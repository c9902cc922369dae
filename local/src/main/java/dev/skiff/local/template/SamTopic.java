package dev.skiff.local.template;

/**
 * An {@code AWS::SNS::Topic}.
 *
 * @param maximumMessageSize in bytes, of a message's text and attributes
 */
public record SamTopic(
        String logicalId, String arn, boolean contentBasedDeduplication, int maximumMessageSize, String place) {
    public boolean isFifo() {
        return arn.endsWith(".fifo");
    }
}
