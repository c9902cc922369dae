package dev.skiff.local;

import static dev.skiff.local.Functions.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.local.template.SamAsync;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of calls that nobody waits for, where a whole template can't show it. */
class AsyncCallsTest {
    private final Functions.Log log = new Functions.Log();
    private final LocalFunction failing =
            LocalFunction.start(Functions.behaviour("fail").build(), log.lines::add);
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final SamAsync told = new SamAsync(
            2, Duration.ofHours(6), Optional.empty(), Optional.of("arn:aws:sqs:x:1:failures"), Optional.empty());

    @AfterEach
    void close() {
        failing.close();
    }

    @Test
    void calls_that_wait_when_the_runner_stops_are_named() {
        AsyncCalls calls = new AsyncCalls(1, this::send, InstantSource.system());
        String id = calls.submit(failing, told, "{}".getBytes(UTF_8));
        log.awaitLine("attempt 1 failed (Runtime.UserException), the next one comes in 60000 ms");

        calls.close();

        assertThat(log.lines)
                .contains("Asynchronous call " + id + ": given up after 1 attempts, because the runner stops");
        assertThat(sent).isEmpty();
    }

    @Test
    void an_event_that_waited_too_long_is_not_tried_at_all() {
        AtomicReference<Integer> reads = new AtomicReference<>(0);
        InstantSource late =
                () -> reads.getAndUpdate(it -> it + 1) == 0 ? Instant.EPOCH : Instant.EPOCH.plusSeconds(61);
        SamAsync impatient = new SamAsync(
                2, Duration.ofMinutes(1), Optional.empty(), Optional.of("arn:aws:sqs:x:1:failures"), Optional.empty());

        try (AsyncCalls calls = new AsyncCalls(0, this::send, late)) {
            calls.submit(failing, impatient, "{}".getBytes(UTF_8));
            await("a record", () -> !sent.isEmpty());
        }

        assertThat(sent.get(0))
                .contains("\"condition\":\"EventAgeExceeded\"", "\"approximateInvokeCount\":0")
                .doesNotContain("responseContext");
        assertThat(log.lines).noneMatch(line -> line.startsWith("START"));
    }

    @Test
    void an_event_of_more_than_a_megabyte_is_refused() {
        try (AsyncCalls calls = new AsyncCalls(0, this::send, now::get)) {
            assertThatThrownBy(() -> calls.submit(failing, told, new byte[1024 * 1024 + 1]))
                    .isInstanceOf(LocalException.class)
                    .hasMessageContaining("1048577 bytes");
        }
    }

    @Test
    void no_more_calls_wait_than_memory_has_room_for() {
        LocalFunction slow = LocalFunction.start(Functions.behaviour("forever").build(), log.lines::add);
        try (slow;
                AsyncCalls calls = new AsyncCalls(0, this::send, now::get)) {
            byte[] event = ("\"" + "x".repeat(1024 * 1000) + "\"").getBytes(UTF_8);

            assertThatThrownBy(() -> {
                        for (int i = 0; i < 200; i++) {
                            calls.submit(slow, told, event);
                        }
                    })
                    .isInstanceOf(LocalException.class)
                    .hasMessageContaining("128 MB of events wait already");
            assertThat(calls.pending()).isBetween(125, 135);
        }
    }

    @Test
    void a_destination_that_is_not_there_is_told_in_the_log() {
        try (AsyncCalls calls = new AsyncCalls(
                0,
                (arn, body, attributes) -> {
                    throw new LocalException("there is no queue " + arn);
                },
                now::get)) {
            calls.submit(failing, told, "{}".getBytes(UTF_8));
            log.awaitLine("but nobody could be told: there is no queue arn:aws:sqs:x:1:failures");
            await("nothing pending", () -> calls.pending() == 0);
        }
    }

    private void send(String arn, String body, java.util.Map<String, String> attributes) {
        sent.add(body);
    }
}
