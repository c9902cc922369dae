package dev.skiff.examples.orders;

import com.amazonaws.services.lambda.runtime.Context;
import dev.skiff.core.events.ScheduledEvent;
import dev.skiff.core.events.ScheduledFunction;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Every day at 8:00 UTC: the report of the day before. Run again, it writes the same report. */
public final class DailyReport extends ScheduledFunction {
    public DailyReport() {
        this(Wiring.fromEnvironment().totals(), Clock.systemUTC());
    }

    DailyReport(Totals totals, Clock clock) {
        super((event, context) -> report(event, context, totals, clock));
    }

    private static void report(ScheduledEvent event, Context context, Totals totals, Clock clock) {
        Instant due = event.time().orElseGet(clock::instant);
        LocalDate day = LocalDate.ofInstant(due, ZoneOffset.UTC).minusDays(1);
        DayTotals report = totals.of(day);
        totals.keep(report);
        context.getLogger()
                .log("On " + day + " there were " + report.orders() + " orders, " + report.shipped()
                        + " of them shipped, for " + report.cents() + " cents");
    }
}
