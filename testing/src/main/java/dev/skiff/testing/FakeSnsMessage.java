package dev.skiff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message that was published to a topic: for a function in a {@link FakeSnsEvent}, for a queue as
 * {@link #toQueueBody}. With raw delivery a queue gets the published text itself and the attributes as those of the
 * queue's message, so there is nothing to build: {@code FakeSqsMessage.of(text)}. Immutable.
 */
public final class FakeSnsMessage extends Fake<FakeSnsMessage> {
    private static final BigInteger BEFORE_SEQUENCE_NUMBERS = new BigInteger("10000000000000000000");

    private FakeSnsMessage(Tree set, Origin origin) {
        super(set, origin, defaults(origin));
    }

    /** To the topic {@code my-topic}, without a subject. */
    public static FakeSnsMessage of(String message) {
        return new FakeSnsMessage(Tree.EMPTY, Origin.of(arn("my-topic"))).withMessage(message);
    }

    public FakeSnsMessage withMessage(String message) {
        return with(message, "Sns", "Message");
    }

    public FakeSnsMessage withSubject(String subject) {
        return with(subject, "Sns", "Subject");
    }

    public FakeSnsMessage withId(String id) {
        return with(id, "Sns", "MessageId");
    }

    public FakeSnsMessage withTimestamp(Instant timestamp) {
        return with(Timestamps.millis(timestamp), "Sns", "Timestamp");
    }

    /** A topic whose name ends in {@code .fifo} numbers its messages, signs none, and delivers to queues only. */
    public FakeSnsMessage withTopic(String nameOrArn) {
        return withOrigin(origin().within(arn(nameOrArn), "", origin().place()));
    }

    public FakeSnsMessage withSubscription(String arn) {
        return with(arn, "EventSubscriptionArn");
    }

    /** Of a FIFO topic. */
    public FakeSnsMessage withSequenceNumber(String sequenceNumber) {
        return with(sequenceNumber, "Sns", "SequenceNumber");
    }

    public FakeSnsMessage withSignature(String version, String signature) {
        return with(version, "Sns", "SignatureVersion").with(signature, "Sns", "Signature");
    }

    public FakeSnsMessage plusAttribute(String name, String value) {
        return plusAttribute(name, "String", value);
    }

    public FakeSnsMessage plusAttribute(String name, byte[] value) {
        return plusAttribute(name, "Binary", Base64.getEncoder().encodeToString(value));
    }

    /** A type such as {@code Number} or {@code String.Array}. */
    public FakeSnsMessage plusAttribute(String name, String type, String value) {
        return with(type, "Sns", "MessageAttributes", name, "Type")
                .with(value, "Sns", "MessageAttributes", name, "Value");
    }

    public String id() {
        return json().text("Sns", "MessageId");
    }

    public String message() {
        return json().text("Sns", "Message");
    }

    public String topicArn() {
        return json().text("Sns", "TopicArn");
    }

    /** The body of the message in a queue that is subscribed without raw delivery. */
    public String toQueueBody() {
        Map<String, @Nullable Object> sns = json().object("Sns");
        if (sns.get("Subject") == null) {
            sns.remove("Subject");
        }
        if (sns.get("MessageAttributes") instanceof Map<?, ?> attributes && attributes.isEmpty()) {
            sns.remove("MessageAttributes");
        }
        Tree body = Tree.EMPTY;
        for (Map.Entry<String, @Nullable Object> field : sns.entrySet()) {
            body = body.with(field.getValue(), field.getKey().replace("Url", "URL"));
        }
        return new String(body.over(Tree.EMPTY).toBytes(), UTF_8);
    }

    @Override
    FakeSnsMessage copy(Tree changed, Origin changedOrigin) {
        return new FakeSnsMessage(changed, changedOrigin);
    }

    static String arn(String nameOrArn) {
        return Arn.of("sns", nameOrArn);
    }

    private static Tree defaults(Origin origin) {
        String subscription = origin.arn() + ":21be56ed-a058-49f5-8c98-aedd2564c486";
        String host = "https://sns." + origin.region() + ".amazonaws.com/";
        Tree record = Tree.EMPTY
                .with("aws:sns", "EventSource")
                .with("1.0", "EventVersion")
                .with(subscription, "EventSubscriptionArn")
                .with("Notification", "Sns", "Type")
                .with(origin.id(), "Sns", "MessageId");
        if (origin.arn().endsWith(".fifo")) {
            record = record.with(sequenceNumber(origin.place()), "Sns", "SequenceNumber");
        }
        record = record.with(origin.arn(), "Sns", "TopicArn")
                .with(null, "Sns", "Subject")
                .with("", "Sns", "Message")
                .with(Timestamps.millis(origin.at()), "Sns", "Timestamp");
        if (!origin.arn().endsWith(".fifo")) {
            record = record.with("1", "Sns", "SignatureVersion")
                    .with(
                            "EXAMPLEpH+DcEwjAPg8O9mY8dReBSwksfg2S7WKQcikcNKWLQjwu6A4VbeS0QHVCkhRS7fUQ==",
                            "Sns",
                            "Signature")
                    .with(
                            host + "SimpleNotificationService-ac565b8b1a6c5d002d285f9598aa1d9b.pem",
                            "Sns",
                            "SigningCertUrl");
        }
        return record.with(host + "?Action=Unsubscribe&SubscriptionArn=" + subscription, "Sns", "UnsubscribeUrl")
                .with(Map.of(), "Sns", "MessageAttributes");
    }

    private static String sequenceNumber(int place) {
        return BEFORE_SEQUENCE_NUMBERS
                .add(BigInteger.valueOf((place + 1L) * 1000))
                .toString();
    }

    @Override
    public String toString() {
        return "FakeSnsMessage " + id();
    }
}
