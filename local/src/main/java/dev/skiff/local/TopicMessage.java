package dev.skiff.local;

import dev.skiff.testing.FakeSnsMessage;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is published to a topic.
 *
 * @param attributes by name
 * @param texts by protocol, such as {@code sqs}, whose subscribers get another text
 * @param group of a message whose order matters
 */
record TopicMessage(
        String text,
        Optional<String> subject,
        Map<String, Attribute> attributes,
        Map<String, String> texts,
        Optional<MessageGroup> group) {
    /**
     * An attribute.
     *
     * @param type {@code String}, {@code Number}, {@code String.Array} or {@code Binary}
     * @param value of a binary one, base64
     */
    record Attribute(String type, String value) {}

    static TopicMessage of(String text) {
        return new TopicMessage(text, Optional.empty(), Map.of(), Map.of(), Optional.empty());
    }

    static TopicMessage of(String text, Map<String, String> attributes) {
        Map<String, Attribute> typed = new LinkedHashMap<>();
        attributes.forEach((name, value) -> typed.put(name, new Attribute("String", value)));
        return of(text).withAttributes(typed);
    }

    /** From {@code message}, {@code subject} and {@code attributes}, whose types follow from JSON's unless they are given. */
    static TopicMessage of(JsonBody body) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        body.object("attributes").forEach((name, value) -> attributes.put(name, attribute(value)));
        return of(body.required("message")).withSubject(body.text("subject")).withAttributes(attributes);
    }

    TopicMessage withSubject(Optional<String> line) {
        return new TopicMessage(text, line, attributes, texts, group);
    }

    TopicMessage withAttributes(Map<String, Attribute> byName) {
        return new TopicMessage(text, subject, byName, texts, group);
    }

    TopicMessage withTexts(Map<String, String> byProtocol) {
        return new TopicMessage(text, subject, attributes, byProtocol, group);
    }

    TopicMessage withGroup(MessageGroup ofMessages) {
        return new TopicMessage(text, subject, attributes, texts, Optional.of(ofMessages));
    }

    /** As subscribers by this protocol get it. */
    TopicMessage to(String protocol) {
        return new TopicMessage(texts.getOrDefault(protocol, text), subject, attributes, Map.of(), group);
    }

    private static Attribute attribute(Object value) {
        if (value instanceof Map<?, ?> map) {
            Object type = map.get("Type") == null ? map.get("DataType") : map.get("Type");
            Object text = map.get("Value") == null ? map.get("StringValue") : map.get("Value");
            if (type == null || text == null) {
                throw new LocalException("an attribute has a Type and a Value, not " + map.keySet());
            }
            return new Attribute(type.toString(), text.toString());
        }
        if (value instanceof List<?>) {
            return new Attribute("String.Array", JsonBody.write(value));
        }
        return new Attribute(value instanceof Number ? "Number" : "String", String.valueOf(value));
    }

    /** As SNS delivers it. */
    FakeSnsMessage delivered(String topicArn) {
        FakeSnsMessage message = FakeSnsMessage.of(text).withTopic(topicArn);
        if (subject.isPresent()) {
            message = message.withSubject(subject.get());
        }
        for (Map.Entry<String, Attribute> attribute : attributes.entrySet()) {
            Attribute it = attribute.getValue();
            message = message.plusAttribute(attribute.getKey(), it.type(), it.value());
        }
        return message;
    }

    /** The text alone, for attributes of type String; the others are numbers and lists as text. */
    Map<String, String> attributeTexts() {
        Map<String, String> texts = new LinkedHashMap<>();
        attributes.forEach((name, attribute) -> texts.put(name, attribute.value()));
        return texts;
    }

    /**
     * What a filter policy with the scope MessageAttributes sees: strings as such, arrays as lists of their strings, numbers and
     * keywords, numbers as numbers; of other types nothing.
     */
    String attributesAsEvent() {
        Map<String, @Nullable Object> seen = new LinkedHashMap<>();
        attributes.forEach((name, attribute) -> {
            switch (attribute.type()) {
                case "String" -> seen.put(name, attribute.value());
                case "String.Array" -> seen.put(name, array(attribute.value()));
                case "Number" -> seen.put(name, number(attribute.value()));
                default -> {}
            }
        });
        seen.values().removeIf(value -> value == null);
        return JsonBody.write(seen);
    }

    private static @Nullable Object array(String value) {
        try {
            return JsonBody.read("{\"array\":" + value + "}").get("array") instanceof List<?> list ? list : null;
        } catch (LocalException noJson) {
            return null;
        }
    }

    private static @Nullable Object number(String value) {
        try {
            return new BigDecimal(value.strip());
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }

    /** Nothing of the text: it can hold secrets. */
    @Override
    public String toString() {
        return "message of " + text.length() + " characters";
    }
}
