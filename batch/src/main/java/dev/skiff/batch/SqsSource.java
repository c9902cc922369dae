package dev.skiff.batch;

import dev.skiff.core.internal.EventReader;
import dev.skiff.core.internal.JsonOutput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Standard, fair and FIFO queues. */
final class SqsSource implements Source<SqsMessage>, Records.Decoder<SqsMessage> {

    @Override
    public String name() {
        return "SQS";
    }

    @Override
    public List<SqsMessage> read(byte[] event) {
        return Records.read(event, "aws:sqs", this);
    }

    /** The group of a FIFO queue; a group id on a standard queue makes it fair, not ordered. */
    @Override
    public @Nullable String lane(SqsMessage message) {
        return message.isFifo() ? message.groupId().orElse("") : null;
    }

    @Override
    public @Nullable String shard(SqsMessage message) {
        return null;
    }

    @Override
    public List<SqsMessage> reported(List<SqsMessage> unfinished) {
        return unfinished;
    }

    @Override
    public void identify(SqsMessage message, JsonOutput output) {
        output.text(message.id());
    }

    @Override
    public SqsMessage read(EventReader event) {
        SqsMessage.Fields fields = new SqsMessage.Fields();
        String source = null;
        while (event.next()) {
            switch (event.name()) {
                case "messageId" -> fields.id = Records.once(event, fields.id);
                case "receiptHandle" -> fields.receiptHandle = Records.orEmpty(event.text());
                case "body" -> fields.body = event.text();
                case "attributes" -> attributes(event, fields);
                case "messageAttributes" -> messageAttributes(event, fields);
                case "md5OfBody" -> fields.md5OfBody = event.text();
                case "md5OfMessageAttributes" -> fields.md5OfMessageAttributes = event.text();
                case "eventSource" -> source = event.text();
                case "eventSourceARN" -> fields.eventSourceArn = Records.orEmpty(event.text());
                case "awsRegion" -> fields.awsRegion = Records.orEmpty(event.text());
                default -> event.skip();
            }
        }
        Records.checkSource(source, "aws:sqs");
        Records.checkId(fields.id, "messageId");
        return new SqsMessage(fields);
    }

    private static void attributes(EventReader event, SqsMessage.Fields fields) {
        if (event.enter()) {
            while (event.next()) {
                String name = event.name();
                String value = event.text();
                if (value != null) {
                    fields.attributes.put(name, value);
                }
            }
        }
    }

    private static void messageAttributes(EventReader event, SqsMessage.Fields fields) {
        if (event.enter()) {
            while (event.next()) {
                String name = event.name();
                if (event.enter()) {
                    fields.messageAttributes.put(name, messageAttribute(event));
                }
            }
        }
    }

    private static MessageAttribute messageAttribute(EventReader event) {
        String type = "";
        String text = null;
        String base64 = null;
        while (event.next()) {
            switch (event.name()) {
                case "dataType" -> type = Records.orEmpty(event.text());
                case "stringValue" -> text = event.text();
                case "binaryValue" -> base64 = event.text();
                default -> event.skip(); // the lists are reserved by SQS and always empty
            }
        }
        return new MessageAttribute(type, text, base64);
    }
}
