package dev.skiff.local;

import static dev.skiff.local.Functions.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.local.functions.AsyncBehaviours;
import dev.skiff.local.template.SamAsync;
import dev.skiff.local.template.SamFunction;
import dev.skiff.local.template.SamLogging;
import dev.skiff.local.template.SamSchedule;
import dev.skiff.local.template.SamSchedule.Service;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Schedules by a clock that only moves when it is told to. */
class SchedulesTest {
    private volatile Instant now = Instant.parse("2026-11-25T23:52:30Z");
    private final Functions.Log log = new Functions.Log();
    private final LocalFunction function = LocalFunction.start(
            Functions.define(AsyncBehaviours.class.getName() + "::tell").build(), log.lines::add);
    private final AsyncCalls calls = new AsyncCalls(1, (arn, body, attributes) -> {}, () -> now);

    @AfterEach
    void close() {
        calls.close();
        function.close();
    }

    @Test
    void a_schedule_fires_when_its_time_has_come_and_not_before() {
        Schedules schedules = schedules(schedule("midnight", Service.RULE, "cron(0 0 * * ? *)", Optional.empty()));
        schedules.plan(now);

        at(schedules, "2026-11-25T23:59:59Z");
        at(schedules, "2026-11-26T00:00:00Z");
        at(schedules, "2026-11-26T00:00:30Z");

        await("an event", () -> log.contains("GOT"));
        at(schedules, "2026-11-27T00:00:00Z");
        await("two events", () -> got().size() == 2);
        assertThat(got())
                .satisfiesExactly(
                        event -> assertThat(event).contains("\"time\":\"2026-11-26T00:00:00Z\""),
                        event -> assertThat(event).contains("\"time\":\"2026-11-27T00:00:00Z\""));
    }

    @Test
    void what_was_slept_through_fires_once() {
        Schedules schedules = schedules(schedule("often", Service.RULE, "rate(1 minute)", Optional.empty()));
        schedules.plan(now);

        at(schedules, "2026-11-26T08:00:00Z");
        at(schedules, "2026-11-26T08:00:20Z");

        await("all calls to end", () -> calls.pending() == 0);
        await("an event", () -> !got().isEmpty());
        assertThat(got()).hasSize(1);
    }

    @Test
    void a_rate_of_the_scheduler_fires_at_once() {
        Schedules schedules = schedules(schedule(
                "hourly",
                Service.SCHEDULER,
                "rate(1 hours)",
                Optional.of(
                        "{\"n\":\"<aws.scheduler.attempt-number>\"," + "\"at\":\"<aws.scheduler.scheduled-time>\"}")));
        schedules.plan(now);

        at(schedules, "2026-11-25T23:52:30Z");

        await("an event", () -> log.contains("GOT {\"n\":\"1\",\"at\":\"2026-11-25T23:52:30Z\"}"));
    }

    @Test
    void a_schedule_keeps_within_its_start_and_end() {
        SamSchedule daily = new SamSchedule(
                "daily",
                Service.SCHEDULER,
                "cron(0 8 * * ? *)",
                ZoneId.of("UTC"),
                Optional.empty(),
                Optional.of(Instant.parse("2026-12-01T00:00:00Z")),
                Optional.of(Instant.parse("2026-12-02T08:00:00Z")),
                true,
                SamAsync.DEFAULT,
                "here");

        assertThat(Schedules.entries(List.of(sam(daily)), now).get(0).next(5, now))
                .containsExactly("Tue 2026-12-01 08:00:00 +00:00", "Wed 2026-12-02 08:00:00 +00:00");
    }

