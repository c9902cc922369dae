package dev.skiff.local;

import dev.skiff.local.template.SamSchedule;
import java.time.Instant;
import java.util.Optional;

/** What the page shows of the schedules, and does with them. */
interface PageSchedules {
    /** Empty if it doesn't fire by itself, or no more. */
    Optional<Instant> next(String function, SamSchedule schedule);

    /** Fires it once, now; its own times stay as they are. */
    void fire(String function, SamSchedule schedule);
}
