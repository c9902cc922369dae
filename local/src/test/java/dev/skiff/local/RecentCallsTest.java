package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecentCallsTest {
    private final RecentCalls calls = new RecentCalls(InstantSource.fixed(Instant.EPOCH));
    private final CallListener users = calls.of("Users");

    @Test
    void a_call_is_kept_with_all_that_happened() {
        CallListener.Call call = users.began(invocation("{\"id\":7}"));
        call.logged("looking");
        call.measured(ended(Outcome.answered(bytes("{\"name\":\"Ada\"}"))));
        call.ended(Outcome.answered(bytes("{\"name\":\"Ada\"}")));

        assertThat(detail(1))
                .containsEntry("function", "Users")
                .containsEntry("event", "{\"id\":7}")
                .containsEntry("answer", "{\"name\":\"Ada\"}")
                .containsEntry("log", List.of("looking"))
                .containsEntry("state", "answered")
                .containsEntry("duration", 12.35)
                .containsEntry("initialization", 200.0)
                .containsEntry("memory", 64L);
    }

    @Test
    void a_call_that_runs_is_there() {
        users.began(invocation("1"));

        assertThat(summaries(0)).singleElement().satisfies(call -> assertThat(call)
                .containsEntry("state", "running")
                .containsEntry("duration", null));
    }

    @Test
    void a_call_that_was_throttled_is_there() {
        FunctionDefinition none =
                Functions.behaviour("echo").reservedConcurrency(0).build();
        Workspace workspace = Workspace.open();
        FunctionLog log = new FunctionLog("Users", line -> {});
        try (LocalFunction function = new LocalFunction(none, new TaskRoot(workspace), log, users, workspace::close)) {
            function.invoke(bytes("{\"id\":7}"));
        }

        assertThat(summaries(0)).singleElement().satisfies(call -> assertThat(call)
                .containsEntry("state", "failed")
                .containsEntry("errorType", "TooManyRequestsException"));
    }

    @Test
    void a_failure_tells_its_type_and_message() {
        users.began(invocation("1")).ended(Outcome.failed("Sandbox.Timedout", "Task timed out"));

        assertThat(summaries(0)).singleElement().satisfies(call -> assertThat(call)
                .containsEntry("state", "failed")
                .containsEntry("errorType", "Sandbox.Timedout")
                .containsEntry("error", "Task timed out"));
    }

    @Test
    void only_what_changed_is_told_again() {
        CallListener.Call first = users.began(invocation("1"));
        users.began(invocation("2"));
        long seen = revision();

        assertThat(summaries(seen)).isEmpty();
        first.logged("late");
        assertThat(summaries(seen)).extracting(call -> call.get("number")).containsExactly(1L);
    }

    @Test
    void the_oldest_goes_when_there_are_too_many() {
        for (int i = 0; i < RecentCalls.MOST_CALLS + 5; i++) {
            users.began(invocation("1")).ended(Outcome.answered(bytes("1")));
        }

        assertThat(summaries(0)).hasSize(RecentCalls.MOST_CALLS);
        assertThat(calls.since(0)).containsEntry("oldest", 6L);
        assertThat(calls.find(5, RecentCall::detail)).isEmpty();
    }

    @Test
    void large_events_and_answers_are_cut_and_few_are_kept() {
        String large = "\"" + "x".repeat(2 << 20) + "\"";
        for (int i = 0; i < 30; i++) {
            users.began(invocation(large)).ended(Outcome.answered(bytes(large)));
        }
        Map<String, @Nullable Object> last = detail(30);

        assertThat(summaries(0)).hasSizeBetween(5, 8);
        assertThat(last)
                .containsEntry("eventBytes", large.length())
                .containsEntry("eventIsCut", true)
                .containsEntry("answerIsCut", true);
        assertThat((String) last.get("event")).hasSize(1 << 20);
    }

    @Test
    void a_log_without_end_is_cut() {
        CallListener.Call call = users.began(invocation("1"));
        for (int i = 0; i < 2_000; i++) {
            call.logged("line " + i);
        }
        call.logged("x".repeat(1 << 20));

        assertThat(detail(1)).containsEntry("logIsCut", true);
        assertThat((List<?>) detail(1).get("log")).hasSize(RecentCall.MOST_LINES);
    }

    @Test
    void what_happens_to_a_call_that_is_gone_changes_nothing() {
        CallListener.Call gone = users.began(invocation("1"));
        for (int i = 0; i < RecentCalls.MOST_CALLS; i++) {
            users.began(invocation("2"));
        }
        long seen = revision();
        gone.logged("late");
        gone.ended(Outcome.answered(bytes("1")));

        assertThat(summaries(seen)).isEmpty();
    }

    @Test
    void a_cause_is_told_of_the_call_that_it_was_announced_for() {
        Invocation announced = invocation("1");
        calls.announce(announced.requestId(), "page");
        users.began(announced);
        calls.forget(announced.requestId());
        users.began(announced);

        assertThat(summaries(0)).extracting(call -> call.get("cause")).containsExactly("", "page");
    }

    @Test
    void many_threads_can_write_and_read() {
        List<CompletableFuture<Void>> writers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.runAsync(() -> write(500)))
                .toList();
        while (!writers.stream().allMatch(CompletableFuture::isDone)) {
            assertThat(summaries(0)).hasSizeLessThanOrEqualTo(RecentCalls.MOST_CALLS);
        }
        writers.forEach(CompletableFuture::join);

        assertThat(summaries(0)).hasSize(RecentCalls.MOST_CALLS);
        assertThat(detail(4_000)).containsEntry("state", "answered").containsEntry("log", List.of("a", "b"));
    }

    private void write(int count) {
        for (int i = 0; i < count; i++) {
            CallListener.Call call = users.began(invocation("1"));
            call.logged("a");
            call.logged("b");
            call.ended(Outcome.answered(bytes("1")));
        }
    }

    private static ExecutionEnvironment.Ended ended(Outcome outcome) {
        return new ExecutionEnvironment.Ended(
                outcome,
                Duration.ofNanos(12_345_678),
                Optional.of(Duration.ofMillis(200)),
                Optional.empty(),
                OptionalLong.of(64),
                CompletableFuture.completedFuture(null));
    }

    private Map<String, @Nullable Object> detail(long number) {
        return calls.<Map<String, @Nullable Object>>find(number, RecentCall::detail)
                .orElseThrow();
    }

    private List<Map<String, @Nullable Object>> summaries(long since) {
        @SuppressWarnings("unchecked") // that is what it makes
        List<Map<String, @Nullable Object>> summaries =
                (List<Map<String, @Nullable Object>>) calls.since(since).get("calls");
        return Objects.requireNonNull(summaries);
    }

    private long revision() {
        return (Long) Objects.requireNonNull(calls.since(0).get("revision"));
    }

    private static Invocation invocation(String event) {
        return Invocation.of(bytes(event));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
