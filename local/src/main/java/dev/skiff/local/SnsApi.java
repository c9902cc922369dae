package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skiff.local.template.SamTopic;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** The API of SNS as far as it publishes to topics, in the query protocol. Texts of errors are AWS's own. */
final class SnsApi {
    static final String VERSION = "2010-03-31";

    private static final String NAMESPACE = "http://sns.amazonaws.com/doc/" + VERSION + "/";
    private static final int MOST_ENTRIES = 10;
    private static final int LONGEST_SUBJECT = 100;

    private final Topics topics;
    private final Map<String, SamTopic> known = new LinkedHashMap<>();
    private final BiConsumer<String, Reached> told;

    /** @param told what became of a message, which its publisher doesn't hear */
    SnsApi(Topics topics, List<SamTopic> ofTemplate, BiConsumer<String, Reached> told) {
        this.topics = topics;
        this.told = told;
        for (String arn : topics.arns()) {
            known.put(arn, new SamTopic(Arns.name(arn), arn, false, 256 * 1024, ""));
        }
        ofTemplate.forEach(topic -> known.put(topic.arn(), topic));
    }

    HttpReply answer(QueryForm form, String requestId) {
        String action = form.text("Action", "");
        try {
            return switch (action) {
                case "Publish" -> reply(200, result(action, publish(form), requestId));
                case "PublishBatch" -> reply(200, result(action, publishBatch(form), requestId));
                default ->
                    throw new ServiceError(
                            400,
                            "InvalidAction",
                            "The action " + action + " of SNS isn't answered here, only Publish and PublishBatch; "
                                    + PublishDoor.CURE);
            };
        } catch (ServiceError refused) {
            return error(refused, requestId);
        }
    }

    private String publish(QueryForm form) {
        if (form.text("PhoneNumber").isPresent()) {
            throw invalid("PhoneNumber Reason: no text messages are sent here");
        }
        SamTopic topic = topic(form.text("TopicArn").or(() -> form.text("TargetArn")));
        if (size(form) > topic.maximumMessageSize()) {
            throw invalid("Message too long");
        }
        return published(topic, form);
    }

    private String publishBatch(QueryForm form) {
        SamTopic topic = topic(form.text("TopicArn"));
        List<QueryForm> entries = form.items("PublishBatchRequestEntries.member");
        requireBatch(entries);
        if (entries.stream().mapToLong(SnsApi::size).sum() > topic.maximumMessageSize()) {
            throw new ServiceError(
                    400, "BatchRequestTooLong", "The length of all the messages put together is more than the limit.");
        }
        StringBuilder successful = new StringBuilder();
        StringBuilder failed = new StringBuilder();
        for (QueryForm entry : entries) {
            String id = Xml.element("Id", entry.text("Id", ""));
            try {
                successful.append("<member>" + id + published(topic, entry) + "</member>");
            } catch (ServiceError refused) {
                failed.append("<member>" + id + Xml.element("Code", refused.code())
                        + Xml.element("Message", refused.message()) + "<SenderFault>true</SenderFault></member>");
            }
        }
        return "<Successful>" + successful + "</Successful><Failed>" + failed + "</Failed>";
    }

    private static void requireBatch(List<QueryForm> entries) {
        if (entries.isEmpty()) {
            throw new ServiceError(400, "EmptyBatchRequest", "The batch request doesn't contain any entries.");
        }
        if (entries.size() > MOST_ENTRIES) {
            throw new ServiceError(
                    400,
                    "TooManyEntriesInBatchRequest",
                    "The batch request contains more entries than permissible: " + entries.size());
        }
        Set<String> ids = new HashSet<>();
        for (QueryForm entry : entries) {
            String id = entry.text("Id", "");
            if (!id.matches("[A-Za-z0-9_-]{1,80}")) {
                throw new ServiceError(
                        400,
                        "InvalidBatchEntryId",
                        "The Id of a batch entry in a batch request doesn't abide by the specification: " + id);
            }
            if (!ids.add(id)) {
                throw new ServiceError(
                        400,
                        "BatchEntryIdsNotDistinct",
                        "Two or more batch entries in the request have the same Id: " + id);
            }
        }
    }

    private SamTopic topic(Optional<String> given) {
        String arn = given.orElseThrow(() -> invalid("TopicArn or TargetArn Reason: no value for required parameter"));
        if (!Arns.service(arn).equals("sns")) {
            throw invalid("TopicArn Reason: " + arn + " is no ARN of a topic");
        }
        SamTopic topic = known.get(arn);
        if (topic == null) {
            throw new ServiceError(
                    404,
                    "NotFound",
                    "Topic does not exist: " + arn + " is not in the template, only " + known.keySet());
        }
        return topic;
    }

    private String published(SamTopic topic, QueryForm entry) {
        TopicMessage message = message(topic, entry);
        Topics.Publication publication = topics.publish(topic.arn(), message);
        told.accept("this message to " + Arns.name(topic.arn()), publication.reached());
        return Xml.element("MessageId", publication.messageId())
                + publication
                        .sequenceNumber()
                        .map(number -> Xml.element("SequenceNumber", number))
                        .orElse("");
    }

    private static TopicMessage message(SamTopic topic, QueryForm entry) {
        String text = entry.text("Message").orElseThrow(() -> invalid("Empty message"));
        TopicMessage message =
                entry.text("MessageStructure", "").equals("json") ? structured(text) : TopicMessage.of(text);
        message = message.withSubject(subject(entry)).withAttributes(attributes(entry));
        Optional<MessageGroup> group = group(topic, entry, text);
        return group.isPresent() ? message.withGroup(group.get()) : message;
    }

