package dev.skiff.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** What pollers and senders need of SQS; queues are named by their ARNs. Thread-safe. */
final class QueueClient {
    /** The most that SQS gives, takes back or deletes in one call. */
    static final int MOST_PER_CALL = 10;

    private static final long MOST_SECONDS = 20;

    private final SqsClient sqs;
    private final Map<String, String> urls = new ConcurrentHashMap<>();

    QueueClient(AwsAccess access) {
        this.sqs = access.client(SqsClient.builder());
    }

    static String name(String queueArn) {
        return queueArn.substring(queueArn.lastIndexOf(':') + 1);
    }

    /** Makes a queue; one that exists gets these attributes. */
    void create(String queueArn, Map<String, String> attributes) {
        try {
            String url = sqs.createQueue(
                            request -> request.queueName(name(queueArn)).attributesWithStrings(attributes))
                    .queueUrl();
            urls.put(queueArn, url);
        } catch (SqsException refused) {
            String code = refused.awsErrorDetails() == null
                    ? ""
                    : refused.awsErrorDetails().errorCode();
            if (!code.contains("QueueAlreadyExists") && !code.contains("QueueNameExists")) {
                throw refused;
            }
            set(queueArn, withoutKind(attributes));
        }
    }

    void set(String queueArn, Map<String, String> attributes) {
        if (!attributes.isEmpty()) {
            sqs.setQueueAttributes(request -> request.queueUrl(url(queueArn)).attributesWithStrings(attributes));
        }
    }

    /** The URL that the server has for a queue. */
    String url(String queueArn) {
        return urls.computeIfAbsent(queueArn, arn -> {
            try {
                return sqs.getQueueUrl(request -> request.queueName(name(arn))).queueUrl();
            } catch (QueueDoesNotExistException missing) {
                throw new LocalException(
                        "the queue " + arn + " is neither in the template nor on the queue server", missing);
            }
        });
    }

    Map<String, String> attributes(String queueArn) {
        return sqs.getQueueAttributes(request -> request.queueUrl(url(queueArn)).attributeNames(QueueAttributeName.ALL))
                .attributesAsStrings();
    }

    /** Up to ten messages, as soon as there are some, or none in this time, which is rounded down to seconds. */
    List<Message> receive(String queueArn, int most, Duration wait, Optional<Duration> visibility) {
        ReceiveMessageRequest.Builder request = ReceiveMessageRequest.builder()
                .queueUrl(url(queueArn))
                .maxNumberOfMessages(Math.min(most, MOST_PER_CALL))
                .waitTimeSeconds(Math.toIntExact(Math.max(0, Math.min(wait.toSeconds(), MOST_SECONDS))))
                .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                .messageAttributeNames("All");
        visibility.ifPresent(it -> request.visibilityTimeout(Math.toIntExact(it.toSeconds())));
        return sqs.receiveMessage(request.build()).messages();
    }

    /** Deletes messages, and tells what went wrong for some of them. */
    List<String> delete(String queueArn, List<Message> messages) {
        List<String> wrong = new ArrayList<>();
        for (int from = 0; from < messages.size(); from += MOST_PER_CALL) {
            List<Message> part = messages.subList(from, Math.min(from + MOST_PER_CALL, messages.size()));
            try {
                sqs.deleteMessageBatch(
                                request -> request.queueUrl(url(queueArn)).entries(entries(part)))
                        .failed()
                        .forEach(failed -> wrong.add(text(part, failed)));
            } catch (SdkException failure) {
                part.forEach(message -> wrong.add(message.messageId() + ": " + failure.getMessage()));
            }
        }
        return wrong;
    }

    /** Lets others see messages at once. */
    void release(String queueArn, Collection<Message> messages) {
        for (Message message : messages) {
            sqs.changeMessageVisibility(request -> request.queueUrl(url(queueArn))
                    .receiptHandle(message.receiptHandle())
                    .visibilityTimeout(0));
        }
    }

    /** Sends one message. For a FIFO queue it is a group of its own, as its content may be nobody's second. */
    void send(String queueArn, String body, Map<String, String> attributes) {
        SendMessageRequest.Builder request = request(queueArn, body, attributes);
        if (queueArn.endsWith(".fifo")) {
            String id = UUID.randomUUID().toString();
            request.messageGroupId(id).messageDeduplicationId(id);
        }
        sqs.sendMessage(request.build());
    }

    /** Sends one message of a group; only a FIFO queue looks for what it has already. */
    void send(String queueArn, String body, Map<String, String> attributes, MessageGroup group) {
        SendMessageRequest.Builder request = request(queueArn, body, attributes).messageGroupId(group.id());
        if (queueArn.endsWith(".fifo")) {
            request.messageDeduplicationId(
                    group.deduplicationId().orElseGet(() -> UUID.randomUUID().toString()));
        }
        sqs.sendMessage(request.build());
    }

    private SendMessageRequest.Builder request(String queueArn, String body, Map<String, String> attributes) {
        Map<String, MessageAttributeValue> values = new LinkedHashMap<>();
        attributes.forEach((name, value) -> values.put(
                name,
                MessageAttributeValue.builder()
                        .dataType("String")
                        .stringValue(value)
                        .build()));
        return SendMessageRequest.builder()
                .queueUrl(url(queueArn))
                .messageBody(body)
                .messageAttributes(values);
    }

    /** Sends one message of a group. */
    void send(String queueArn, String body, String group, String deduplicationId) {
        sqs.sendMessage(request -> request.queueUrl(url(queueArn))
                .messageBody(body)
                .messageGroupId(group)
                .messageDeduplicationId(deduplicationId));
    }

    /** Starts to move the messages of a dead-letter queue to another. */
    void redrive(String deadLetterArn, String queueArn) {
        sqs.startMessageMoveTask(request -> request.sourceArn(deadLetterArn).destinationArn(queueArn));
    }

    /** What can't be said of a queue that exists. */
    private static Map<String, String> withoutKind(Map<String, String> attributes) {
        Map<String, String> changeable = new LinkedHashMap<>(attributes);
        changeable.remove("FifoQueue");
        return changeable;
    }

    private static List<DeleteMessageBatchRequestEntry> entries(List<Message> messages) {
        List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
        for (Message message : messages) {
            entries.add(DeleteMessageBatchRequestEntry.builder()
                    .id(Integer.toString(entries.size()))
                    .receiptHandle(message.receiptHandle())
                    .build());
        }
        return entries;
    }

    private static String text(List<Message> messages, BatchResultErrorEntry failed) {
        Message message = messages.get(Integer.parseInt(failed.id()));
        return message.messageId() + ": " + Objects.requireNonNullElse(failed.message(), failed.code());
    }
}
