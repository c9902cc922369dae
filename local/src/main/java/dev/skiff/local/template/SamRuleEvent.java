package dev.skiff.local.template;

import java.util.Optional;

/**
 * A rule of EventBridge that calls the function.
 *
 * @param bus its name; {@code default} where none is given
 * @param pattern JSON
 * @param input what the function gets instead of the event
 * @param inputPath the part of the event that the function gets
 * @param async what becomes of events that Lambda doesn't take; those that the function fails at are the business of its own
 */
public record SamRuleEvent(
        String name,
        String bus,
        String pattern,
        Optional<String> input,
        Optional<String> inputPath,
        boolean enabled,
        SamAsync async,
        String place)
        implements SamEvent {}
