package dev.skiff.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of AWS's documentation, and the corners between them. 2026-11-25 is a Wednesday. */
class CronExpressionTest {
    private static final LocalDateTime FROM = LocalDateTime.parse("2026-11-25T23:52");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        0 10 * * ? *              | 2026-11-26T10:00 2026-11-27T10:00
        15 12 * * ? *             | 2026-11-26T12:15 2026-11-27T12:15
        0 18 ? * MON-FRI *        | 2026-11-26T18:00 2026-11-27T18:00 2026-11-30T18:00
        0 8 1 * ? *               | 2026-12-01T08:00 2027-01-01T08:00
        0/15 * * * ? *            | 2026-11-26T00:00 2026-11-26T00:15
        0/10 * ? * MON-FRI *      | 2026-11-26T00:00 2026-11-26T00:10
        0/5 8-17 ? * MON-FRI *    | 2026-11-26T08:00 2026-11-26T08:05
        0/30 20-2 ? * MON-FRI *   | 2026-11-26T00:00 2026-11-26T00:30 2026-11-26T01:00 2026-11-26T01:30 2026-11-26T02:00 2026-11-26T02:30 2026-11-26T20:00
        15 10 ? * 6L 2019-2029    | 2026-11-27T10:15 2026-12-25T10:15
        15 10 L * ? *             | 2026-11-30T10:15 2026-12-31T10:15
        0 9 ? * 2#1 *             | 2026-12-07T09:00 2027-01-04T09:00
        0 9 ? * MON#1 *           | 2026-12-07T09:00 2027-01-04T09:00
        0 0 ? * 3#5 *             | 2026-12-29T00:00 2027-03-30T00:00
        0 0 3W * ? *              | 2026-12-03T00:00 2027-01-04T00:00
        0 0 1W * ? *              | 2026-12-01T00:00 2027-01-01T00:00 2027-02-01T00:00 2027-03-01T00:00 2027-04-01T00:00 2027-05-03T00:00
        0 0 31W * ? *             | 2026-12-31T00:00 2027-01-29T00:00 2027-03-31T00:00
        0 0 LW * ? *              | 2026-11-30T00:00 2026-12-31T00:00 2027-01-29T00:00
        0 0 ? * L *               | 2026-11-28T00:00 2026-12-05T00:00
        0 0 ? * SUN *             | 2026-11-29T00:00 2026-12-06T00:00
        0 0 ? * 1,7 *             | 2026-11-28T00:00 2026-11-29T00:00
        0 0 ? * FRI-MON *         | 2026-11-27T00:00 2026-11-28T00:00 2026-11-29T00:00 2026-11-30T00:00 2026-12-04T00:00
        0 0 ? NOV-FEB 1 *         | 2026-11-29T00:00 2026-12-06T00:00
        0 0 1,15 jan,mar ? *      | 2027-01-01T00:00 2027-01-15T00:00 2027-03-01T00:00
        0 0 29 2 ? *              | 2028-02-29T00:00 2032-02-29T00:00
        */20 * * * ? *            | 2026-11-26T00:00 2026-11-26T00:20
        5/20 * ? * * 2199         | 2199-01-01T00:05 2199-01-01T00:25
        0-30/10 23 * * ? *        | 2026-11-26T23:00 2026-11-26T23:10
        53 23 25 11 ? 2026        | 2026-11-25T23:53
        """)
    void a_schedule_fires_when_aws_says_so(String expression, String expected) {
        List<String> times =
                expected.isBlank() ? List.of() : List.of(expected.strip().split(" ", -1));

        assertThat(next(expression, times.size())).isEqualTo(times);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        0 0 30 2 ? *
        * * * * ? 2020
        52 23 25 11 ? 2026
        """)
    void a_schedule_whose_times_are_over_fires_no_more(String expression) {
        assertThat(CronExpression.of(expression).after(FROM)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        0 12 * * *          | cron has 6 fields (minutes, hours, day of month, month, day of week, year), not 5
        0 12 * * * *        | one of day of month and day of week must be ?, and only one
        0 12 ? * ? *        | one of day of month and day of week must be ?, and only one
        0 12 1 * MON *      | one of day of month and day of week must be ?, and only one
        60 * * * ? *        | minutes: 60 is not in 0-59
        0 25 * * ? *        | hours: 25 is not in 0-23
        0 0 0 * ? *         | day of month: 0 is not in 1-31
        0 0 ? * 8 *         | day of week: 8 is not in 1-7
        0 0 ? * MOO *       | day of week: MOO is no value, expected 1-7 or [SUN, MON, TUE, WED, THU, FRI, SAT]
        0 0 ? * 3#1,6#3 *   | day of week 3#1,6#3: # stands in a single expression only
        0 0 ? * MON#6 *     | day of week: 6 is not in 1-5
        0 0 * * ? 1969      | year: 1969 is not in 1970-2199
        0/0 * * * ? *       | minutes: 0 is not in 1-59
        1,,2 * * * ? *      | minutes: a value is missing
        ? * ? * * *         | minutes: ? is no value
        """)
    void what_is_no_schedule_is_refused_with_the_reason(String expression, String reason) {
        assertThatThrownBy(() -> CronExpression.of(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    private static List<String> next(String expression, int count) {
        CronExpression cron = CronExpression.of(expression);
        List<String> times = new ArrayList<>();
        LocalDateTime time = FROM;
        for (int i = 0; i < count; i++) {
            time = cron.after(time).orElseThrow();
            times.add(time.toString());
        }
        return times;
    }
}
