package dev.skiff.local;

import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;

/** Sends messages to queues. */
final class QueueSender implements MessageSender {
    private final QueueClient client;

    QueueSender(QueueClient client) {
        this.client = client;
    }

    /** A queue's message; on a FIFO queue each is a group of its own. */
    @Override
    public void send(String arn, String body, Map<String, String> attributes) {
        send(arn, () -> client.send(arn, body, attributes));
    }

    @Override
    public void send(String arn, String body, Map<String, String> attributes, MessageGroup group) {
        send(arn, () -> client.send(arn, body, attributes, group));
    }

    private static void send(String arn, Runnable sending) {
        try {
            sending.run();
        } catch (SdkException refused) {
            throw new LocalException("the queue " + arn + " didn't take a message: " + refused.getMessage(), refused);
        }
    }
}
