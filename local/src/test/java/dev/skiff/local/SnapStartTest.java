package dev.skiff.local;

import static dev.skiff.local.Functions.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.local.Functions.Log;
import dev.skiff.local.functions.Hooks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.crac.Core;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies of an imagined snapshot, under AWS's native client and under the one in Java. */
class SnapStartTest {
    @TempDir
    private Path root = Path.of("");

    private final Log log = new Log();

    @BeforeEach
    void packageFunction() throws Exception {
        Functions.packageFunction(root, Hooks.class, Core.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_call_restores_a_copy_and_its_report_says_how_long_that_took(boolean javaClient) {
        try (LocalFunction function = start(hooks("handle").javaClient(javaClient))) {
            assertThat(call(function, "{}").text())
                    .isEqualTo("[\"constructed\",\"before checkpoint\",\"after restore\"]");
            call(function, "{}");

            Functions.await("two reports", () -> reports().size() == 2);
            assertThat(log.lines.get(0)).matches("START RequestId: \\S+ Version: 1");
            assertThat(log.lines).anyMatch(line -> line.matches("INIT_REPORT Init Duration: [\\d.]+ ms\tPhase: init"));
            assertThat(log.lines).contains("RESTORE_START Runtime Version: java21");
            assertThat(reports().get(0))
                    .containsPattern("\tRestore Duration: [\\d.]+ ms\tBilled Restore Duration: \\d+ ms$")
                    .doesNotContain("Init Duration");
            assertThat(reports().get(1)).doesNotContain("Restore Duration");
        }
    }

    @Test
    void further_copies_are_restored_as_the_first_was() {
        try (LocalFunction function = start(hooks("process").maxEnvironments(2))) {
            List<CompletableFuture<String>> calls = IntStream.range(0, 2)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> call(function, "{}").text(), task -> new Thread(task).start()))
                    .toList();

            assertThat(calls.stream().map(CompletableFuture::join).distinct()).hasSize(2);
            Functions.await("two reports", () -> reports().size() == 2);
            assertThat(reports()).allMatch(line -> line.contains("Restore Duration"));
        }
    }

    @Test
    void a_hook_that_fails_before_the_checkpoint_is_the_answer() {
        try (LocalFunction function = start(hooks("handle").environment("FAIL_CHECKPOINT", "true"))) {
            Outcome outcome = call(function, "{}");

            assertThat(outcome.errorType()).contains("Runtime.BeforeCheckpointError");
            assertThat(outcome.text()).contains("errorMessage");
            assertThat(log.lines)
                    .anyMatch(line -> line.startsWith("INIT_REPORT")
                            && line.endsWith("Error Type: Runtime.BeforeCheckpointError"));
            assertThat(call(function, "{}").errorType()).contains("Runtime.BeforeCheckpointError");
        }
    }

    @Test
    void a_hook_that_fails_after_the_restore_is_the_answer_and_the_next_call_tries_again() {
        try (LocalFunction function = start(hooks("handle").environment("FAIL_RESTORE", "true"))) {
            assertThat(call(function, "{}").errorType()).contains("Runtime.AfterRestoreError");
            assertThat(call(function, "{}").errorType()).contains("Runtime.AfterRestoreError");
            assertThat(log.lines)
                    .filteredOn(line -> line.startsWith("RESTORE_REPORT")
                            && line.endsWith("Status: error\tError Type: Runtime.AfterRestoreError"))
                    .hasSize(2);
        }
    }

    @Test
    void a_restore_has_ten_seconds() {
        try (LocalFunction function = start(hooks("handle").environment("SLOW_RESTORE", "true"))) {
            long from = System.nanoTime();

            assertThat(call(function, "{}").errorType()).contains("SnapStartTimeoutException");
            assertThat(Duration.ofNanos(System.nanoTime() - from))
                    .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(15));
            assertThat(log.lines).contains("RESTORE_REPORT Restore Duration: 10000.00 ms\tStatus: timeout");
        }
    }

    private List<String> reports() {
        return log.lines.stream().filter(line -> line.startsWith("REPORT")).toList();
    }

    private FunctionDefinition.Builder hooks(String method) {
        return FunctionDefinition.builder("Tested", Hooks.class.getName() + "::" + method, root)
                .memorySize(256)
                .timeout(Duration.ofSeconds(20))
                .initialization(InitializationType.SNAP_START);
    }

    private LocalFunction start(FunctionDefinition.Builder definition) {
        return LocalFunction.start(definition.build(), log.lines::add);
    }
}