    /** A text for each protocol. */
    private static TopicMessage structured(String json) {
        Map<String, String> texts = new LinkedHashMap<>();
        try {
            JsonBody.read(json).fields().forEach((protocol, text) -> {
                if (text instanceof String own) {
                    texts.put(protocol, own);
                }
            });
        } catch (LocalException noJson) {
            throw invalid("Message Structure - JSON message body failed to parse");
        }
        String usual = texts.get("default");
        if (usual == null) {
            throw invalid("Message Structure - No default entry in JSON message body");
        }
        return TopicMessage.of(usual).withTexts(texts);
    }

    private static Optional<String> subject(QueryForm entry) {
        Optional<String> subject = entry.text("Subject");
        if (subject.isPresent()
                && (subject.get().length() > LONGEST_SUBJECT
                        || subject.get().chars().anyMatch(Character::isISOControl))) {
            throw invalid("Subject");
        }
        return subject;
    }

    private static Optional<MessageGroup> group(SamTopic topic, QueryForm entry, String text) {
        Optional<String> group = entry.text("MessageGroupId");
        Optional<String> deduplication = entry.text("MessageDeduplicationId");
        if (!topic.isFifo()) {
            if (deduplication.isPresent()) {
                throw invalid("MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter"
                        + " that is not valid for this topic type");
            }
            return group.map(id -> new MessageGroup(id, Optional.empty()));
        }
        if (group.isEmpty()) {
            throw invalid("The MessageGroupId parameter is required for FIFO topics");
        }
        if (deduplication.isEmpty() && !topic.contentBasedDeduplication()) {
            throw invalid("The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId"
                    + " provided explicitly");
        }
        return Optional.of(new MessageGroup(group.get(), Optional.of(deduplication.orElseGet(() -> digest(text)))));
    }

    private static String digest(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, TopicMessage.Attribute> attributes(QueryForm entry) {
        Map<String, TopicMessage.Attribute> attributes = new LinkedHashMap<>();
        for (QueryForm attribute : entry.items("MessageAttributes.entry")) {
            String name = attribute.text("Name", "");
            String type = attribute.text("Value.DataType", "");
            String value = value(attribute)
                    .orElseThrow(() -> wrongAttribute("The message attribute '" + name
                            + "' must contain non-empty message attribute value for message attribute type '" + type
                            + "'."));
            if (name.isEmpty()
                    || !List.of("String", "String.Array", "Number", "Binary").contains(type)) {
                throw wrongAttribute("The message attribute '" + name + "' has an invalid message attribute type, '"
                        + type + "', expected String, String.Array, Number or Binary.");
            }
            if (type.equals("Number")) {
                requireNumber(name, value);
            }
            attributes.put(name, new TopicMessage.Attribute(type, value));
        }
        return attributes;
    }

    private static Optional<String> value(QueryForm attribute) {
        return attribute.text("Value.StringValue").or(() -> attribute.text("Value.BinaryValue"));
    }

    private static void requireNumber(String name, String value) {
        try {
            var unused = new BigDecimal(value.strip());
        } catch (NumberFormatException none) {
            throw wrongAttribute("Could not cast message attribute '" + name + "' value to number.");
        }
    }

    /** As SNS counts it: the text and the attributes with their names and types, without the subject. */
    private static long size(QueryForm entry) {
        long size = bytes(entry.text("Message", ""));
        for (QueryForm attribute : entry.items("MessageAttributes.entry")) {
            size += bytes(attribute.text("Name", ""))
                    + bytes(attribute.text("Value.DataType", ""))
                    + bytes(attribute.text("Value.StringValue", ""))
                    + binary(attribute.text("Value.BinaryValue", ""));
        }
        return size;
    }

    private static long bytes(String text) {
        return text.getBytes(UTF_8).length;
    }

    private static long binary(String base64) {
        try {
            return Base64.getDecoder().decode(base64).length;
        } catch (IllegalArgumentException noBase64) {
            throw wrongAttribute("A binary message attribute is not base64.");
        }
    }

    private static ServiceError invalid(String what) {
        return new ServiceError(400, "InvalidParameter", "Invalid parameter: " + what);
    }

    private static ServiceError wrongAttribute(String message) {
        return new ServiceError(400, "ParameterValueInvalid", message);
    }

    private static String result(String action, String content, String requestId) {
        return "<" + action + "Response xmlns=\"" + NAMESPACE + "\"><" + action + "Result>" + content + "</" + action
                + "Result><ResponseMetadata>" + Xml.element("RequestId", requestId) + "</ResponseMetadata></" + action
                + "Response>";
    }

    static HttpReply error(ServiceError error, String requestId) {
        return reply(
                error.status(),
                "<ErrorResponse xmlns=\"" + NAMESPACE + "\"><Error>"
                        + Xml.element("Type", error.status() < 500 ? "Sender" : "Receiver")
                        + Xml.element("Code", error.code()) + Xml.element("Message", error.message()) + "</Error>"
                        + Xml.element("RequestId", requestId) + "</ErrorResponse>");
    }

    private static HttpReply reply(int status, String xml) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        headers.add(Map.entry("Content-Type", "text/xml"));
        return HttpReply.of(status, headers, xml.getBytes(UTF_8));
    }
}
