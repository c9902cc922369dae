package dev.skiff.batch.aws;

import dev.skiff.batch.DeadLetter;
import dev.skiff.batch.DeadLetters;
import dev.skiff.batch.MessageAttribute;
import dev.skiff.batch.SqsMessage;
import dev.skiff.batch.UnreadablePayloadException;
import dev.skiff.core.internal.Log;
import dev.skiff.core.internal.OneLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;

/**
 * Sends messages of SQS to a dead-letter queue by the AWS SDK: body and message attributes as they are, ten at a time. In a FIFO queue a message keeps its group, and its id
 * deduplicates. What the queue refuses is logged and stays failed. Records of other sources are refused. Needs {@code sqs:SendMessage} on the dead-letter queue, and
 * its key where it is encrypted. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html">AWS: SendMessageBatch</a>
 */
public final class SqsDeadLetters implements DeadLetters {
    private static final int MOST_MESSAGES = 10;
    /** All messages of one call together; what one message may have, too, so that larger ones go alone. */
    private static final int MOST_BYTES = 256 * 1024;

    private final SqsClient client;
    private final String queueUrl;

    private SqsDeadLetters(SqsClient client, String queueUrl) {
        this.client = client;
        this.queueUrl = queueUrl;
    }

    /** To the queue of this URL, by this client, which stays the caller's to close. */
    public static SqsDeadLetters of(SqsClient client, String queueUrl) {
        return new SqsDeadLetters(client, queueUrl);
    }

    @Override
    public Set<String> send(List<DeadLetter> letters) {
        Set<String> taken = new HashSet<>();
        for (List<SqsMessage> chunk : chunks(letters)) {
            try {
                taken.addAll(sent(chunk));
            } catch (SdkException failure) { // what went before is sent all the same
                Log.of(SqsDeadLetters.class)
                        .error("The dead-letter queue has not taken " + chunk.size() + " messages", failure);
            }
        }
        return taken;
    }

    private Set<String> sent(List<SqsMessage> chunk) {
        List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
        for (int i = 0; i < chunk.size(); i++) {
            entries.add(entry(Integer.toString(i), chunk.get(i)));
        }
        SendMessageBatchResponse response =
                client.sendMessageBatch(request -> request.queueUrl(queueUrl).entries(entries));
        for (BatchResultErrorEntry refused : response.failed()) {
            Log.of(SqsDeadLetters.class)
                    .error(
                            "The dead-letter queue refused message "
                                    + OneLine.of(chunk.get(Integer.parseInt(refused.id()))
                                            .id()) + ": " + refused.code() + " "
                                    + refused.message(),
                            null);
        }
        Set<String> taken = new HashSet<>();
        for (SendMessageBatchResultEntry successful : response.successful()) {
            taken.add(chunk.get(Integer.parseInt(successful.id())).id());
        }
        return taken;
    }

    private SendMessageBatchRequestEntry entry(String id, SqsMessage message) {
        SendMessageBatchRequestEntry.Builder entry = SendMessageBatchRequestEntry.builder()
                .id(id)
                .messageBody(message.body())
                .messageAttributes(attributes(message));
        message.groupId().ifPresent(entry::messageGroupId);
        if (queueUrl.endsWith(".fifo")) {
            entry.messageDeduplicationId(message.id());
        }
        return entry.build();
    }

    private static Map<String, MessageAttributeValue> attributes(SqsMessage message) {
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        message.messageAttributes().forEach((name, attribute) -> attributes.put(name, attribute(attribute)));
        return attributes;
    }

    private static MessageAttributeValue attribute(MessageAttribute attribute) {
        return MessageAttributeValue.builder()
                .dataType(attribute.dataType())
                .stringValue(attribute.text().orElse(null))
                .binaryValue(attribute.bytes().map(SdkBytes::fromByteArray).orElse(null))
                .build();
    }

    private static List<List<SqsMessage>> chunks(List<DeadLetter> letters) {
        List<List<SqsMessage>> chunks = new ArrayList<>();
        List<SqsMessage> chunk = new ArrayList<>();
        int bytes = 0;
        for (DeadLetter letter : letters) {
            SqsMessage message = message(letter);
            int size = size(message);
            if (size < 0) {
                continue; // the others are sent all the same
            }
            if (chunk.size() == MOST_MESSAGES || (!chunk.isEmpty() && bytes + size > MOST_BYTES)) {
                chunks.add(chunk);
                chunk = new ArrayList<>();
                bytes = 0;
            }
            chunk.add(message);
            bytes += size;
        }
        if (!chunk.isEmpty()) {
            chunks.add(chunk);
        }
        return chunks;
    }

    private static SqsMessage message(DeadLetter letter) {
        if (letter.record() instanceof SqsMessage message) {
            return message;
        }
        throw new IllegalArgumentException("Messages of SQS go to this dead-letter queue, not " + letter.record()
                + ": a stream has an on-failure destination");
    }

    /** As SQS counts: body, and names, types and values of attributes. Below zero for a message that has no body or attributes that aren't base64. */
    private static int size(SqsMessage message) {
        try {
            return counted(message);
        } catch (UnreadablePayloadException | IllegalArgumentException unsendable) {
            Log.of(SqsDeadLetters.class).error(message + " can't be sent to a queue as it is", unsendable);
            return -1;
        }
    }

    private static int counted(SqsMessage message) {
        int size = message.payload().length;
        for (Map.Entry<String, MessageAttribute> attribute :
                message.messageAttributes().entrySet()) {
            MessageAttribute value = attribute.getValue();
            size += attribute.getKey().getBytes(StandardCharsets.UTF_8).length
                    + value.dataType().length()
                    + value.text()
                            .map(text -> text.getBytes(StandardCharsets.UTF_8).length)
                            .orElse(0)
                    + value.bytes().map(bytes -> bytes.length).orElse(0);
        }
        return size;
    }
}
