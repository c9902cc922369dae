package dev.skiff.local.template;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads topics and subscriptions to them. */
final class TopicReader {
    private static final int USUAL_MESSAGE_BYTES = 256 * 1024;
    private static final int MOST_MESSAGE_BYTES = 1024 * 1024;

    private final Resources resources;
    private final PollingReader polling;

    TopicReader(Resources resources, PollingReader polling) {
        this.resources = resources;
        this.polling = polling;
    }

    SamTopic topic(Resource resource) {
        Properties properties = resource.properties();
        return new SamTopic(
                resource.id(),
                resources.reference(resource),
                properties.flag("ContentBasedDeduplication", false),
                properties.integer("MaximumMessageSize", USUAL_MESSAGE_BYTES, 1024, MOST_MESSAGE_BYTES),
                properties.place());
    }

    /** An {@code SNS} event whose function is called by the topic. */
    SamTopicEvent event(Event event) {
        Properties properties = event.properties();
        return event(properties.text("Topic"), properties);
    }

    /** A subscription of a function. */
    SamTopicEvent event(String topicArn, Properties properties) {
        return new SamTopicEvent(
                topicArn, filterPolicy(properties), scope(properties), deadLetters(properties), properties.place());
    }

    /** A subscription of a queue. */
    SamSubscription subscription(String topicArn, String queueArn, Properties properties) {
        return new SamSubscription(
                topicArn,
                queueArn,
                properties.flag("RawMessageDelivery", false),
                filterPolicy(properties),
                scope(properties),
                deadLetters(properties),
                properties.place());
    }

    /** Whether a queue stands between topic and function. */
    static boolean hasQueue(Event event) {
        Properties properties = event.properties();
        return properties.isMap("SqsSubscription") || SamTransform.hasGeneratedQueue(properties);
    }

    /** The queue between topic and function, as the function sees it. */
    SamQueueEvent queue(Event event) {
        Properties properties = event.properties();
        if (properties.isMap("SqsSubscription")) {
            return polling.queue(event.id(), "QueueArn", properties.section("SqsSubscription"));
        }
        return new SamQueueEvent(
                event.id(),
                generatedQueue(event),
                10,
                Duration.ZERO,
                false,
                OptionalInt.empty(),
                List.of(),
                true,
                properties.place());
    }

    private String generatedQueue(Event event) {
        return resources
                .get(event.id() + "Queue")
                .map(queue -> resources.attribute(queue, "Arn"))
                .orElseThrow(() -> event.properties().mistake("has no queue"));
    }

    private static Optional<String> filterPolicy(Properties properties) {
        return properties.has("FilterPolicy")
                ? Optional.of(JsonText.object(properties, "FilterPolicy"))
                : Optional.empty();
    }

    private static String scope(Properties properties) {
        return properties.word("FilterPolicyScope", "MessageAttributes", "MessageBody");
    }

    private static Optional<String> deadLetters(Properties properties) {
        return properties.section("RedrivePolicy").optionalText("deadLetterTargetArn");
    }
}
