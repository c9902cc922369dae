/** Queues and streams: one loop for SQS, Kinesis, DynamoDB Streams and Kafka that counts a record as failed until its work returned. */
@NullMarked
package dev.skiff.batch;

import org.jspecify.annotations.NullMarked;
