package dev.skiff.batch;

/** One record of a batch. Immutable. */
public sealed interface BatchRecord permits PayloadRecord, DynamoDbRecord {

    /** What a report of failure names: an SQS message id, a sequence number, or {@code topic-partition@offset} for Kafka. Never blank. */
    String id();
}
