package dev.skiff.local;

import static dev.skiff.local.Functions.behaviour;
import static dev.skiff.local.Functions.call;
import static dev.skiff.local.Functions.define;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.local.Functions.Log;
import dev.skiff.local.functions.ExitsAtStart;
import dev.skiff.local.functions.FailsToStart;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a caller gets for everything that a function can do, under the real Runtime Interface Client. */
class LocalFunctionTest {
    private final Log log = new Log();

    @Test
    void a_function_answers_the_bytes_it_wrote() {
        try (LocalFunction function = start(behaviour("echo"))) {
            Outcome outcome = call(function, "{\"a\":\"ü\"}");

            assertThat(outcome.text()).isEqualTo("{\"a\":\"ü\"}");
            assertThat(outcome.failed()).isFalse();
            assertThat(outcome.errorType()).isEmpty();
        }
    }

    @Test
    void calls_one_after_the_other_share_a_process() {
        try (LocalFunction function = start(behaviour("count"))) {
            assertThat(call(function, "{}").text()).isEqualTo("1");
            assertThat(call(function, "{}").text()).isEqualTo("2");
        }
    }

    @Test
    void an_exception_is_reported_and_the_process_lives_on() {
        try (LocalFunction function = start(behaviour("fail"))) {
            Outcome outcome = call(function, "{}");

            assertThat(outcome.errorType()).isPresent();
            assertThat(outcome.text())
                    .contains("\"errorMessage\":\"no such user\"")
                    .contains("\"errorType\":\"java.lang.IllegalStateException\"");
            assertThat(call(function, "{}").failed()).isTrue();
            assertThat(log.lines)
                    .filteredOn(line -> line.contains("Init Duration"))
                    .hasSize(1);
        }
    }

    @Test
    void a_huge_exception_message_is_answered() {
        try (LocalFunction function = start(behaviour("failAtLength"))) {
            assertThat(call(function, "{}").text()).hasSizeGreaterThan(400_000).contains("IllegalStateException");
            assertThat(call(function, "{}").failed()).isTrue();
        }
    }

    @Test
    void an_event_of_the_wrong_shape_is_reported() {
        try (LocalFunction function = start(behaviour("typed"))) {
            assertThat(call(function, "{\"no\":\"list\"}").text()).contains("An error occurred during JSON parsing");
            assertThat(call(function, "[1,2]").text()).isEqualTo("\"sum 3\"");
        }
    }

    @Test
    void an_exception_in_the_constructor_is_the_answer_of_each_call() {
        try (LocalFunction function = start(define(FailsToStart.class.getName() + "::handle"))) {
            Outcome outcome = call(function, "{}");

            assertThat(outcome.errorType()).contains("Runtime.BadFunctionCode");
            assertThat(outcome.text()).contains("TABLE is not set");
            assertThat(call(function, "{}").text()).contains("TABLE is not set");
        }
    }

    @Test
    void an_exit_in_the_constructor_is_answered() {
        try (LocalFunction function = start(define(ExitsAtStart.class.getName() + "::handle"))) {
            Outcome outcome = function.invoke(Invocation.of(new byte[] {'1'}).withRequestId("one"));

            assertThat(outcome.text())
                    .isEqualTo("{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":"
                            + "\"RequestId: one Error: Runtime exited with error: exit status 7\"}");
        }
    }

    @Test
    void a_class_that_is_not_there_is_reported_at_each_call() {
        try (LocalFunction function = start(define("com.example.Missing::handle"))) {
            assertThat(call(function, "{}").text()).contains("Class not found: com.example.Missing");
            assertThat(call(function, "{}").text()).contains("Class not found: com.example.Missing");
        }
    }

    @Test
    void an_exit_is_answered_as_lambda_does_and_the_next_call_finds_a_new_process() {
        try (LocalFunction function = start(behaviour("exit"))) {
            Outcome outcome = function.invoke(Invocation.of(new byte[] {'7'}).withRequestId("one"));

            assertThat(outcome.errorType()).contains("Runtime.ExitError");
            assertThat(outcome.text())
                    .isEqualTo("{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":"
                            + "\"RequestId: one Error: Runtime exited with error: exit status 7\"}");
            assertThat(call(function, "0").text()).contains("Runtime exited without providing a reason");
            assertThat(call(function, "8").text()).contains("exit status 8");
        }
    }

    @Test
    void a_killed_process_is_answered() {
        try (LocalFunction function = start(behaviour("killItself"))) {
            assertThat(call(function, "{}").text()).contains("Runtime exited with error: signal: killed");
        }
    }

    @Test
    void an_idle_process_that_dies_costs_no_call() {
        try (LocalFunction function = start(behaviour("process"))) {
            long first = Long.parseLong(call(function, "{}").text());
            ProcessHandle.of(first).orElseThrow().destroyForcibly();

            assertThat(Long.parseLong(call(function, "{}").text())).isNotEqualTo(first);
        }
    }

    @Test
    void memory_running_out_is_reported_and_the_next_call_finds_a_new_process() {
        try (LocalFunction function = start(behaviour("exhaustMemory"))) {
            assertThat(call(function, "{}").text()).contains("java.lang.OutOfMemoryError");
            assertThat(call(function, "{}").text()).contains("java.lang.OutOfMemoryError");
        }
    }

    @Test
    void a_stack_overflow_is_reported_and_the_next_call_finds_a_new_process() {
        try (LocalFunction function = start(behaviour("recurse"))) {
            assertThat(call(function, "{}").text()).contains("java.lang.StackOverflowError");
            assertThat(call(function, "{}").text()).contains("java.lang.StackOverflowError");
        }
    }

    @Test
    void a_call_past_its_deadline_is_answered_and_its_process_killed() {
        try (LocalFunction function = start(behaviour("sleep").timeout(Duration.ofMillis(1_500)))) {
            Outcome outcome = function.invoke(Invocation.of("60000".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .withRequestId("one"));

            assertThat(outcome.text())
                    .isEqualTo("{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":"
                            + "\"RequestId: one Error: Task timed out after 1.50 seconds\"}");
            assertThat(call(function, "1").text()).isEqualTo("\"slept\"");
            log.awaitLine("Status: timeout");
        }
    }

    @Test
    void an_answer_over_the_limit_is_refused_and_the_process_lives_on() {
        try (LocalFunction function = start(behaviour("answerOf"))) {
            assertThat(call(function, "6291556").payload()).hasSize(6_291_556);
            assertThat(call(function, "6291557").text())
                    .isEqualTo("{\"errorType\":\"Function.ResponseSizeTooLarge\",\"errorMessage\":"
                            + "\"Response payload size (6291557 bytes) exceeded maximum allowed payload size"
                            + " (6291556 bytes).\"}");
            assertThat(call(function, "10").failed()).isFalse();
            assertThat(log.lines)
                    .filteredOn(line -> line.contains("Init Duration"))
                    .hasSize(1);
        }
    }

    private LocalFunction start(FunctionDefinition.Builder definition) {
        return LocalFunction.start(definition.build(), log.lines::add);
    }
}
