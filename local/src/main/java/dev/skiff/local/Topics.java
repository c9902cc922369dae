package dev.skiff.local;

import dev.skiff.local.template.SamFunction;
import dev.skiff.local.template.SamSubscription;
import dev.skiff.local.template.SamTopicEvent;
import dev.skiff.testing.FakeSnsEvent;
import dev.skiff.testing.FakeSnsMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** The topics of a template: what is published to one goes to the functions and queues whose filter policy lets it. */
final class Topics {
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final Set<String> arns = new LinkedHashSet<>();
    private final String region;
    private final AtomicLong published = new AtomicLong();

    /**
     * Reads all filter policies.
     *
     * @throws LocalException if one of them isn't one
     */
    Topics(AsyncTargets targets, List<SamSubscription> subscriptions, MessageSender queues) {
        this.region = targets.region();
        for (SamFunction function : targets.functions()) {
            for (SamTopicEvent event : function.events(SamTopicEvent.class)) {
                Filter filter = Filter.of(event.filterPolicy(), event.filterPolicyScope(), event.place());
                add(new OfFunction(event, filter, function, targets));
            }
        }
        for (SamSubscription subscription : subscriptions) {
            Filter filter =
                    Filter.of(subscription.filterPolicy(), subscription.filterPolicyScope(), subscription.place());
            add(new OfQueue(subscription, filter, queues));
        }
    }

    private void add(Subscriber subscriber) {
        subscribers.add(subscriber);
        arns.add(subscriber.topicArn());
    }

    /**
     * What became of a message.
     *
     * @param sequenceNumber of a FIFO topic's
     */
    record Publication(String messageId, Optional<String> sequenceNumber, Reached reached) {}

    /** The ARNs of topics that have subscribers. */
    Set<String> arns() {
        return Set.copyOf(arns);
    }

    /** Publishes to the topic with this ARN or name. */
    Publication publish(String topic, TopicMessage message) {
        String arn = arn(topic);
        FakeSnsMessage delivered = message.delivered(arn);
        if (!arn.endsWith(".fifo")) {
            return new Publication(delivered.id(), Optional.empty(), deliver(arn, message, delivered));
        }
        String number = "1" + String.format(Locale.ROOT, "%016d", published.incrementAndGet()) + "000";
        Reached reached = deliver(arn, message, delivered.withSequenceNumber(number));
        return new Publication(delivered.id(), Optional.of(number), reached);
    }

    private Reached deliver(String arn, TopicMessage message, FakeSnsMessage delivered) {
        Reached.Builder reached = new Reached.Builder();
        for (Subscriber subscriber : subscribers) {
            if (subscriber.topicArn().equals(arn) && subscriber.filter().lets(message.to(subscriber.protocol()))) {
                TopicMessage mine = message.to(subscriber.protocol());
                reached.reached(subscriber.deliver(mine, delivered.withMessage(mine.text())));
            } else {
                reached.missed(subscriber.describe());
            }
        }
        return reached.build();
    }

    /** The ARN of a topic that has subscribers, by its name; of another name one made up. */
    private String arn(String nameOrArn) {
        return arns.stream()
                .filter(arn -> Arns.name(arn).equals(nameOrArn))
                .findFirst()
                .orElseGet(() -> Arns.of("sns", region, nameOrArn));
    }

    /** Who gets what is published. */
    private sealed interface Subscriber {
        String topicArn();

        String protocol();

        Filter filter();

        String describe();

        Map<String, String> deliver(TopicMessage message, FakeSnsMessage delivered);
    }

    private record OfFunction(SamTopicEvent event, Filter filter, SamFunction function, AsyncTargets targets)
            implements Subscriber {
        @Override
        public String topicArn() {
            return event.topicArn();
        }

        @Override
        public String protocol() {
            return "lambda";
        }

        @Override
        public String describe() {
            return function.logicalId() + ": topic " + event.topicArn() + filter.describe();
        }

        @Override
        public Map<String, String> deliver(TopicMessage message, FakeSnsMessage delivered) {
            byte[] bytes = FakeSnsEvent.of(List.of(delivered)).toBytes();
            return targets.call(function, bytes, event.deadLetterArn());
        }
    }

    private record OfQueue(SamSubscription subscription, Filter filter, MessageSender queues) implements Subscriber {
        @Override
        public String topicArn() {
            return subscription.topicArn();
        }

        @Override
        public String protocol() {
            return "sqs";
        }

        @Override
        public String describe() {
            return subscription.queueArn() + ": topic " + subscription.topicArn() + filter.describe();
        }

        @Override
        public Map<String, String> deliver(TopicMessage message, FakeSnsMessage delivered) {
            Map<String, String> target = new LinkedHashMap<>();
            target.put("queue", subscription.queueArn());
            String body = subscription.rawMessageDelivery() ? message.text() : delivered.toQueueBody();
            Map<String, String> attributes = subscription.rawMessageDelivery() ? message.attributeTexts() : Map.of();
            try {
                send(subscription.queueArn(), body, attributes, message.group());
            } catch (LocalException refused) {
                target.put(
                        "error",
                        refused.getMessage()
                                + subscription
                                        .deadLetterArn()
                                        .map(arn -> keep(arn, body, attributes, message.group()))
                                        .orElse(""));
            }
            return target;
        }

        private String keep(
                String deadLetterArn, String body, Map<String, String> attributes, Optional<MessageGroup> group) {
            try {
                send(deadLetterArn, body, attributes, group);
                return "; it went to " + deadLetterArn;
            } catch (LocalException lost) {
                return "; and " + lost.getMessage();
            }
        }

        private void send(String arn, String body, Map<String, String> attributes, Optional<MessageGroup> group) {
            if (group.isPresent()) {
                queues.send(arn, body, attributes, group.get());
            } else {
                queues.send(arn, body, attributes);
            }
        }
    }

    /** A filter policy; none lets everything. */
    private record Filter(Optional<EventPattern> policy, boolean ofBody) {
        static Filter of(Optional<String> policy, String scope, String place) {
            try {
                return new Filter(policy.map(EventPattern::of), scope.equals("MessageBody"));
            } catch (LocalException wrong) {
                throw new LocalException(place + ": " + wrong.getMessage(), wrong);
            }
        }

        boolean lets(TopicMessage message) {
            return policy.isEmpty() || policy.get().matches(ofBody ? message.text() : message.attributesAsEvent());
        }

        String describe() {
            return policy.map(it -> (ofBody ? ", body " : ", attributes ") + it).orElse("");
        }
    }
}
