package dev.skiff.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.local.template.SamAsync;
import dev.skiff.local.template.SamSchedule;
import dev.skiff.local.template.SamSchedule.Service;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schedules in their zones: Berlin skips 02:00 to 03:00 on 2027-03-28 and has it twice on 2027-10-31. */
class ScheduleExpressionTest {
    private static final Instant START = Instant.parse("2026-11-25T23:52:30Z");

    @Test
    void a_rule_counts_in_utc() {
        assertThat(next(Service.RULE, "cron(0 8 * * ? *)", "Europe/Berlin", START, 1))
                .containsExactly("2026-11-26T08:00:00Z");
    }

    @Test
    void the_scheduler_counts_in_its_zone() {
        assertThat(next(Service.SCHEDULER, "cron(0 8 * * ? *)", "Europe/Berlin", START, 1))
                .containsExactly("2026-11-26T07:00:00Z");
    }

    @Test
    void a_time_that_the_zone_skips_is_skipped() {
        Instant eve = Instant.parse("2027-03-27T12:00:00Z");

        assertThat(next(Service.SCHEDULER, "cron(30 2 * * ? *)", "Europe/Berlin", eve, 2))
                .containsExactly("2027-03-29T00:30:00Z", "2027-03-30T00:30:00Z");
    }

    @Test
    void a_time_that_the_zone_has_twice_fires_once() {
        Instant eve = Instant.parse("2027-10-30T12:00:00Z");

        assertThat(next(Service.SCHEDULER, "cron(30 2 * * ? *)", "Europe/Berlin", eve, 2))
                .containsExactly("2027-10-31T00:30:00Z", "2027-11-01T01:30:00Z");
        assertThat(next(Service.SCHEDULER, "cron(0/30 1-3 * * ? *)", "Europe/Berlin", eve, 6))
                .containsExactly(
                        "2027-10-30T23:00:00Z",
                        "2027-10-30T23:30:00Z",
                        "2027-10-31T00:00:00Z",
                        "2027-10-31T00:30:00Z",
                        "2027-10-31T02:00:00Z",
                        "2027-10-31T02:30:00Z");
    }

    @Test
    void a_rate_in_days_is_24_hours_whatever_the_clocks_do() {
        Instant eve = Instant.parse("2027-03-27T12:00:00Z");

        assertThat(next(Service.SCHEDULER, "rate(1 days)", "Europe/Berlin", eve, 2))
                .containsExactly("2027-03-28T12:00:00Z", "2027-03-29T12:00:00Z");
    }

    @Test
    void a_rate_of_a_rule_begins_after_its_first_interval() {
        assertThat(next(Service.RULE, "rate(5 minutes)", "UTC", START, 2))
                .containsExactly("2026-11-25T23:57:30Z", "2026-11-26T00:02:30Z");
    }

    @Test
    void a_time_of_its_own_comes_once() {
        ScheduleExpression at =
                ScheduleExpression.of(schedule(Service.SCHEDULER, "at(2026-12-24T18:00:00)", "Europe/Berlin"), START);

        assertThat(at.after(START)).contains(Instant.parse("2026-12-24T17:00:00Z"));
        assertThat(at.after(Instant.parse("2026-12-24T17:00:00Z"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        RULE      | rate(1 minutes)       | 1 takes minute, hour or day
        RULE      | rate(5 minute)        | 5 takes minutes, hours or days
        RULE      | rate(0 minutes)       | rate takes a positive number and a unit, such as 5 minutes
        RULE      | rate(5)               | rate takes a positive number and a unit, such as 5 minutes
        RULE      | rate(5 weeks)         | weeks is no unit, expected [minutes, hours, days]
        RULE      | at(2026-12-24T18:00:00) | at(…) is known to ScheduleV2 only
        SCHEDULER | at(tomorrow)          | Text 'tomorrow' could not be parsed at index 0
        SCHEDULER | cron(0 25 * * ? *)    | hours: 25 is not in 0-23
        SCHEDULER | every day             | expected cron(…) or rate(…)
        """)
    void what_is_no_schedule_is_refused_with_place_expression_and_reason(
            Service service, String expression, String reason) {
        assertThatThrownBy(() -> ScheduleExpression.of(schedule(service, expression, "UTC"), START))
                .isInstanceOf(LocalException.class)
                .hasMessage("template.yaml:7: the schedule " + expression + " isn't one: " + reason);
    }

    private static List<String> next(Service service, String expression, String zone, Instant from, int count) {
        ScheduleExpression times = ScheduleExpression.of(schedule(service, expression, zone), from);
        List<String> next = new ArrayList<>();
        Instant time = from;
        for (int i = 0; i < count; i++) {
            time = times.after(time).orElseThrow();
            next.add(time.toString());
        }
        return next;
    }

    private static SamSchedule schedule(Service service, String expression, String zone) {
        return new SamSchedule(
                "Nightly",
                service,
                expression,
                ZoneId.of(zone),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                SamAsync.DEFAULT,
                "template.yaml:7");
    }
}
