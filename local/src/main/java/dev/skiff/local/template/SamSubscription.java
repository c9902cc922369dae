package dev.skiff.local.template;

import java.util.Optional;

/**
 * A subscription of a queue to a topic; a function's is its {@link SamTopicEvent}.
 *
 * @param filterPolicy JSON
 * @param filterPolicyScope {@code MessageAttributes} or {@code MessageBody}
 * @param deadLetterArn the queue for messages that can't be delivered
 */
public record SamSubscription(
        String topicArn,
        String queueArn,
        boolean rawMessageDelivery,
        Optional<String> filterPolicy,
        String filterPolicyScope,
        Optional<String> deadLetterArn,
        String place) {}
