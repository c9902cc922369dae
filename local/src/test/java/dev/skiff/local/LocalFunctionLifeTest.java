package dev.skiff.local;

import static dev.skiff.local.Functions.await;
import static dev.skiff.local.Functions.behaviour;
import static dev.skiff.local.Functions.call;
import static dev.skiff.local.Functions.define;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.skiff.local.Functions.Log;
import dev.skiff.local.functions.FailsToStart;
import dev.skiff.local.functions.Hooks;
import dev.skiff.local.functions.SlowToStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.crac.Core;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a function finds around it, how its processes come and go, and that nothing of them stays. */
@Tag("long")
class LocalFunctionLifeTest {
    private final Log log = new Log();

    @Test
    void a_function_sees_the_environment_of_lambda_and_nothing_of_this_process() throws IOException {
        try (LocalFunction function = start(behaviour("environment")
                .environment("TABLE", "users")
                .runtime("java25")
                .initialization(InitializationType.PROVISIONED_CONCURRENCY))) {
            Map<String, Object> seen = JSON.std.mapFrom(call(function, "{}").text());

            assertThat(seen)
                    .containsEntry("TABLE", "users")
                    .containsEntry("AWS_EXECUTION_ENV", "AWS_Lambda_java25")
                    .containsEntry("AWS_LAMBDA_FUNCTION_NAME", "Tested")
                    .containsEntry("AWS_LAMBDA_FUNCTION_VERSION", "1")
                    .containsEntry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256")
                    .containsEntry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/Tested")
                    .containsEntry("AWS_LAMBDA_INITIALIZATION_TYPE", "provisioned-concurrency")
                    .containsEntry("AWS_REGION", "us-east-1")
                    .containsEntry("_HANDLER", "dev.skiff.local.functions.Behaviours::environment")
                    .containsEntry("TZ", ":UTC")
                    .containsKeys("AWS_LAMBDA_RUNTIME_API", "AWS_SESSION_TOKEN", "LAMBDA_TASK_ROOT");
            Set<String> ours = new HashSet<>(System.getenv().keySet());
            ours.removeAll(Set.of("PATH", "LANG", "TZ"));
            assertThat(seen).doesNotContainKeys(ours.toArray(String[]::new));
        }
    }

    @Test
    void a_function_sees_its_context() throws IOException {
        Invocation invocation = Invocation.of("{}".getBytes(UTF_8))
                .withRequestId("one")
                .withTraceId("Root=1-2-3")
                .withClientContext("{\"client\":{\"installation_id\":\"phone\"}}")
                .withCognitoIdentity("{\"cognitoIdentityId\":\"me\",\"cognitoIdentityPoolId\":\"pool\"}")
                .withTenantId("blue");
        try (LocalFunction function = start(behaviour("context"))) {
            Map<String, Object> seen =
                    JSON.std.mapFrom(function.invoke(invocation).text());

            assertThat(seen)
                    .containsEntry("requestId", "one")
                    .containsEntry("trace", "Root=1-2-3")
                    .containsEntry("arn", "arn:aws:lambda:us-east-1:123456789012:function:Tested")
                    .containsEntry("name", "Tested")
                    .containsEntry("version", "$LATEST")
                    .containsEntry("memory", 256)
                    .containsEntry("logGroup", "/aws/lambda/Tested")
                    .containsEntry("installation", "phone")
                    .containsEntry("identity", "me")
                    .containsEntry("tenant", "blue");
            assertThat((Integer) seen.get("remaining")).isBetween(15_000, 20_000);
        }
    }

    @Test
    void a_heap_fits_the_memory_size() throws IOException {
        try (LocalFunction function = start(behaviour("whereIAm").memorySize(512))) {
            Map<String, Object> seen = JSON.std.mapFrom(call(function, "{}").text());

            assertThat(Long.parseLong((String) seen.get("maxHeap"))).isBetween(400L << 20, 440L << 20);
        }
    }

    @Test
    void the_log_has_what_the_function_prints_between_lambdas_lines() {
        try (LocalFunction function = start(behaviour("log"))) {
            function.invoke(Invocation.of("{}".getBytes(UTF_8)).withRequestId("one"));

            log.awaitLine("REPORT RequestId: one\tDuration: ");
            assertThat(log.lines)
                    .contains("to standard output", "to standard error", "to the logger", "END RequestId: one")
                    .startsWith("START RequestId: one Version: $LATEST");
            assertThat(log.lines)
                    .filteredOn(line -> line.startsWith("REPORT"))
                    .first()
                    .asString()
                    .containsPattern("Billed Duration: \\d+ ms\tMemory Size: 256 MB\t.*Init Duration: [\\d.]+ ms");
        }
    }

    @Test
    void calls_at_once_run_in_processes_of_their_own_up_to_the_limit() {
        try (LocalFunction function = start(behaviour("process").maxEnvironments(2))) {
            Set<String> processes = new HashSet<>();
            inParallel(6, call -> call(function, "{}").text()).forEach(processes::add);

            assertThat(processes).hasSizeBetween(1, 2);
        }
    }

    @Test
    void many_processes_that_start_at_once_all_live() {
        try (LocalFunction function = start(behaviour("sleep").maxEnvironments(6))) {
            List<String> answers = inParallel(6, call -> call(function, "700").text());

            assertThat(answers).containsOnly("\"slept\"");
            log.awaitLine("REPORT");
            await(
                    "six processes started",
                    () -> log.lines.stream()
                                    .filter(line -> line.contains("Init Duration"))
                                    .count()
                            == 6);
        }
    }

