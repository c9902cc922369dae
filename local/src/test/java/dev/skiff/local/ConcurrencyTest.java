package dev.skiff.local;

import static dev.skiff.local.Functions.await;
import static dev.skiff.local.Functions.behaviour;
import static dev.skiff.local.Functions.call;
import static dev.skiff.local.Functions.define;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.skiff.local.Functions.Log;
import dev.skiff.local.functions.FailsToStart;
import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpDeployment;
import dev.skiff.testing.HttpSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How many environments a function has: reserved, provisioned, idle, and those that die before they take a call. */
@Tag("long")
class ConcurrencyTest {
    private final Log log = new Log();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void calls_beyond_the_reservation_are_throttled() throws IOException {
        try (LocalFunction function = start(behaviour("sleep").reservedConcurrency(1))) {
            call(function, "1");
            CompletableFuture<Outcome> running = CompletableFuture.supplyAsync(() -> call(function, "2000"), threads);
            await("the call runs", () -> starts() == 2);

            Outcome refused = call(function, "1");

            assertThat(refused.isThrottled()).isTrue();
            assertThat(refused.failed()).isTrue();
            assertThat(refused.errorType()).contains("TooManyRequestsException");
            assertThat(JSON.std.mapFrom(refused.text()))
                    .containsEntry("Reason", "ReservedFunctionConcurrentInvocationLimitExceeded")
                    .containsEntry("Type", "User")
                    .containsEntry("message", "Rate Exceeded.");
            assertThat(running.join().isThrottled()).isFalse();
            assertThat(call(function, "1").failed()).isFalse();
            assertThat(starts()).isEqualTo(3);
        }
    }

    @Test
    void a_reservation_of_0_throttles_every_call() {
        try (LocalFunction function = start(behaviour("echo").reservedConcurrency(0))) {
            assertThat(call(function, "1").isThrottled()).isTrue();
            assertThat(children()).isEmpty();
        }
    }

    @Test
    void each_front_door_says_in_its_own_way_that_a_call_was_throttled() {
        try (LocalFunction function = start(behaviour("echo").reservedConcurrency(0));
                FunctionCaller caller = new FunctionCaller()) {
            Map<HttpSource, Integer> statuses = new LinkedHashMap<>();
            for (HttpSource source : HttpSource.values()) {
                HttpReply reply = caller.call(
                        function,
                        HttpCall.get("/"),
                        HttpDeployment.of(source),
                        Duration.ofSeconds(30),
                        HttpReply.message(504, "late"));
                statuses.put(source, reply.status());
            }
            assertThat(statuses)
                    .containsEntry(HttpSource.FUNCTION_URL, 429)
                    .containsEntry(HttpSource.HTTP_API_2_0, 503)
                    .containsEntry(HttpSource.HTTP_API_1_0, 503)
                    .containsEntry(HttpSource.REST_API, 500)
                    .containsEntry(HttpSource.ALB, 502);
        }
    }

    @Test
    void a_reservation_lets_more_run_at_once_than_the_usual_limit() {
        try (LocalFunction function = start(behaviour("sleep").reservedConcurrency(6))) {
            List<CompletableFuture<Outcome>> calls = IntStream.range(0, 6)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> call(function, "1500"), threads))
                    .toList();

