package dev.skiff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message as Lambda hands it over from a queue: received once, two milliseconds after it was sent. In the event of a
 * FIFO queue it has group, deduplication id and sequence number; the group of a message for a standard queue, which
 * makes the queue a fair one, is set with {@link #withGroup}. Immutable.
 */
public final class FakeSqsMessage extends Fake<FakeSqsMessage> {
    private static final BigInteger FIRST_SEQUENCE_NUMBER = new BigInteger("18849496460467696128");
    private static final int SEQUENCE_STEP = 256;

    private FakeSqsMessage(Tree set, Origin origin) {
        super(set, origin, defaults(set, origin));
    }

    /** A new id, sent now. */
    public static FakeSqsMessage of(String body) {
        return new FakeSqsMessage(Tree.EMPTY.with(body, "body"), Origin.of(Arn.of("sqs", "my-queue")));
    }

    public FakeSqsMessage withId(String id) {
        return with(id, "messageId");
    }

    public FakeSqsMessage withReceiptHandle(String receiptHandle) {
        return with(receiptHandle, "receiptHandle");
    }

    public FakeSqsMessage withBody(String body) {
        return with(body, "body");
    }

    public FakeSqsMessage withReceiveCount(int receiveCount) {
        return withAttribute("ApproximateReceiveCount", Integer.toString(receiveCount));
    }

    public FakeSqsMessage withGroup(String group) {
        return withAttribute("MessageGroupId", group);
    }

    /** Without it the SHA-256 of the body, as with content-based deduplication. */
    public FakeSqsMessage withDeduplicationId(String deduplicationId) {
        return withAttribute("MessageDeduplicationId", deduplicationId);
    }

    /** Without it the numbers of one event ascend. */
    public FakeSqsMessage withSequenceNumber(String sequenceNumber) {
        return withAttribute("SequenceNumber", sequenceNumber);
    }

    public FakeSqsMessage withSenderId(String senderId) {
        return withAttribute("SenderId", senderId);
    }

    public FakeSqsMessage withSentTimestamp(Instant sent) {
        return withAttribute("SentTimestamp", Long.toString(sent.toEpochMilli()));
    }

    public FakeSqsMessage withFirstReceived(Instant received) {
        return withAttribute("ApproximateFirstReceiveTimestamp", Long.toString(received.toEpochMilli()));
    }

    /** A system attribute: {@code AWSTraceHeader}, {@code DeadLetterQueueSourceArn} and the like. */
    public FakeSqsMessage withAttribute(String name, String value) {
        return with(value, "attributes", name);
    }

    /** These system attributes and no others. */
    public FakeSqsMessage withAttributes(Map<String, String> attributes) {
        return with(attributes, "attributes");
    }

    public FakeSqsMessage withoutAttribute(String name) {
        return without("attributes", name);
    }

    public FakeSqsMessage plusMessageAttribute(String name, String value) {
        return plusMessageAttribute(name, "String", value);
    }

    public FakeSqsMessage plusMessageAttribute(String name, byte[] value) {
        return plusMessageAttribute(name, "Binary", value);
    }

    /** A type such as {@code Number} or {@code String.uuid}. */
    public FakeSqsMessage plusMessageAttribute(String name, String dataType, String value) {
        return withMessageAttribute(name, "stringValue", value, dataType);
    }

    /** A type such as {@code Binary.png}. */
    public FakeSqsMessage plusMessageAttribute(String name, String dataType, byte[] value) {
        return withMessageAttribute(name, "binaryValue", Base64.getEncoder().encodeToString(value), dataType);
    }

    /** Without it that of the body. */
    public FakeSqsMessage withMd5OfBody(String md5) {
        return with(md5, "md5OfBody");
    }

    /** Without it that of the message attributes, if there are any. */
    public FakeSqsMessage withMd5OfMessageAttributes(String md5) {
        return with(md5, "md5OfMessageAttributes");
    }

    public String id() {
        return json().text("messageId");
    }

    public String receiptHandle() {
        return json().text("receiptHandle");
    }

    public String body() {
        return json().text("body");
    }

    public int receiveCount() {
        return Integer.parseInt(json().text("attributes", "ApproximateReceiveCount"));
    }

    public Optional<String> group() {
        return attribute("MessageGroupId");
    }

    public Optional<String> deduplicationId() {
        return attribute("MessageDeduplicationId");
    }

    public Optional<String> sequenceNumber() {
        return attribute("SequenceNumber");
    }

    public Optional<String> attribute(String name) {
        return Optional.ofNullable(attributes().get(name));
    }

    /** The system attributes. */
    public Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        json().object("attributes").forEach((name, value) -> attributes.put(name, String.valueOf(value)));
        return attributes;
    }

    /** The message attributes by name, each as the event has it: {@code dataType} with a text or base64. */
    public Map<String, Map<String, @Nullable Object>> messageAttributes() {
        Map<String, Map<String, @Nullable Object>> attributes = new LinkedHashMap<>();
        for (String name : json().object("messageAttributes").keySet()) {
            attributes.put(name, json().object("messageAttributes", name));
        }
        return attributes;
    }

    @Override
    FakeSqsMessage copy(Tree changed, Origin changedOrigin) {
        return new FakeSqsMessage(changed, changedOrigin);
    }

    private FakeSqsMessage withMessageAttribute(String name, String kind, String value, String dataType) {
        Map<String, Object> attribute = new LinkedHashMap<>();
        attribute.put(kind, value);
        attribute.put("stringListValues", List.of());
        attribute.put("binaryListValues", List.of());
        attribute.put("dataType", dataType);
        return with(attribute, "messageAttributes", name);
    }

    private static Tree defaults(Tree set, Origin origin) {
        byte[] body = set.text("body").getBytes(UTF_8);
        Map<String, @Nullable Object> messageAttributes = set.over(Tree.EMPTY).object("messageAttributes");
        Tree message = Tree.EMPTY
                .with(origin.id(), "messageId")
                .with("AQEB" + Base64.getEncoder().encodeToString(origin.id().getBytes(UTF_8)), "receiptHandle")
                .with("", "body")
                .with(attributes(body, origin), "attributes")
                .with(Map.of(), "messageAttributes")
                .with(Digests.md5(body), "md5OfBody");
        return (messageAttributes.isEmpty()
                        ? message
                        : message.with(Digests.md5OfMessageAttributes(messageAttributes), "md5OfMessageAttributes"))
                .with("aws:sqs", "eventSource")
                .with(origin.arn(), "eventSourceARN")
                .with(origin.region(), "awsRegion");
    }

    private static Map<String, String> attributes(byte[] body, Origin origin) {
        long sent = origin.at().toEpochMilli();
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("ApproximateReceiveCount", "1");
        attributes.put("SentTimestamp", Long.toString(sent));
        if (origin.arn().endsWith(".fifo")) {
            BigInteger step = BigInteger.valueOf((long) origin.place() * SEQUENCE_STEP);
            attributes.put("SequenceNumber", FIRST_SEQUENCE_NUMBER.add(step).toString());
            attributes.put("MessageGroupId", "group-1");
            attributes.put("MessageDeduplicationId", Digests.sha256(body));
        }
        attributes.put("SenderId", "AIDAIENQZJOLO23YVJ4VO");
        attributes.put("ApproximateFirstReceiveTimestamp", Long.toString(sent + 2));
        return attributes;
    }

    @Override
    public String toString() {
        return "FakeSqsMessage " + id();
    }
}
