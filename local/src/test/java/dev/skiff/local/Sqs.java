package dev.skiff.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** A queue server for tests, with a client that does what users do. */
final class Sqs implements AutoCloseable {
    private static final String REGION = "us-east-1";

    private final Endpoints endpoints = new Endpoints(Map.of("AWS_REGION", REGION), 0);
    private final QueueServer server = QueueServer.start(endpoints.queuePort(), REGION);
    private final SqsClient sqs = endpoints.access(endpoints.queues()).client(SqsClient.builder());
    final QueueClient client = new QueueClient(endpoints.access(endpoints.queues()));

    static Sqs start() {
        return new Sqs();
    }

    /** The ARN of a new queue. */
    String queue(String name, Map<String, String> attributes) {
        String arn = "arn:aws:sqs:" + REGION + ":123456789012:" + name;
        client.create(arn, attributes);
        return arn;
    }

    /** How many messages wait or are worked on. */
    int size(String queue) {
        Map<String, String> attributes = client.attributes(queue);
        return Integer.parseInt(attributes.getOrDefault("ApproximateNumberOfMessages", ""))
                + Integer.parseInt(attributes.getOrDefault("ApproximateNumberOfMessagesNotVisible", ""));
    }

    /** Sends bodies in chunks of ten, in order; of a FIFO queue, the first word of a body is its group. */
    void send(String queue, List<String> bodies) {
        for (int from = 0; from < bodies.size(); from += 10) {
            List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
            for (String body : bodies.subList(from, Math.min(from + 10, bodies.size()))) {
                entries.add(entry(queue, body, entries.size()));
            }
            var answer = sqs.sendMessageBatch(
                    request -> request.queueUrl(client.url(queue)).entries(entries));
            if (answer.hasFailed() && !answer.failed().isEmpty()) {
                throw new IllegalStateException("not sent: " + answer.failed());
            }
        }
    }

    private static SendMessageBatchRequestEntry entry(String queue, String body, int number) {
        SendMessageBatchRequestEntry.Builder entry =
                SendMessageBatchRequestEntry.builder().id("i" + number).messageBody(body);
        if (queue.endsWith(".fifo")) {
            entry.messageGroupId(body.substring(0, body.indexOf(' '))).messageDeduplicationId(body.replace(' ', '-'));
        }
        return entry.build();
    }

    /** The bodies of all messages, which are taken off the queue. */
    Set<String> drain(String queue) {
        Set<String> bodies = new HashSet<>();
        while (size(queue) > 0) {
            List<Message> messages = client.receive(queue, 10, Duration.ofSeconds(1), Optional.empty());
            messages.forEach(message -> bodies.add(message.body()));
            client.delete(queue, messages);
        }
        return bodies;
    }

    @Override
    public void close() {
        server.close();
    }
}
