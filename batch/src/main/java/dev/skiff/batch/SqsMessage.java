package dev.skiff.batch;

import dev.skiff.core.internal.OneLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message of SQS as Lambda delivers it. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">AWS: the event of SQS</a>
 */
public final class SqsMessage implements PayloadRecord {
    private final Fields fields;

    SqsMessage(Fields fields) {
        this.fields = fields;
    }

    /** The message id, which a report of failure names. */
    @Override
    public String id() {
        return fields.id;
    }

    /** The text that was sent. */
    public String body() {
        if (fields.body == null) {
            throw new UnreadablePayloadException("The message has no body", null);
        }
        return fields.body;
    }

    /** The body in UTF-8. */
    @Override
    public byte[] payload() {
        return body().getBytes(StandardCharsets.UTF_8);
    }

    /** What changes or deletes this very delivery. */
    public String receiptHandle() {
        return fields.receiptHandle;
    }

    /** What the sender attached. */
    public Map<String, MessageAttribute> messageAttributes() {
        return Collections.unmodifiableMap(fields.messageAttributes);
    }

    /** What the sender attached under that name. */
    public Optional<MessageAttribute> messageAttribute(String name) {
        return Optional.ofNullable(fields.messageAttributes.get(name));
    }

    /** What SQS attached, such as {@code SentTimestamp}, by its own names. */
    public Map<String, String> attributes() {
        return Collections.unmodifiableMap(fields.attributes);
    }

    /** How many times the message was delivered, this time included; 1 where the event doesn't say. */
    public int receiveCount() {
        String count = fields.attributes.get("ApproximateReceiveCount");
        try {
            return count == null ? 1 : Math.max(1, Integer.parseInt(count));
        } catch (NumberFormatException notOne) {
            return 1;
        }
    }

    public Optional<Instant> sentAt() {
        return instant("SentTimestamp");
    }

    public Optional<Instant> firstReceivedAt() {
        return instant("ApproximateFirstReceiveTimestamp");
    }

    /** Of a FIFO queue, where order is kept inside a group, or of a fair queue, where it isn't: see {@link #isFifo}. */
    public Optional<String> groupId() {
        return attribute("MessageGroupId");
    }

    public Optional<String> deduplicationId() {
        return attribute("MessageDeduplicationId");
    }

    /** Of FIFO queues only. */
    public Optional<String> sequenceNumber() {
        return attribute("SequenceNumber");
    }

    public Optional<String> senderId() {
        return attribute("SenderId");
    }

    /** The X-Ray trace of the sender. */
    public Optional<String> traceHeader() {
        return attribute("AWSTraceHeader");
    }

    /** The queue this message comes from. */
    public String eventSourceArn() {
        return fields.eventSourceArn;
    }

    public String awsRegion() {
        return fields.awsRegion;
    }

    public Optional<String> md5OfBody() {
        return Optional.ofNullable(fields.md5OfBody);
    }

    public Optional<String> md5OfMessageAttributes() {
        return Optional.ofNullable(fields.md5OfMessageAttributes);
    }

    /** Whether the queue keeps order, told by its ARN's {@code .fifo}: a group id alone makes a fair queue. */
    public boolean isFifo() {
        return fields.eventSourceArn.endsWith(".fifo");
    }

    @Override
    public String toString() {
        return "SqsMessage " + OneLine.of(fields.id);
    }

    private Optional<String> attribute(String name) {
        return Optional.ofNullable(fields.attributes.get(name));
    }

    private Optional<Instant> instant(String name) {
        String millis = fields.attributes.get(name);
        try {
            return millis == null ? Optional.empty() : Optional.of(Instant.ofEpochMilli(Long.parseLong(millis)));
        } catch (NumberFormatException notOne) {
            return Optional.empty();
        }
    }

    /** Filled by the decoder, then left alone. */
    static final class Fields {
        String id = "";
        String receiptHandle = "";
        String eventSourceArn = "";
        String awsRegion = "";
        final Map<String, String> attributes = new LinkedHashMap<>();
        final Map<String, MessageAttribute> messageAttributes = new LinkedHashMap<>();

        @Nullable String body;

        @Nullable String md5OfBody;

        @Nullable String md5OfMessageAttributes;
    }
}
