package dev.skiff.local.template;

import java.util.Optional;

/**
 * A rule of EventBridge that calls the function.
 *
 * @param bus its name; {@code default} where none is given
 * @param pattern JSON
 * @param input what the function gets instead of the event
 * @param inputPath the part of the event that the function gets
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
