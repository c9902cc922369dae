package dev.skiff.local;

import java.util.Optional;

/**
 * Messages that are handed on in their order.
 *
 * @param deduplicationId the same for a message that is sent twice; only FIFO topics and queues have it
 */
record MessageGroup(String id, Optional<String> deduplicationId) {}
