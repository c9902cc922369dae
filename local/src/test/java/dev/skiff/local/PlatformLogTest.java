package dev.skiff.local;

import static dev.skiff.local.Functions.behaviour;
import static dev.skiff.local.Functions.call;
import static dev.skiff.local.Functions.define;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.skiff.local.Functions.Log;
import dev.skiff.local.functions.FailsToStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lambda's own lines about calls of every end, in both formats. */
@Tag("long")
class PlatformLogTest {
    private static final Pattern REPORT = Pattern.compile("REPORT RequestId: \\S+\tDuration: ([\\d.]+) ms"
            + "\tBilled Duration: (\\d+) ms\tMemory Size: 256 MB\tMax Memory Used: \\d+ MB(.*)");

    private final Log log = new Log();

    @Test
    void the_first_report_has_the_initialisation_and_it_is_billed() {
        try (LocalFunction function = start(behaviour("echo"))) {
            call(function, "1");
            log.awaitLine("REPORT");

            Matcher report = report();
            Matcher init = Pattern.compile("\tInit Duration: ([\\d.]+) ms").matcher(report.group(3));
            assertThat(init.matches()).isTrue();
            double took = Double.parseDouble(report.group(1)) + Double.parseDouble(init.group(1));
            assertThat(Double.parseDouble(report.group(2))).isBetween(took - 0.02, took + 1.02);
        }
    }

    @Test
    void a_later_report_has_neither() {
        try (LocalFunction function = start(behaviour("echo"))) {
            call(function, "1");
            log.awaitLine("REPORT");
            log.lines.clear();
            call(function, "1");
            log.awaitLine("REPORT");

            Matcher report = report();
            assertThat(report.group(3)).isEmpty();
            assertThat(Long.parseLong(report.group(2)))
                    .isEqualTo((long) Math.ceil(Double.parseDouble(report.group(1))));
        }
    }

    @Test
    void a_call_past_its_deadline_is_reported_with_the_whole_of_its_time() {
        try (LocalFunction function = start(behaviour("sleep").timeout(Duration.ofMillis(1_500)))) {
            call(function, "60000");
            log.awaitLine("REPORT");

            Matcher report = report();
            assertThat(report.group(1)).isEqualTo("1500.00");
            assertThat(report.group(3)).endsWith("\tStatus: timeout");
        }
    }

    @Test
    void an_exit_is_reported_with_its_error() {
        try (LocalFunction function = start(behaviour("exit"))) {
            call(function, "7");
            log.awaitLine("Status: error\tError Type: Runtime.ExitError");
        }
    }

    @Test
    void a_templates_logging_config_is_the_functions(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("template.yaml"), """
                Transform: AWS::Serverless-2016-10-31
                Resources:
                  Tested:
                    Type: AWS::Serverless::Function
                    Properties:
                      Handler: dev.skiff.local.functions.Behaviours::environment
                      Runtime: java21
                      MemorySize: 256
                      Timeout: 20
                      CodeUri: %s
                      LoggingConfig: {LogFormat: JSON, ApplicationLogLevel: DEBUG, LogGroup: /app/all}
                """.formatted(Functions.TEST_CLASSES));
        try (RunningTemplate running = Local.template(directory)
                .port(0)
                .log((function, line) -> log.lines.add(line))
                .start()) {
            Outcome outcome = running.invoke("Tested", "{}".getBytes(UTF_8));

            assertThat(JSON.std.mapFrom(outcome.text()))
                    .containsEntry("AWS_LAMBDA_LOG_FORMAT", "JSON")
                    .containsEntry("AWS_LAMBDA_LOG_LEVEL", "DEBUG")
                    .containsEntry("AWS_LAMBDA_LOG_GROUP_NAME", "/app/all");
            log.awaitLine("\"type\":\"platform.report\"");
        }
    }

    @Test
    void a_failed_start_is_reported_as_such_once() {
        try (LocalFunction function = start(define(FailsToStart.class.getName() + "::handle"))) {
            call(function, "1");
            log.awaitLine("REPORT");

            assertThat(log.lines)
                    .filteredOn(line -> line.matches("INIT_REPORT Init Duration: [\\d.]+ ms\tPhase: init"
                            + "\tStatus: error\tError Type: Runtime.BadFunctionCode"))
                    .hasSize(1);
        }
    }

    @Test
    void in_json_each_line_of_lambda_is_an_event() throws IOException {
        try (LocalFunction function = start(behaviour("fail").logFormat(LogFormat.JSON))) {
            Invocation invocation = Invocation.of("1".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            function.invoke(invocation.withRequestId("one"));
            log.awaitLine("platform.report");

            assertThat(record("platform.start"))
                    .containsEntry("requestId", "one")
                    .containsEntry("version", "$LATEST");
            Map<String, Object> report = record("platform.report");
            assertThat(report).containsEntry("requestId", "one").containsEntry("status", "error");
            assertThat((Map<?, ?>) report.get("metrics"))
                    .extracting(Map::keySet)
                    .asString()
                    .isEqualTo("[durationMs, billedDurationMs, memorySizeMB, maxMemoryUsedMB, initDurationMs]");
        }
    }

    @Test
    void a_function_is_told_its_logging() throws IOException {
        try (LocalFunction function = start(behaviour("environment")
                .logFormat(LogFormat.JSON)
                .logLevel("DEBUG")
                .logGroup("/mine"))) {
            assertThat(JSON.std.mapFrom(call(function, "{}").text()))
                    .containsEntry("AWS_LAMBDA_LOG_FORMAT", "JSON")
                    .containsEntry("AWS_LAMBDA_LOG_LEVEL", "DEBUG")
                    .containsEntry("AWS_LAMBDA_LOG_GROUP_NAME", "/mine");
        }
    }

    private Matcher report() {
        List<String> reports =
                log.lines.stream().filter(line -> line.startsWith("REPORT")).toList();
        Matcher report = REPORT.matcher(reports.get(0));
        assertThat(report.matches()).as(reports.get(0)).isTrue();
        return report;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> record(String type) throws IOException {
        String event = log.lines.stream()
                .filter(line -> line.contains("\"type\":\"" + type + "\""))
                .findFirst()
                .orElseThrow();
        return (Map<String, Object>)
                Objects.requireNonNull(JSON.std.mapFrom(event).get("record"));
    }

    private LocalFunction start(FunctionDefinition.Builder definition) {
        return LocalFunction.start(definition.build(), log.lines::add);
    }
}
