package dev.skiff.local.template;

import java.util.Optional;

/**
 * A topic to which the function is subscribed.
 *
 * @param filterPolicy JSON
 * @param filterPolicyScope {@code MessageAttributes} or {@code MessageBody}
 */
public record SamTopicEvent(
        String topicArn,
        Optional<String> filterPolicy,
        String filterPolicyScope,
        Optional<String> deadLetterArn,
        String place)
        implements SamEvent {}
