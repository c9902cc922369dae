package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skiff.local.template.SamFunction;
import dev.skiff.local.template.SamSchedule;
import dev.skiff.testing.FakeEventBridgeEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The schedules of a template. They fire by themselves between start and close, and on request at any time. */
final class Schedules implements Trigger, PageSchedules {
    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);

    private final List<Entry> entries = new ArrayList<>();
    private final Map<Entry, Instant> due = new HashMap<>();
    private final AsyncTargets targets;
    private final InstantSource clock;
    private final Optional<ScheduledExecutorService> ticks;

    /**
     * Reads all expressions.
     *
     * @param fires whether they fire by themselves
     * @throws LocalException if one of them isn't one
     */
    Schedules(AsyncTargets targets, boolean fires, InstantSource clock) {
        this.targets = targets;
        this.clock = clock;
        this.entries.addAll(entries(targets.functions(), clock.instant()));
        this.ticks = fires && !entries.isEmpty()
                ? Optional.of(DaemonThreads.scheduler("skiff-local schedules"))
                : Optional.empty();
    }

    /** A schedule, when it fires, and the function that it calls. */
    record Entry(SamFunction function, SamSchedule schedule, ScheduleExpression expression) {
        /** The next time after this one, within its start and end. */
        Optional<Instant> after(Instant time) {
            Instant from = schedule.start()
                    .map(start -> start.minusNanos(1))
                    .filter(start -> start.isAfter(time))
                    .orElse(time);
            return expression
                    .after(from)
                    .filter(next -> schedule.end().isEmpty()
                            || !next.isAfter(schedule.end().get()));
        }

        /** At most this many, as they are shown. */
        List<String> next(int count, Instant now) {
            List<String> times = new ArrayList<>();
            Optional<Instant> time = after(now);
            while (time.isPresent() && times.size() < count) {
                times.add(SHOWN.format(time.get().atZone(zone())));
                time = after(time.get());
            }
            return times;
        }

        ZoneId zone() {
            return schedule.service() == SamSchedule.Service.RULE ? ZoneOffset.UTC : schedule.zone();
        }
    }

    /** Those of a template, in its order. */
    static List<Entry> entries(List<SamFunction> functions, Instant now) {
        List<Entry> entries = new ArrayList<>();
        for (SamFunction function : functions) {
            for (SamSchedule schedule : function.events(SamSchedule.class)) {
                entries.add(new Entry(function, schedule, ScheduleExpression.of(schedule, now)));
            }
        }
        return entries;
    }

    @Override
    public void start() {
        ticks.ifPresent(executor -> {
            plan(clock.instant());
            var unused = executor.scheduleWithFixedDelay(this::tick, 0, 500, TimeUnit.MILLISECONDS);
        });
    }

    /** When each enabled schedule fires first; a rate of the Scheduler does so now. */
    void plan(Instant now) {
        for (Entry entry : entries) {
            if (entry.schedule().enabled()) {
                entry.after(now.minusNanos(1)).ifPresent(first -> due.put(entry, first));
            }
        }
    }

    /** Fires what is due; what was missed more than once, because this machine slept, fires once. */
    void tick() {
        Instant now = clock.instant();
        for (Entry entry : entries) {
            Instant time = due.get(entry);
            if (time != null && !time.isAfter(now)) {
                entry.after(now).ifPresentOrElse(next -> due.put(entry, next), () -> due.remove(entry));
                fire(entry, time);
            }
        }
    }

    /** Fires at once all schedules with this name, or of the function with this logical id or name. */
    Reached fireNow(String scheduleOrFunction) {
        Reached.Builder reached = new Reached.Builder();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        for (Entry entry : entries) {
            SamFunction function = entry.function();
            if (List.of(entry.schedule().name(), function.logicalId(), function.name())
                    .contains(scheduleOrFunction)) {
                reached.reached(fire(entry, now));
            } else {
                reached.missed(
                        function.logicalId() + ": schedule " + entry.schedule().name());
            }
        }
        return reached.build();
    }

    @Override
    public Optional<Instant> next(String function, SamSchedule schedule) {
        return ticks.isPresent() && schedule.enabled()
                ? entry(function, schedule).after(clock.instant())
                : Optional.empty();
    }

    @Override
    public void fire(String function, SamSchedule schedule) {
        fire(entry(function, schedule), clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }

    private Entry entry(String function, SamSchedule schedule) {
        return entries.stream()
                .filter(entry -> entry.function().logicalId().equals(function)
                        && entry.schedule().equals(schedule))
                .findFirst()
                .orElseThrow(() -> new LocalException(function + " has no schedule " + schedule.name()));
    }

    private Map<String, String> fire(Entry entry, Instant time) {
        byte[] event = event(entry.schedule(), time).getBytes(UTF_8);
        return targets.call(entry.function(), event, entry.schedule().async().deadLetterArn());
    }

    private String event(SamSchedule schedule, Instant time) {
        String region = targets.region();
        if (schedule.service() == SamSchedule.Service.RULE) {
            return schedule.input().orElseGet(() -> FakeEventBridgeEvent.scheduled(
                            Arns.of("events", region, "rule/", schedule.name()), time)
                    .withRegion(region)
                    .toJson());
        }
        String arn = Arns.of("scheduler", region, "schedule/default/", schedule.name());
        return schedule.input().map(input -> filled(input, arn, time)).orElseGet(() -> FakeEventBridgeEvent.scheduler(
                        arn, time)
                .withRegion(region)
                .toJson());
    }

    /** The Scheduler's words in an input. */
    private static String filled(String input, String arn, Instant time) {
        return input.replace("<aws.scheduler.schedule-arn>", arn)
                .replace(
                        "<aws.scheduler.scheduled-time>",
                        time.truncatedTo(ChronoUnit.SECONDS).toString())
                .replace("<aws.scheduler.execution-id>", UUID.randomUUID().toString())
                .replace("<aws.scheduler.attempt-number>", "1");
    }

    @Override
    public List<String> describe(String function) {
        List<String> lines = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.function().logicalId().equals(function)) {
                lines.add("SCHED   " + entry.schedule().expression() + "  " + when(entry));
            }
        }
        return lines;
    }

    private String when(Entry entry) {
        if (!entry.schedule().enabled()) {
            return "disabled";
        }
        String next = entry.next(1, clock.instant()).stream().findFirst().orElse("never again");
        return ticks.isPresent() ? "next: " + next : "only on request, for lack of --schedules; would be next: " + next;
    }

    @Override
    public void close() {
        ticks.ifPresent(ScheduledExecutorService::shutdownNow);
    }
}
