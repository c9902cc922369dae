package dev.skiff.local.template;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * A queue that Lambda polls for the function.
 *
 * @param name the logical id of the event source mapping
 * @param filters patterns in JSON; a message that matches none is deleted. No pattern: all match
 */
public record SamQueueEvent(
        String name,
        String queueArn,
        int batchSize,
        Duration window,
        boolean reportsItemFailures,
        OptionalInt maximumConcurrency,
        List<String> filters,
        boolean enabled,
        String place)
        implements SamEvent {}
