package dev.skiff.batch;

/** A record that carries bytes of the sender's: a message of SQS, a record of Kinesis or Kafka. */
public sealed interface PayloadRecord extends BatchRecord permits SqsMessage, KinesisRecord, KafkaRecord {

    /**
     * The sender's bytes, decoded from base64 where the event has them so; the caller's to keep. Decoded when asked for, so that a broken one is its own
     * record's failure.
     *
     * @throws UnreadablePayloadException when there are none, or they can't be decoded
     */
    byte[] payload();
}
