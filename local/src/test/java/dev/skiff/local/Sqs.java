package dev.skiff.local;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/** A server that speaks SQS, in this JVM, and its JSON protocol: the AWS SDK would change what the module itself is built with. */
final class Sqs implements AutoCloseable {
    private final SQSRestServer server;
    private final URI address;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Sqs(SQSRestServer server) {
        this.server = server;
        this.address = URI.create(
                "http://127.0.0.1:" + server.waitUntilStarted().localAddress().getPort());
    }

    /** A message as it was received: {@code MessageId}, {@code ReceiptHandle}, {@code Body}, {@code Attributes}. */
    record Message(Map<String, Object> fields) {
        String id() {
            return text("MessageId");
        }

        String body() {
            return text("Body");
        }

        String receiptHandle() {
            return text("ReceiptHandle");
        }

        Object attributes() {
            return Objects.requireNonNull(fields.get("Attributes"));
        }

        private String text(String name) {
            return (String) Objects.requireNonNull(fields.get(name));
        }
    }

    static Sqs start() {
        return new Sqs(SQSRestServerBuilder.withInterface("127.0.0.1")
                .withDynamicPort()
                .start());
    }

    /** The URL of a new queue. */
    String queue(String name, Map<String, String> attributes) {
        return (String) Objects.requireNonNull(call("CreateQueue", Map.of("QueueName", name, "Attributes", attributes))
                .get("QueueUrl"));
    }

    String arn(String queue) {
        return attribute(queue, "QueueArn");
    }

    /** How many messages wait or are worked on. */
    int size(String queue) {
        return Integer.parseInt(attribute(queue, "ApproximateNumberOfMessages"))
                + Integer.parseInt(attribute(queue, "ApproximateNumberOfMessagesNotVisible"));
    }

    /** Sends bodies in chunks of ten, in order; of a FIFO queue, the first word of a body is its group. */
    void send(String queue, List<String> bodies) {
        for (int from = 0; from < bodies.size(); from += 10) {
            List<Object> entries = new ArrayList<>();
            for (String body : bodies.subList(from, Math.min(from + 10, bodies.size()))) {
                Map<String, Object> entry = new HashMap<>();
                entry.put("Id", "i" + entries.size());
                entry.put("MessageBody", body);
                if (queue.endsWith(".fifo")) {
                    entry.put("MessageGroupId", body.substring(0, body.indexOf(' ')));
                    entry.put("MessageDeduplicationId", body.replace(' ', '-'));
                }
                entries.add(entry);
            }
            callForEach("SendMessageBatch", queue, entries);
        }
    }

    /** At most ten of the messages that are there now: while all groups of a queue are locked, the server's long poll spins. */
    List<Message> receive(String queue) {
        Map<String, Object> answer = call(
                "ReceiveMessage",
                Map.of(
                        "QueueUrl",
                        queue,
                        "MaxNumberOfMessages",
                        10,
                        "WaitTimeSeconds",
                        1,
                        "MessageSystemAttributeNames",
                        List.of("All")));
        List<Message> messages = new ArrayList<>();
        if (answer.get("Messages") instanceof List<?> received) {
            received.forEach(message -> messages.add(new Message(map(message))));
        }
        return messages;
    }

    void delete(String queue, List<Message> messages) {
        List<Object> entries = new ArrayList<>();
        for (Message message : messages) {
            entries.add(Map.of("Id", message.id(), "ReceiptHandle", message.receiptHandle()));
        }
        if (!entries.isEmpty()) {
            call("DeleteMessageBatch", Map.of("QueueUrl", queue, "Entries", entries));
        }
    }

    /** The bodies of all messages, which are taken off the queue. */
    Set<String> drain(String queue) {
        Set<String> bodies = new HashSet<>();
        while (size(queue) > 0) {
            List<Message> messages = receive(queue);
            messages.forEach(message -> bodies.add(message.body()));
            delete(queue, messages);
        }
        return bodies;
    }

    @Override
    public void close() {
        server.stopAndWait();
    }

    private String attribute(String queue, String name) {
        Map<String, Object> answer =
                call("GetQueueAttributes", Map.of("QueueUrl", queue, "AttributeNames", List.of(name)));
        return (String) Objects.requireNonNull(
                map(Objects.requireNonNull(answer.get("Attributes"))).get(name));
    }

    private void callForEach(String action, String queue, List<Object> entries) {
        Map<String, Object> answer = call(action, Map.of("QueueUrl", queue, "Entries", entries));
        if (answer.get("Failed") instanceof List<?> failed && !failed.isEmpty()) {
            throw new IllegalStateException(action + " failed for " + failed);
        }
    }

    private Map<String, Object> call(String action, Map<String, Object> parameters) {
        try {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .header("Content-Type", "application/x-amz-json-1.0")
                    .header("X-Amz-Target", "AmazonSQS." + action)
                    .POST(BodyPublishers.ofString(JSON.std.asString(parameters)))
                    .build();
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(action + ": " + response.statusCode() + " " + response.body());
            }
            return response.body().isEmpty() ? Map.of() : JSON.std.mapFrom(response.body());
        } catch (IOException failure) {
            throw new IllegalStateException(action, failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(action, stopped);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object json) {
        return (Map<String, Object>) json;
    }
}
