package dev.skiff.local;

import dev.skiff.local.template.SamQueueEvent;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a message that Lambda received is hidden from others.
 *
 * @param queue the queue's visibility timeout
 * @param timeout the function's
 * @param window the mapping's
 */
record MessageVisibility(Duration queue, Duration timeout, Duration window) {
    private static final Duration MARGIN = Duration.ofSeconds(30);

    /** Fails as the deployment would if messages came back while the function works on them. */
    static MessageVisibility of(Duration queue, Duration timeout, SamQueueEvent mapping) {
        if (queue.compareTo(timeout) < 0) {
            throw new LocalException(mapping.place() + ": Queue visibility timeout: " + queue.toSeconds()
                    + " seconds is less than Function timeout: " + timeout.toSeconds()
                    + " seconds. AWS refuses this; give the queue " + mapping.queueArn() + " a VisibilityTimeout of "
                    + timeout.multipliedBy(6).plus(mapping.window()).toSeconds());
        }
        return new MessageVisibility(queue, timeout, mapping.window());
    }

    /** What Lambda asks for in place of the queue's, if a window would leave too little of it. */
    Optional<Duration> raised() {
        Duration needed = window.plus(timeout);
        return !window.isZero() && needed.compareTo(queue) > 0 ? Optional.of(needed.plus(MARGIN)) : Optional.empty();
    }

    Duration effective() {
        return raised().orElse(queue);
    }
}
