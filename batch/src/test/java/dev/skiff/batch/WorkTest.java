package dev.skiff.batch;

import static dev.skiff.batch.Events.failures;
import static dev.skiff.batch.Events.fifo;
import static dev.skiff.batch.Events.sqs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.skiff.testing.FakeContext;
import dev.skiff.testing.FunctionClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

/** How records are worked on: in parallel, in time, with a policy. */
@Timeout(30)
class WorkTest {
    private final AtomicReference<BatchOutcome> outcome = new AtomicReference<>();

    @Test
    void no_more_records_run_at_a_time_than_allowed_and_that_many_do() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch three = new CountDownLatch(3);
        Batch<SqsMessage, SqsMessage> batch = Batch.sqs(message -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    three.countDown();
                    three.await();
                    running.decrementAndGet();
                })
                .parallel(3);
        assertThat(failures(sqs(batch), sqs(30))).isEmpty();
        assertThat(most).hasValue(3);
    }

    @Test
    void when_the_margin_is_reached_what_runs_is_interrupted_and_the_rest_is_not_begun() {
        Set<String> begun = ConcurrentHashMap.newKeySet();
        CountDownLatch interrupted = new CountDownLatch(1);
        Batch<SqsMessage, SqsMessage> batch = watched(Batch.sqs(message -> {
            begun.add(message.id());
            if (message.id().equals("m1")) {
                try {
                    Thread.sleep(60_000);
                } catch (InterruptedException told) {
                    interrupted.countDown();
                    throw told;
                }
            }
        }));
        assertThat(failures(answer(batch.deadlineMargin(Duration.ofMillis(300)), sqs(4), Duration.ofMillis(700))))
                .containsExactly("m1", "m2", "m3");
        assertThat(begun).containsExactlyInAnyOrder("m0", "m1");
        assertThat(interrupted.getCount()).isZero();
        assertThat(outcome().count(Fate.NOT_STARTED)).isEqualTo(2);
    }

    @Test
    void a_handler_that_ignores_its_interrupt_does_not_hold_up_the_answer() {
        CountDownLatch end = new CountDownLatch(1);
        Batch<SqsMessage, SqsMessage> batch = watched(Batch.sqs(message -> {
            if (message.id().equals("m0")) {
                awaitWhateverComes(end);
            }
        }));
        long left = timeLeft(batch.parallel(2).deadlineMargin(Duration.ofMillis(400)), Duration.ofMillis(800));
        end.countDown();
        assertThat(left).isPositive();
        assertThat(outcome().records())
                .extracting(RecordOutcome::fate)
                .containsExactly(Fate.TIMED_OUT, Fate.DONE, Fate.DONE, Fate.DONE);
    }

    @Test
    void with_no_time_left_nothing_is_begun() {
        Batch<SqsMessage, SqsMessage> batch = watched(Batch.sqs(message -> {
            throw new AssertionError("begun");
        }));
        assertThat(failures(answer(batch.deadlineMargin(Duration.ofSeconds(5)), sqs(2), Duration.ofSeconds(3))))
                .containsExactly("m0", "m1");
        assertThat(outcome().count(Fate.NOT_STARTED)).isEqualTo(2);
    }

    @Test
    void an_executor_that_takes_nothing_fails_the_records_with_its_refusal() {
        Batch<SqsMessage, SqsMessage> batch = watched(Batch.sqs(message -> {}))
                .parallel(4)
                .executor(work -> {
                    throw new RejectedExecutionException("full");
                });
        assertThat(failures(sqs(batch), sqs(2))).containsExactly("m0", "m1");
        assertThat(outcome().firstFailure()).containsInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void an_executor_that_takes_some_workers_still_does_all_records() {
        AtomicInteger offered = new AtomicInteger();
        Batch<SqsMessage, SqsMessage> batch = watched(Batch.sqs(message -> {}))
                .parallel(4)
                .executor(work -> {
                    if (offered.getAndIncrement() % 2 == 0) {
                        throw new RejectedExecutionException("full");
                    }
                    new Thread(work).start();
                });
        assertThat(failures(sqs(batch), sqs(9))).isEmpty();
    }

    @Test
    void an_executor_that_throws_work_away_loses_nothing() {
        Batch<SqsMessage, SqsMessage> batch = watched(Batch.sqs(message -> {})).executor(work -> {});
        assertThat(failures(answer(batch, sqs(2), Duration.ofMillis(300)))).containsExactly("m0", "m1");
    }

    @Test
    void work_that_starts_after_the_answer_does_nothing() {
        List<Runnable> late = new ArrayList<>();
        Batch<SqsMessage, SqsMessage> batch = watched(Batch.sqs(message -> {
                    throw new AssertionError("begun");
                }))
                .executor(late::add);
        assertThat(failures(answer(batch, sqs(2), Duration.ofMillis(300)))).containsExactly("m0", "m1");
        late.forEach(Runnable::run);
        assertThat(outcome().firstFailure()).isEmpty();
    }

    @Test
    void the_callers_own_thread_works_too() {
        Thread caller = Thread.currentThread();
        Batch<SqsMessage, SqsMessage> batch = watched(Batch.sqs(message -> {
                    if (Thread.currentThread() != caller) {
                        throw new AssertionError("another thread");
                    }
                }))
                .executor(Runnable::run);
        MDC.put("callers", "own");
        assertThat(failures(sqs(batch), sqs(3))).isEmpty();
        assertThat(MDC.get("callers")).isEqualTo("own");
        assertThat(MDC.get("record_id")).isNull();
        MDC.clear();
    }

    @Test
    void mdc_and_class_loader_come_along_and_nothing_stays() throws Exception {
        ThreadPoolExecutor executor = (ThreadPoolExecutor) Executors.newFixedThreadPool(2);
        executor.prestartAllCoreThreads(); // later ones would inherit the loader below
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader mine = new URLClassLoader(new URL[0], before)) {
            Thread.currentThread().setContextClassLoader(mine);
            List<String> facts = Collections.synchronizedList(new ArrayList<>());
            MDC.put("tenant", "t1");
            Batch<SqsMessage, SqsMessage> batch = watched(Batch.sqs(message -> {
                        facts.add(MDC.get("tenant") + " " + MDC.get("record_id") + " "
                                + MDC.get("record_receive_count") + " " + MDC.get("left")
                                + (Thread.currentThread().getContextClassLoader() == mine));
                        MDC.put("left", "behind");
                    }))
                    .executor(executor)
                    .parallel(2);
            assertThat(failures(sqs(batch), sqs(20))).isEmpty();
            assertThat(facts).hasSize(20).contains("t1 m0 2 nulltrue").allMatch(line -> line.endsWith("2 nulltrue"));
            assertThat(executor.submit(MDC::getCopyOfContextMap).get()).isNullOrEmpty();
            assertThat(executor.submit(() -> Thread.currentThread().getContextClassLoader())
                            .get())
                    .isNotSameAs(mine);
        } finally {
            MDC.clear();
            Thread.currentThread().setContextClassLoader(before);
            executor.shutdown();
        }
    }

    @Test
    void a_call_that_is_interrupted_fails_and_leaves_no_record_running() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Set<String> seen = ConcurrentHashMap.newKeySet();
        RequestStreamHandler function = sqs(watched(Batch.sqs(message -> {
            seen.add(message.id());
            begun.countDown();
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException told) {
                interrupted.countDown();
                throw told;
            }
        })));
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                FunctionClient.of(function).invoke(sqs(3));
            } catch (BatchFailedException failure) {
                thrown.set(failure);
            }
        });
        caller.start();
        begun.await();
        caller.interrupt();
        caller.join();
        interrupted.await();
        assertThat(thrown.get()).isInstanceOf(BatchFailedException.class);
        assertThat(seen).containsExactly("m0");
    }

    @Test
    void virtual_threads_are_used_where_there_are_any() {
        Set<String> kinds = ConcurrentHashMap.newKeySet();
        Batch<SqsMessage, SqsMessage> batch =
                Batch.sqs(message -> kinds.add(Thread.currentThread().getClass().getName()));
        assertThat(failures(sqs(batch.parallel(8).virtualThreads()), sqs(50))).isEmpty();
        String expected = Runtime.version().feature() >= 21 ? "java.lang.VirtualThread" : "java.lang.Thread";
        assertThat(kinds).containsExactly(expected);
    }

    @Test
    void an_interrupt_that_a_handler_leaves_behind_does_not_reach_the_next_record() {
        Batch<SqsMessage, SqsMessage> batch = watched(Batch.sqs(message -> {
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("interrupted before it began");
            }
            Thread.currentThread().interrupt();
        }));
        assertThat(failures(sqs(batch), sqs(3))).isEmpty();
    }

    @Test
    void the_closest_rule_decides() {
        Batch<SqsMessage, SqsMessage> batch = watched(Batch.sqs(message -> {
                    if (message.id().equals("m0")) {
                        throw new UncheckedIOException(new IOException());
                    }
                    if (message.id().equals("m1")) {
                        throw new IllegalArgumentException();
                    }
                    throw new NumberFormatException();
                }))
                .onFailure(IllegalArgumentException.class, FailureAction.drop())
                .onFailure(Exception.class, FailureAction.retry())
                .onFailure(NumberFormatException.class, FailureAction.retry());
        assertThat(failures(sqs(batch), sqs(3))).containsExactly("m0", "m2");
        assertThat(outcome().count(Fate.DROPPED)).isEqualTo(1);
    }

    @Test
    void a_policy_that_throws_means_retry() {
        Batch<SqsMessage, SqsMessage> batch = watched(Batch.sqs(message -> {
                    throw new IllegalStateException("first");
                }))
                .onFailureDeciding(Exception.class, (failure, record) -> {
                    throw new IllegalStateException("second");
                });
        assertThat(failures(sqs(batch), sqs(1))).containsExactly("m0");
        assertThat(outcome().firstFailure().orElseThrow())
                .hasMessage("first")
                .hasSuppressedException(new IllegalStateException("second"));
    }

    @Test
    void a_record_for_the_dead_letter_queue_is_finished_only_when_the_queue_has_it() {
        List<List<String>> sent = new ArrayList<>();
        Batch<SqsMessage, SqsMessage> batch = watched(Batch.sqs(message -> {
                    throw new IllegalArgumentException(message.id());
                }))
                .onFailure(IllegalArgumentException.class, FailureAction.deadLetter())
                .deadLetters(letters -> {
                    sent.add(
                            letters.stream().map(letter -> letter.record().id()).toList());
                    return Set.of("m0", "m2", "unheard of");
                });
        assertThat(failures(sqs(batch), sqs(3))).containsExactly("m1");
        assertThat(sent).containsExactly(List.of("m0", "m1", "m2"));
        assertThat(outcome().count(Fate.DEAD_LETTERED)).isEqualTo(2);
    }

    @Test
    void a_dead_letter_queue_that_fails_or_hangs_takes_nothing() {
        Batch<SqsMessage, SqsMessage> batch = watched(Batch.sqs(message -> {
                    throw new IllegalArgumentException(message.id());
                }))
                .onFailure(IllegalArgumentException.class, FailureAction.deadLetter());
        assertThat(failures(
                        sqs(batch.deadLetters(letters -> {
                            throw new IOException("down");
                        })),
                        sqs(2)))
                .containsExactly("m0", "m1");
        CountDownLatch never = new CountDownLatch(1);
        assertThat(failures(answer(
                        batch.deadLetters(letters -> {
                            never.await();
                            return Set.of("m0", "m1");
                        }),
                        sqs(2),
                        Duration.ofMillis(800))))
                .containsExactly("m0", "m1");
    }

    @Test
    void in_a_fifo_group_the_next_begins_only_when_the_dead_letter_queue_has_the_one_before() {
        List<String> line = Collections.synchronizedList(new ArrayList<>());
        Batch<SqsMessage, SqsMessage> batch = watched(Batch.sqs(message -> {
                    line.add(message.id());
                    if (message.id().equals("m0")) {
                        throw new IllegalArgumentException(message.id());
                    }
                }))
                .onFailure(IllegalArgumentException.class, FailureAction.deadLetter());
        Batch<SqsMessage, SqsMessage> taken = batch.deadLetters(letters -> {
            line.add("sent");
            return Set.of("m0");
        });
        assertThat(failures(sqs(taken), fifo("a", "a"))).isEmpty();
        assertThat(line).containsExactly("m0", "sent", "m1");
        assertThat(failures(sqs(batch.deadLetters(letters -> Set.of())), fifo("a", "a")))
                .containsExactly("m0", "m1");
    }

    @Test
    void a_delayed_retry_changes_the_visibility_by_the_receive_count() {
        List<String> changes = new ArrayList<>();
        Batch<SqsMessage, SqsMessage> batch = watched(Batch.sqs(message -> {
                    throw new IllegalStateException("busy");
                }))
                .onFailure(
                        IllegalStateException.class,
                        FailureAction.retryAfter(Backoff.exponential(Duration.ofSeconds(10), Duration.ofHours(1))))
                .visibility((message, delay) -> {
                    changes.add(message.receiptHandle());
                    assertThat(delay).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20));
                });
        assertThat(failures(sqs(batch), sqs(1))).containsExactly("m0");
        assertThat(changes).containsExactly("receipt-m0");
        Batch<SqsMessage, SqsMessage> failing = batch.visibility((message, delay) -> {
            throw new IOException("down");
        });
        assertThat(failures(sqs(failing), sqs(1))).containsExactly("m0");
    }

    @Test
    void a_backoff_doubles_to_its_most_and_to_what_sqs_takes() {
        Backoff backoff = Backoff.exponential(Duration.ofSeconds(4), Duration.ofDays(3));
        assertThat(backoff.delay(1, () -> 1)).isEqualTo(Duration.ofSeconds(4));
        assertThat(backoff.delay(1, () -> 0)).isEqualTo(Duration.ofSeconds(2));
        assertThat(backoff.delay(4, () -> 1)).isEqualTo(Duration.ofSeconds(32));
        assertThat(backoff.delay(Integer.MAX_VALUE, () -> 1)).isEqualTo(Duration.ofMinutes(11 * 60 + 45));
        assertThatThrownBy(() -> Backoff.exponential(Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void wiring_that_lacks_its_part_is_refused_when_the_function_starts() {
        Batch<SqsMessage, SqsMessage> batch = Batch.sqs(message -> {});
        assertThatThrownBy(() -> sqs(batch.onFailure(IOException.class, FailureAction.deadLetter())))
                .hasMessageContaining("java.io.IOException")
                .hasMessageContaining("deadLetters");
        assertThatThrownBy(() -> sqs(batch.onFailure(
                        IOException.class,
                        FailureAction.retryAfter(Backoff.exponential(Duration.ofSeconds(1), Duration.ofSeconds(2))))))
                .hasMessageContaining("visibility");
        assertThatThrownBy(() -> batch.parallel(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_listener_that_fails_changes_nothing() {
        Batch<SqsMessage, SqsMessage> batch = Batch.sqs(message -> {
                    if (message.id().equals("m1")) {
                        throw new IllegalStateException();
                    }
                })
                .reportItemFailures()
                .listener(outcome -> {
                    throw new IllegalStateException("listener");
                });
        assertThat(failures(sqs(batch), sqs(2))).containsExactly("m1");
    }

    private Batch<SqsMessage, SqsMessage> watched(Batch<SqsMessage, SqsMessage> batch) {
        return batch.reportItemFailures().listener(outcome::set);
    }

    private BatchOutcome outcome() {
        return Objects.requireNonNull(outcome.get());
    }

    private static byte[] answer(Batch<SqsMessage, ?> batch, byte[] event, Duration left) {
        RequestStreamHandler function = sqs(batch);
        return FunctionClient.of(function)
                .withContext(FakeContext.create().withDeadline(left, InstantSource.system()))
                .invoke(event);
    }

    private static long timeLeft(Batch<SqsMessage, ?> batch, Duration left) {
        FakeContext context = FakeContext.create().withDeadline(left, InstantSource.system());
        FunctionClient.of(sqs(batch)).withContext(context).invoke(sqs(4));
        return context.getRemainingTimeInMillis();
    }

    private static void awaitWhateverComes(CountDownLatch end) {
        while (true) {
            try {
                end.await();
                return;
            } catch (InterruptedException ignored) {
                // as bad handlers do
            }
        }
    }
}