    @Test
    void the_command_line_lists_the_next_times_in_their_zone(@TempDir Path directory) throws Exception {
        Path template = Files.writeString(directory.resolve("template.yaml"), """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Clock:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: example.Clock
                  Runtime: java21
                  CodeUri: .
                  Events:
                    Morning:
                      Type: ScheduleV2
                      Properties:
                        Name: morning
                        ScheduleExpression: cron(30 7 1 1 ? 2099-2100)
                        ScheduleExpressionTimezone: Europe/Berlin
            """);
        StringWriter out = new StringWriter();
        CommandLine command = SkiffLocal.commandLine().setOut(new PrintWriter(out, true));

        assertThat(command.execute("schedules", template.toString(), "--count", "3"))
                .isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                        Clock  morning  cron(30 7 1 1 ? 2099-2100)
                          Thu 2099-01-01 07:30:00 +01:00
                          Fri 2100-01-01 07:30:00 +01:00
                        """);
    }

    @Test
    void an_event_of_the_command_line_is_printed() {
        StringWriter out = new StringWriter();
        CommandLine command = SkiffLocal.commandLine().setOut(new PrintWriter(out, true));

        assertThat(command.execute("event", "s3", "--bucket", "b", "--key", "a b.txt"))
                .isZero();
        assertThat(out.toString()).contains("\"key\":\"a+b.txt\"", "\"name\":\"b\"", "\"awsRegion\":\"us-east-1\"");
    }

    @Test
    void each_source_makes_an_event_of_its_own() throws Exception {
        Map<String, String> facts = Map.ofEntries(
                Map.entry("s3", "--key=k"),
                Map.entry("sns", "--message=m"),
                Map.entry("eventbridge", "--source=s --detail-type=t"),
                Map.entry("schedule", "--name=n"),
                Map.entry("sqs", "--body=b --attribute=a=1"),
                Map.entry("dynamodb", "--keys={\"id\":\"1\"}"),
                Map.entry("kinesis", "--data=d"),
                Map.entry("kafka", "--value=v"),
                Map.entry("cognito", "--trigger=CustomMessage_ForgotPassword"),
                Map.entry("cloudwatch-logs", "--message=m"),
                Map.entry("httpapi", "--path=/x"),
                Map.entry("rest", "--path=/x"),
                Map.entry("url", "--body=b"));
        assertThat(facts.keySet()).containsExactlyInAnyOrderElementsOf(SampleEvents.sources());

        for (Map.Entry<String, String> source : facts.entrySet()) {
            StringWriter out = new StringWriter();
            CommandLine command = SkiffLocal.commandLine().setOut(new PrintWriter(out, true));
            assertThat(command.execute(("event " + source.getKey() + " " + source.getValue()).split(" ", -1)))
                    .as(source.getKey())
                    .isZero();
            assertThat(JsonBody.read(out.toString()).fields())
                    .as(source.getKey())
                    .isNotEmpty();
        }
    }

    private void at(Schedules schedules, String time) {
        now = Instant.parse(time);
        schedules.tick();
    }

    private List<String> got() {
        return log.lines.stream().filter(line -> line.startsWith("GOT")).toList();
    }

    private Schedules schedules(SamSchedule schedule) {
        AsyncTargets targets =
                new AsyncTargets(List.of(sam(schedule)), name -> function, calls, (arn, body, attributes) -> {});
        return new Schedules(targets, false, () -> now);
    }

    private static SamSchedule schedule(String name, Service service, String expression, Optional<String> input) {
        return new SamSchedule(
                name,
                service,
                expression,
                ZoneId.of("UTC"),
                input,
                Optional.empty(),
                Optional.empty(),
                true,
                SamAsync.DEFAULT,
                "here");
    }

    private static SamFunction sam(SamSchedule schedule) {
        return new SamFunction(
                "Tested",
                "Tested",
                "example.Handler",
                Path.of("."),
                "java21",
                256,
                Duration.ofSeconds(20),
                Map.of(),
                List.of(),
                false,
                List.of(schedule),
                Optional.empty(),
                SamAsync.DEFAULT,
                OptionalInt.empty(),
                0,
                SamLogging.DEFAULT);
    }
}
