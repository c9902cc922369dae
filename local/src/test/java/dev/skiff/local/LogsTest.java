package dev.skiff.local;

import static dev.skiff.local.Functions.behaviour;
import static dev.skiff.local.Functions.call;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** The log of functions for eyes and for machines, whatever functions print. */
class LogsTest {
    private final Queue<LogLine> lines = new ConcurrentLinkedQueue<>();
    private final StringWriter text = new StringWriter();

    @Test
    void lines_know_their_call_and_their_stream() {
        try (LocalFunction function = start(behaviour("log").streamsApart(true))) {
            function.invoke(Invocation.of("{}".getBytes(UTF_8)).withRequestId("one"));
            awaitReport();
        }
        assertThat(lines)
                .filteredOn(line -> line.message().startsWith("to "))
                .allMatch(line -> line.requestId().equals(Optional.of("one")))
                .extracting(line -> line.source() + " " + line.message())
                .containsExactlyInAnyOrder("OUT to standard output", "ERR to standard error", "OUT to the logger");
        assertThat(lines)
                .filteredOn(line -> line.message().matches("(START|END|REPORT).*"))
                .hasSize(3)
                .allMatch(line -> line.source() == LogLine.Source.PLATFORM
                        && line.requestId().equals(Optional.of("one")));
    }

    @Test
    void what_ends_no_line_is_one_all_the_same() {
        try (LocalFunction function = start(behaviour("logWithoutEnd"))) {
            for (String event : List.of("1", "2")) {
                call(function, event);
                Functions.await("the line", () -> lines.stream()
                        .anyMatch(line -> line.message().equals("about " + event)));
            }
        }
    }

    @Test
    void whatever_a_function_prints_each_line_is_one() throws IOException {
        try (LocalFunction function = start(behaviour("printBadly"))) {
            call(function, "{}");
            awaitReport();
        }
        Functions.await("the line without an end", () -> lines.stream()
                .anyMatch(line -> line.message().equals("no end")));
        List<String> printed = lines.stream()
                .filter(line -> line.source() == LogLine.Source.OUT)
                .map(LogLine::message)
                .toList();
        assertThat(printed).contains("one\ufffd\ufffd", "no end");
        assertThat(printed).allMatch(line -> line.length() <= OutputLines.MOST_CHARACTERS);
        assertThat(printed.stream()
                        .filter(line -> line.startsWith("xxx"))
                        .mapToInt(String::length)
                        .sum())
                .isEqualTo(300_000);

        JsonLog json = new JsonLog(new PrintWriter(text));
        lines.forEach(json);
        List<String> objects = text.toString().lines().toList();
        assertThat(objects).hasSize(lines.size());
        for (String object : objects) {
            assertThat(JSON.std.mapFrom(object)).containsKeys("time", "function", "stream", "message");
        }
    }

    @Test
    void a_terminal_sees_names_of_one_width_in_colours_and_no_control_characters() {
        assertThat(printed(true, "Users", "\u001b[31mred\u001b[0m \u001b[2J\u0007 a\tb \u2028"))
                .startsWith("\u001b[36m[Users]   ")
                .contains("\u001b[31mred\u001b[0m \\u001b[2J\\u0007 a\tb \\u2028")
                .endsWith("\u001b[0m" + System.lineSeparator());
        assertThat(printed(true, "Payments", "x")).startsWith("\u001b[33m[Payments]");
    }

    @Test
    void elsewhere_there_are_no_colours() {
        assertThat(printed(false, "Users", "\u001b[31mred\u001b[0m \u001b[2Jx"))
                .isEqualTo("[Users]    red \\u001b[2Jx" + System.lineSeparator());
    }

    @Test
    void a_json_line_has_what_is_known() throws IOException {
        new JsonLog(new PrintWriter(text))
                .accept(new LogLine(
                        Instant.EPOCH, "Users", Optional.of("one"), LogLine.Source.ERR, "a \"b\"\u0007\u001b"));

        Map<String, Object> line = JSON.std.mapFrom(text.toString());
        assertThat(line)
                .containsEntry("time", "1970-01-01T00:00:00Z")
                .containsEntry("function", "Users")
                .containsEntry("requestId", "one")
                .containsEntry("stream", "stderr")
                .containsEntry("message", "a \"b\"\u0007\u001b");
    }

    private String printed(boolean coloured, String function, String message) {
        StringWriter out = new StringWriter();
        new TextLog(new PrintWriter(out), List.of("Users", "Payments"), coloured)
                .accept(new LogLine(Instant.EPOCH, function, Optional.empty(), LogLine.Source.OUT, message));
        return out.toString();
    }

    private void awaitReport() {
        Functions.await("the report", () -> lines.stream()
                .anyMatch(line -> line.message().startsWith("REPORT")));
    }

    private LocalFunction start(FunctionDefinition.Builder definition) {
        return LocalFunction.startLogging(definition.build(), lines::add);
    }
}