    @Test
    void one_process_runs_several_calls_where_it_may() {
        try (LocalFunction function = start(behaviour("sleep").maxConcurrency(4).maxEnvironments(1))) {
            call(function, "1");
            long from = System.nanoTime();

            assertThat(inParallel(4, call -> call(function, "500").text())).containsOnly("\"slept\"");
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofMillis(1_500));
            await(
                    "all reports",
                    () -> log.lines.stream()
                                    .filter(line -> line.startsWith("REPORT"))
                                    .count()
                            == 5);
            assertThat(log.lines)
                    .filteredOn(line -> line.contains("Init Duration"))
                    .hasSize(1);
        }
    }

    @Test
    void hooks_of_snap_start_run_before_the_first_call(@TempDir Path root) throws Exception {
        try (LocalFunction function = start(hooks(root).initialization(InitializationType.SNAP_START))) {
            assertThat(call(function, "{}").text())
                    .isEqualTo("[\"constructed\",\"before checkpoint\",\"after restore\"]");
        }
    }

    @Test
    void a_hook_that_fails_is_the_answer(@TempDir Path root) throws Exception {
        try (LocalFunction function =
                start(hooks(root).initialization(InitializationType.SNAP_START).environment("FAIL_RESTORE", "true"))) {
            Outcome outcome = call(function, "{}");

            assertThat(outcome.errorType()).contains("Runtime.AfterRestoreError");
            assertThat(outcome.failed()).isTrue();
        }
    }

    @Test
    void hooks_do_not_run_on_demand(@TempDir Path root) throws Exception {
        try (LocalFunction function = start(hooks(root))) {
            assertThat(call(function, "{}").text()).isEqualTo("[\"constructed\"]");
        }
    }

    @Test
    void a_start_that_takes_too_long_is_begun_once_more_as_part_of_the_call(@TempDir Path directory) {
        try (LocalFunction function = start(slowToStart(directory))) {
            assertThat(call(function, "{}").text()).isEqualTo("\"started\"");
            log.awaitLine("INIT_REPORT");
        }
    }

    @Test
    void every_call_that_waits_hears_of_the_failed_start() {
        try (LocalFunction function =
                start(define(FailsToStart.class.getName() + "::handle").maxConcurrency(3))) {
            assertThat(inParallel(3, call -> call(function, "{}").text()))
                    .allSatisfy(answer -> assertThat(answer).contains("TABLE is not set"));
        }
    }

    @Test
    void closing_answers_the_calls_that_run_and_ends_their_processes() {
        LocalFunction function = start(behaviour("sleep"));
        CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(() -> call(function, "60000"));
        await("a child process", () -> !children().isEmpty());
        List<ProcessHandle> children = children();

        function.close();

        assertThat(outcome.join().errorType()).contains("Runtime.Closed");
        assertThat(children).noneMatch(ProcessHandle::isAlive);
        assertThatThrownBy(() -> call(function, "1")).hasMessageContaining("was closed");
    }

    @Test
    void nothing_stays_behind() throws IOException {
        try (LocalFunction function = start(behaviour("echo"))) {
            call(function, "{}");
            assertThat(Functions.leftovers()).isNotEmpty();
        }
        assertThat(Functions.leftovers()).isEmpty();
        assertThat(children()).isEmpty();
    }

    @Test
    void what_a_killed_runner_left_goes_with_the_next_start() throws IOException {
        Path home = RuntimeInterfaceClient.nativeLibrary().resolveSibling("");
        Path abandoned = Files.createDirectories(home.resolve("run-999999999-1/task"));
        Files.createSymbolicLink(abandoned.resolve("link"), Functions.TEST_CLASSES);

        start(behaviour("echo")).close();

        assertThat(abandoned.getParent()).doesNotExist();
        assertThat(Functions.TEST_CLASSES).isNotEmptyDirectory();
    }

    @Test
    void code_that_is_not_there_names_the_command_that_builds_it() throws IOException {
        FunctionDefinition missing = FunctionDefinition.builder("Users", "Users", Path.of("target/users.zip"))
                .build();

        assertThatThrownBy(() -> LocalFunction.start(missing))
                .hasMessageContaining("target/users.zip does not exist")
                .hasMessageContaining("-pl local -am package");
        assertThat(Functions.leftovers()).isEmpty();
    }

    /** Classes at the root, a jar in lib. */
    private static FunctionDefinition.Builder hooks(Path root) throws Exception {
        String classFile = Hooks.class.getName().replace('.', '/') + ".class";
        Files.createDirectories(root.resolve(classFile).getParent());
        Files.copy(Functions.TEST_CLASSES.resolve(classFile), root.resolve(classFile));
        Files.copy(
                Functions.jarOf(Core.class),
                Files.createDirectory(root.resolve("lib")).resolve("crac.jar"));
        return FunctionDefinition.builder("Tested", Hooks.class.getName() + "::handle", root)
                .memorySize(256)
                .timeout(Duration.ofSeconds(20));
    }

    private static FunctionDefinition.Builder slowToStart(Path directory) {
        return define(SlowToStart.class.getName() + "::handle")
                .environment("MARK", directory.resolve("mark").toString());
    }

    private LocalFunction start(FunctionDefinition.Builder definition) {
        return LocalFunction.start(definition.build(), log.lines::add);
    }

    private static List<String> inParallel(int calls, java.util.function.IntFunction<String> call) {
        List<CompletableFuture<String>> answers = IntStream.range(0, calls)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> call.apply(i), task -> new Thread(task, "call " + i).start()))
                .toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private static List<ProcessHandle> children() {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
    }
}
