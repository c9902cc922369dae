package dev.skiff.examples.orders;

import java.time.LocalDate;
import java.util.Optional;

/** What was ordered on each day, by the day on which it was placed in UTC. */
public interface Totals {
    /** Counts this version of an order instead of the one that was counted for it before; an older version changes nothing. */
    void count(Order order);

    /** Counts a cancelled order no more, whatever comes late; this is its last version. */
    void discount(Order order);

    DayTotals of(LocalDate day);

    /** Keeps a report; writing it again is harmless. */
    void keep(DayTotals report);

    /** The report that was kept of the day. */
    Optional<DayTotals> report(LocalDate day);
}
