package dev.skiff.local;

import java.util.Map;

/** Takes messages for an ARN: a queue's, a topic's, a function's. */
interface MessageSender {
    /**
     * Sends a message; it has arrived when this returns.
     *
     * @param attributes message attributes of type String
     * @throws LocalException if the ARN leads nowhere here, or the message wasn't taken; its text says why
     */
    void send(String arn, String body, Map<String, String> attributes);

    /** The same for a message of a group, whose order queues keep; who knows no groups takes it without. */
    default void send(String arn, String body, Map<String, String> attributes, MessageGroup group) {
        send(arn, body, attributes);
    }
}
