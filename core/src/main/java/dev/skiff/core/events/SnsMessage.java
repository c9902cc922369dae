package dev.skiff.core.events;

import dev.skiff.core.EventException;
import dev.skiff.core.internal.EventReader;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message of SNS, as it comes to a function or, wrapped in its envelope, into an SQS queue. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html">AWS: the event of SNS</a>
 */
public final class SnsMessage {
    private final Values values;

    private SnsMessage(Values values) {
        this.values = values;
    }

    /** The messages of an event that SNS sends to a function; there is one, in practice. Throws an {@link EventException} when it isn't such an event. */
    public static List<SnsMessage> ofEvent(byte[] json) {
        StringBuilder seen = new StringBuilder();
        List<SnsMessage> messages = Fields.records(EventReader.of(json), SnsMessage::record, event -> {
            Fields.note(event.name(), seen);
            event.skip();
        });
        if (messages == null) {
            throw Fields.missing("Records", "SNS", seen);
        }
        return messages;
    }

    /** The message in an envelope, as SNS puts it into a queue without raw delivery. Throws an {@link EventException} when it isn't one. */
    public static SnsMessage from(byte[] envelope) {
        EventReader event = EventReader.of(envelope);
        Values values = new Values();
        read(event, values);
        event.end();
        if (!values.isNotification()) {
            throw EventException.of(
                    "This is no notification of SNS" + (values.type.isEmpty() ? "" : ", but a " + values.type)
                            + ": it needs a Type of Notification, Message, MessageId and TopicArn");
        }
        return new SnsMessage(values);
    }

    /**
     * Whether this is an envelope of SNS, a subscription's confirmation included; with raw delivery it is what was published. Told by the names of type, message and topic alone, so
     * an envelope that {@link #from} finds wanting isn't taken for what was published.
     */
    public static boolean isEnvelope(byte[] json) {
        int at = 0;
        while (at < json.length && json[at] <= ' ' && json[at] >= 0) {
            at++;
        }
        if (at == json.length || (json[at] != '{' && json[at] != (byte) 0xEF)) { // a byte order mark, maybe
            return false;
        }
        try {
            return isNamed(EventReader.of(json));
        } catch (EventException anythingElse) {
            return false;
        }
    }

    private static boolean isNamed(EventReader event) {
        String type = "";
        String messageId = "";
        String topicArn = "";
        while (event.next()) {
            switch (event.name()) {
                case "Type" -> type = Fields.orEmpty(event.text());
                case "MessageId" -> messageId = Fields.orEmpty(event.text());
                case "TopicArn" -> topicArn = Fields.orEmpty(event.text());
                default -> event.skip();
            }
        }
        return (type.equals("Notification") || type.endsWith("Confirmation"))
                && !messageId.isEmpty()
                && !topicArn.isEmpty();
    }

    public String messageId() {
        return values.messageId;
    }

    public String topicArn() {
        return values.topicArn;
    }

    public Optional<String> subject() {
        return Optional.ofNullable(values.subject);
    }

    /** The text that was published. */
    public String message() {
        return Fields.orEmpty(values.message);
    }

    public Optional<Instant> timestamp() {
        return Optional.ofNullable(values.timestamp);
    }

    /** What the publisher attached: each value's text by its name; bytes are base64. */
    public Map<String, String> messageAttributes() {
        return Collections.unmodifiableMap(values.attributes);
    }

    /** Of a FIFO topic. */
    public Optional<String> sequenceNumber() {
        return Optional.ofNullable(values.sequenceNumber);
    }

    public Optional<String> signature() {
        return Optional.ofNullable(values.signature);
    }

    public Optional<String> signatureVersion() {
        return Optional.ofNullable(values.signatureVersion);
    }

    public Optional<String> signingCertUrl() {
        return Optional.ofNullable(values.signingCertUrl);
    }

    public Optional<String> unsubscribeUrl() {
        return Optional.ofNullable(values.unsubscribeUrl);
    }

    /** The subscription, where the event says. */
    public Optional<String> eventSubscriptionArn() {
        return Optional.ofNullable(values.subscriptionArn);
    }

    @Override
    public String toString() {
        return "SnsMessage " + values.messageId;
    }

    private static SnsMessage record(EventReader event) {
        Values values = new Values();
        String source = null;
        while (event.next()) {
            switch (event.name()) {
                case "EventSource" -> source = event.text();
                case "EventSubscriptionArn" -> values.subscriptionArn = event.text();
                case "Sns" -> {
                    if (event.enter()) {
                        read(event, values);
                    }
                }
                default -> event.skip();
            }
        }
        return of(source, values);
    }

    static SnsMessage of(@Nullable String source, Values values) {
        Fields.checkSource(source, "aws:sns");
        if (values.message == null) {
            throw EventException.of("A record of the event has no Sns.Message, so it isn't one of SNS");
        }
        return new SnsMessage(values);
    }

    /** An event writes Url, an envelope URL. */
    private static void read(EventReader event, Values values) {
        while (event.next()) {
            switch (event.name()) {
                case "Type" -> values.type = Fields.orEmpty(event.text());
                case "MessageId" -> values.messageId = Fields.orEmpty(event.text());
                case "TopicArn" -> values.topicArn = Fields.orEmpty(event.text());
                case "Subject" -> values.subject = event.text();
                case "Message" -> values.message = event.text();
                case "Timestamp" -> values.timestamp = Fields.instant(event);
                case "SequenceNumber" -> values.sequenceNumber = event.text();
                case "Signature" -> values.signature = event.text();
                case "SignatureVersion" -> values.signatureVersion = event.text();
                case "SigningCertURL", "SigningCertUrl" -> values.signingCertUrl = event.text();
                case "UnsubscribeURL", "UnsubscribeUrl" -> values.unsubscribeUrl = event.text();
                case "MessageAttributes" -> attributes(event, values);
                default -> event.skip();
            }
        }
    }

    private static void attributes(EventReader event, Values values) {
        if (!event.enter()) {
            return;
        }
        while (event.next()) {
            String name = event.name();
            String value = event.enter() ? Fields.texts(event).get("Value") : null;
            if (value != null) {
                values.attributes.put(name, value);
            }
        }
    }

    /** Filled by the decoder, then left alone. */
    static final class Values {
        final Map<String, String> attributes = new LinkedHashMap<>();
        String type = "";
        String messageId = "";
        String topicArn = "";

        @Nullable String subject;

        @Nullable String message;

        @Nullable Instant timestamp;

        @Nullable String sequenceNumber;

        @Nullable String signature;

        @Nullable String signatureVersion;

        @Nullable String signingCertUrl;

        @Nullable String unsubscribeUrl;

        @Nullable String subscriptionArn;

        boolean isNotification() {
            return type.equals("Notification") && message != null && !messageId.isEmpty() && !topicArn.isEmpty();
        }
    }
}