            assertThat(calls).allSatisfy(it -> assertThat(it.join().text()).isEqualTo("\"slept\""));
        }
    }

    @Test
    void an_idle_environment_ends() {
        try (LocalFunction function = start(behaviour("process").idleTimeout(Duration.ofMillis(300)))) {
            String first = call(function, "{}").text();
            await("the idle process ends", () -> children().isEmpty());

            assertThat(call(function, "{}").text()).isNotEqualTo(first);
        }
    }

    @Test
    void an_environment_with_a_call_is_not_idle() {
        try (LocalFunction function = start(behaviour("sleep").idleTimeout(Duration.ofMillis(300)))) {
            assertThat(call(function, "1200").text()).isEqualTo("\"slept\"");
        }
    }

    @Test
    void provisioned_environments_are_there_before_the_first_call() throws IOException {
        try (LocalFunction function = start(behaviour("environment").provisionedConcurrency(2))) {
            assertThat(children()).hasSize(2);

            assertThat(JSON.std.mapFrom(call(function, "{}").text()))
                    .containsEntry("AWS_LAMBDA_INITIALIZATION_TYPE", "provisioned-concurrency");
            assertThat(children()).hasSize(2);
        }
    }

    @Test
    void a_provisioned_environment_that_dies_is_replaced_and_none_is_idle() {
        try (LocalFunction function =
                start(behaviour("process").provisionedConcurrency(1).idleTimeout(Duration.ofMillis(50)))) {
            long first = Long.parseLong(call(function, "{}").text());

            ProcessHandle.of(first).orElseThrow().destroyForcibly();

            await("another process", () -> children().stream().anyMatch(child -> child.pid() != first));
            long second = Long.parseLong(call(function, "{}").text());
            assertThat(second).isNotEqualTo(first);
            assertThat(call(function, "{}").text()).isEqualTo(Long.toString(second));
        }
    }

    @Test
    void a_provisioned_environment_that_fails_to_start_is_not_started_over_and_over() {
        try (LocalFunction function =
                start(define(FailsToStart.class.getName() + "::handle").provisionedConcurrency(1))) {
            await("the process ends", () -> children().isEmpty());

            assertThat(call(function, "{}").text()).contains("TABLE is not set");
        }
    }

    @Test
    void calls_beyond_the_provisioned_environments_start_others_on_demand() throws IOException {
        try (LocalFunction function =
                start(behaviour("slowEnvironment").provisionedConcurrency(1).maxEnvironments(2))) {
            List<CompletableFuture<Outcome>> calls = IntStream.range(0, 2)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> call(function, "{}"), threads))
                    .toList();
            Set<Object> types = new TreeSet<>();
            for (CompletableFuture<Outcome> it : calls) {
                types.add(JSON.std.mapFrom(it.join().text()).get("AWS_LAMBDA_INITIALIZATION_TYPE"));
            }

            assertThat(types).containsExactly("on-demand", "provisioned-concurrency");
        }
    }

    /** A process that was stopped takes nothing from its connection, as one that is about to be killed. */
    @Test
    void a_call_that_a_killed_process_never_read_runs_in_another() throws Exception {
        try (LocalFunction function = start(behaviour("process"))) {
            long first = Long.parseLong(call(function, "{}").text());
            signal("STOP", first);
            await("it stands still", () -> isStopped(first));
            CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(() -> call(function, "{}"), threads);
            await("the call is sent", () -> starts() == 2);
            Thread.sleep(300);

            ProcessHandle.of(first).orElseThrow().destroyForcibly();

            assertThat(Long.parseLong(outcome.join().text())).isNotEqualTo(first);
        }
    }

    @Test
    void of_processes_that_are_killed_just_before_a_call_none_costs_it() {
        try (LocalFunction function = start(behaviour("process").timeout(Duration.ofSeconds(30)))) {
            for (int i = 0; i < 8; i++) {
                long process = Long.parseLong(call(function, "{}").text());
                ProcessHandle.of(process).orElseThrow().destroyForcibly();

                Outcome outcome = call(function, "{}");

                assertThat(outcome.failed()).as(outcome.text()).isFalse();
                assertThat(Long.parseLong(outcome.text())).isNotEqualTo(process);
            }
        }
    }

    @Test
    void a_call_that_a_killed_process_had_read_is_lost_as_on_lambda() {
        try (LocalFunction function = start(behaviour("sleep"))) {
            call(function, "1");
            CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(() -> call(function, "60000"), threads);
            await("the call is taken", () -> log.contains("sleeps 60000"));

            children().forEach(ProcessHandle::destroyForcibly);

            assertThat(outcome.join().text()).contains("Runtime exited with error: signal: killed");
        }
    }

    static void signal(String name, long process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** A signal is sent at once, and felt when one of the process' threads next has a processor. */
    static boolean isStopped(long process) {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + process + "/task"))) {
            return threads.allMatch(ConcurrencyTest::isThreadStopped);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static boolean isThreadStopped(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        } catch (IOException ended) {
            return true;
        }
    }

    private long starts() {
        return log.lines.stream().filter(line -> line.startsWith("START")).count();
    }

    private LocalFunction start(FunctionDefinition.Builder definition) {
        return LocalFunction.start(definition.build(), log.lines::add);
    }

    private static List<ProcessHandle> children() {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
    }
}
