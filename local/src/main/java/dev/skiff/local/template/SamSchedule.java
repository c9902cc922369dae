package dev.skiff.local.template;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A schedule.
 *
 * @param name of the rule or schedule
 * @param service an EventBridge rule ({@code Schedule}) or the EventBridge Scheduler ({@code ScheduleV2})
 * @param expression {@code rate(…)}, {@code cron(…)}, and {@code at(…)} of the Scheduler
 * @param input what the function gets instead of the usual event
 * @param async what becomes of events that Lambda doesn't take; those that the function fails at are the business of its own
 */
public record SamSchedule(
        String name,
        Service service,
        String expression,
        ZoneId zone,
        Optional<String> input,
        Optional<Instant> start,
        Optional<Instant> end,
        boolean enabled,
        SamAsync async,
        String place)
        implements SamEvent {
    /** Who fires it. */
    public enum Service {
        RULE,
        SCHEDULER
    }
}
