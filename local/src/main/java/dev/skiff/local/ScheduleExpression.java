package dev.skiff.local;

import dev.skiff.local.template.SamSchedule;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** When a schedule fires: {@code cron(…)}, {@code rate(…)} or {@code at(…)}, in a time zone. */
sealed interface ScheduleExpression {
    /** The first time after this one; empty if there is none any more. */
    Optional<Instant> after(Instant time);

    /**
     * Reads the expression of a schedule that begins to count now.
     *
     * @throws LocalException that names place, expression and reason
     */
    static ScheduleExpression of(SamSchedule schedule, Instant now) {
        try {
            return read(schedule, now);
        } catch (IllegalArgumentException | DateTimeException wrong) {
            throw new LocalException(
                    schedule.place() + ": the schedule " + schedule.expression() + " isn't one: " + wrong.getMessage(),
                    wrong);
        }
    }

    private static ScheduleExpression read(SamSchedule schedule, Instant now) {
        String text = schedule.expression().strip();
        int open = text.indexOf('(');
        if (open < 0 || !text.endsWith(")")) {
            throw new IllegalArgumentException("expected cron(…) or rate(…)");
        }
        String inside = text.substring(open + 1, text.length() - 1);
        boolean isRule = schedule.service() == SamSchedule.Service.RULE;
        return switch (text.substring(0, open)) {
            case "cron" -> new Cron(CronExpression.of(inside), isRule ? ZoneOffset.UTC : schedule.zone());
            case "rate" -> rate(inside, isRule, schedule.start().orElse(now), now);
            case "at" -> at(inside, isRule, schedule.zone());
            default -> throw new IllegalArgumentException("expected cron(…) or rate(…)");
        };
    }

    private static ScheduleExpression at(String inside, boolean isRule, ZoneId zone) {
        if (isRule) {
            throw new IllegalArgumentException("at(…) is known to ScheduleV2 only");
        }
        return new At(instant(LocalDateTime.parse(inside.strip()), zone));
    }

    private static ScheduleExpression rate(String inside, boolean isRule, Instant first, Instant now) {
        String[] words = inside.strip().split("\\s+", -1);
        if (words.length != 2 || !words[0].matches("[0-9]{1,9}") || words[0].matches("0+")) {
            throw new IllegalArgumentException("rate takes a positive number and a unit, such as 5 minutes");
        }
        int value = Integer.parseInt(words[0]);
        boolean plural = words[1].endsWith("s");
        if (isRule && plural == (value == 1)) {
            throw new IllegalArgumentException(
                    value == 1 ? "1 takes minute, hour or day" : value + " takes minutes, hours or days");
        }
        Duration unit =
                switch (plural ? words[1].substring(0, words[1].length() - 1) : words[1]) {
                    case "minute" -> Duration.ofMinutes(1);
                    case "hour" -> Duration.ofHours(1);
                    case "day" -> Duration.ofDays(1);
                    default ->
                        throw new IllegalArgumentException(
                                words[1] + " is no unit, expected " + List.of("minutes", "hours", "days"));
                };
        Duration interval = unit.multipliedBy(value);
        return new Rate(interval, isRule ? now.plus(interval) : first);
    }

    /** Empty for a time that the zone skips; the first one for a time that it has twice. */
    private static Optional<Instant> instant(LocalDateTime time, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        return offsets.isEmpty() ? Optional.empty() : Optional.of(time.toInstant(offsets.get(0)));
    }

    /** Times on the clock of a zone. */
    record Cron(CronExpression times, ZoneId zone) implements ScheduleExpression {
        @Override
        public Optional<Instant> after(Instant time) {
            LocalDateTime local = LocalDateTime.ofInstant(time, zone);
            while (true) {
                Optional<LocalDateTime> next = times.after(local);
                if (next.isEmpty()) {
                    return Optional.empty();
                }
                local = next.get();
                Optional<Instant> instant = instant(local, zone);
                if (instant.isPresent() && instant.get().isAfter(time)) {
                    return instant;
                }
            }
        }
    }

    /** The same time again and again, from a first one on. */
    record Rate(Duration interval, Instant first) implements ScheduleExpression {
        @Override
        public Optional<Instant> after(Instant time) {
            if (time.isBefore(first)) {
                return Optional.of(first);
            }
            long passed = Duration.between(first, time).toSeconds() / interval.toSeconds();
            return Optional.of(first.plus(interval.multipliedBy(passed + 1)));
        }
    }

    /** Once. */
    record At(Optional<Instant> time) implements ScheduleExpression {
        @Override
        public Optional<Instant> after(Instant earlier) {
            return time.filter(it -> it.isAfter(earlier));
        }
    }
}
