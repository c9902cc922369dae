package dev.skiff.local.template;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads schedules: rules with a schedule, and those of the EventBridge Scheduler. */
final class ScheduleReader {
    private final AsyncReader delivery;

    ScheduleReader(AsyncReader delivery) {
        this.delivery = delivery;
    }

    /** A {@code Schedule} event. */
    SamSchedule rule(Event event, String name) {
        Properties properties = event.properties();
        return new SamSchedule(
                name,
                SamSchedule.Service.RULE,
                expression(properties, "Schedule", "rate|cron"),
                ZoneOffset.UTC,
                properties.json("Input"),
                Optional.empty(),
                Optional.empty(),
                isEnabled(properties),
                delivery.delivery(event.id(), properties),
                properties.place());
    }

    /** An {@code AWS::Events::Rule} with a schedule, for one of its targets. */
    SamSchedule rule(String name, Properties rule, Properties target) {
        return new SamSchedule(
                name,
                SamSchedule.Service.RULE,
                expression(rule, "ScheduleExpression", "rate|cron"),
                ZoneOffset.UTC,
                target.json("Input"),
                Optional.empty(),
                Optional.empty(),
                isEnabled(rule),
                delivery.delivery(name, target),
                rule.place());
    }

    /** A {@code ScheduleV2} event, or with a target an {@code AWS::Scheduler::Schedule}. */
    SamSchedule schedule(String name, String id, Properties schedule, Properties target) {
        return new SamSchedule(
                name,
                SamSchedule.Service.SCHEDULER,
                expression(schedule, "ScheduleExpression", "rate|cron|at"),
                zone(schedule),
                target.json("Input"),
                instant(schedule, "StartDate"),
                instant(schedule, "EndDate"),
                isEnabled(schedule),
                delivery.delivery(id, target),
                schedule.place());
    }

    /** {@code State} or, with some, {@code Enabled}. */
    static boolean isEnabled(Properties properties) {
        String state = properties.word("State", "ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");
        return !state.equals("DISABLED") && properties.flag("Enabled", true);
    }

    private static String expression(Properties properties, String name, String forms) {
        String expression = properties.text(name).trim();
        if (!expression.matches("(" + forms + ")\\(.+\\)")) {
            throw properties.wrong(name, forms.replace("|", "(…) or ") + "(…)");
        }
        return expression;
    }

    private static ZoneId zone(Properties properties) {
        try {
            return properties
                    .optionalText("ScheduleExpressionTimezone")
                    .map(ZoneId::of)
                    .orElse(ZoneOffset.UTC);
        } catch (DateTimeException unknown) {
            throw properties.wrong("ScheduleExpressionTimezone", "a time zone such as Europe/Berlin");
        }
    }

    private static Optional<Instant> instant(Properties properties, String name) {
        try {
            return properties.optionalText(name).map(ScheduleReader::instant);
        } catch (DateTimeException bad) {
            throw properties.wrong(name, "a time such as 2026-01-31T08:00:00Z");
        }
    }

    private static Instant instant(String text) {
        return text.matches(".*(Z|[-+]\\d\\d:?\\d\\d)")
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }
}
