package dev.skiff.batch;

import static dev.skiff.batch.Events.QUEUE;
import static dev.skiff.batch.Events.failures;
import static dev.skiff.batch.Events.fifo;
import static dev.skiff.batch.Events.records;
import static dev.skiff.batch.Events.sqs;
import static dev.skiff.batch.Events.sqsMessage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.testing.FakeContext;
import dev.skiff.testing.FunctionClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

/** Handlers, rules, stores, queues, listeners and executors that behave as badly as they can: no failure goes unreported, and nothing stays behind. */
@Timeout(60)
class AdversarialTest {
    private static final Duration SHORT = Duration.ofMillis(700);

    private final AtomicReference<BatchOutcome> outcome = new AtomicReference<>();

    @Test
    void a_handler_that_swallows_its_interrupt_and_returns_counts_as_failed() {
        CountDownLatch never = new CountDownLatch(1);
        Batch<SqsMessage, SqsMessage> batch = watched(Batch.sqs(message -> swallowing(never)));
        assertThat(failures(answer(batch, sqs(2), SHORT))).containsExactly("m0", "m1");
        assertThat(fates()).containsExactly(Fate.TIMED_OUT, Fate.NOT_STARTED);
    }

    @Test
    void what_was_cut_short_is_not_remembered_as_done() {
        CountDownLatch never = new CountDownLatch(1);
        InMemoryIdempotency memory = InMemoryIdempotency.create();
        CountDownLatch released = new CountDownLatch(1);
        IdempotencyStore store = new Store(IdempotencyStore.Claim::held, null) {
            @Override
            public Claim claim(String key, Duration lease) {
                return memory.claim(key, Duration.ofHours(1));
            }

            @Override
            public void done(String key, String token) {
                memory.done(key, token);
            }

            @Override
            public void failed(String key, String token) {
                memory.failed(key, token);
                released.countDown();
            }
        };
        AtomicInteger calls = new AtomicInteger();
        Batch<SqsMessage, SqsMessage> batch = watched(Batch.sqs(message -> {
                    if (calls.incrementAndGet() == 1) {
                        swallowing(never);
                    }
                }))
                .idempotent(store);
        assertThat(failures(answer(batch, sqs(1), SHORT))).containsExactly("m0");
        awaitWhateverComes(released);
        assertThat(failures(sqs(batch), sqs(1))).isEmpty();
        assertThat(calls).hasValue(2);
        assertThat(fates()).containsExactly(Fate.DONE);
    }

    @Test
    void no_rule_drops_or_dead_letters_what_only_the_deadline_has_broken() {
        CountDownLatch never = new CountDownLatch(1);
        Batch<SqsMessage, SqsMessage> batch = watched(Batch.sqs(message -> {
                    try {
                        never.await();
                    } catch (InterruptedException interrupted) {
                        throw new IllegalStateException("aborted", interrupted);
                    }
                }))
                .deadLetters(letters -> ids(letters));
        for (FailureAction action : List.of(FailureAction.drop(), FailureAction.deadLetter())) {
            assertThat(failures(answer(batch.onFailure(Exception.class, action), sqs(1), SHORT)))
                    .containsExactly("m0");
            assertThat(failures(answer(batch.onFailure(Exception.class, action), fifo("a", "a"), SHORT)))
                    .containsExactly("m0", "m1");
            assertThat(fates()).containsExactly(Fate.TIMED_OUT, Fate.NOT_STARTED);
        }
    }

    @Test
    void no_rule_drops_what_another_holds_or_what_the_store_could_not_say() {
        Batch<SqsMessage, SqsMessage> batch =
                watched(Batch.sqs(message -> {})).onFailure(Throwable.class, FailureAction.drop());
        for (Store store : List.of(
                new Store(IdempotencyStore.Claim::held, null),
                new Store(
                        () -> {
                            throw new IllegalStateException("down");
                        },
                        null),
                new Store(() -> IdempotencyStore.Claim.granted("t"), new StackOverflowError("down")))) {
            assertThat(failures(sqs(batch.idempotent(store)), sqs(1))).containsExactly("m0");
            assertThat(outcome().firstFailure()).isPresent();
        }
    }

    @Test
    void a_store_that_answers_nothing_or_fails_to_release_hides_no_failure() {
        assertThat(failures(
                        sqs(watched(Batch.sqs(message -> {})).idempotent(new Store(AdversarialTest::nothing, null))),
                        sqs(2)))
                .containsExactly("m0", "m1");
        IllegalStateException broken = new IllegalStateException("broken");
        Batch<SqsMessage, SqsMessage> batch = watched(Batch.sqs(message -> {
                    throw broken;
                }))
                .idempotent(new Store(() -> IdempotencyStore.Claim.granted("t"), broken));
        assertThat(failures(sqs(batch), sqs(2))).containsExactly("m0", "m1");
        assertThat(outcome().firstFailure()).containsSame(broken);
    }

    @Test
    void a_store_that_hangs_does_not_hold_up_the_answer() {
        CountDownLatch never = new CountDownLatch(1);
        Store hanging = new Store(
                () -> {
                    awaitWhateverComes(never);
                    return IdempotencyStore.Claim.granted("late");
                },
                null);
        assertInTime(watched(Batch.sqs(message -> {})).idempotent(hanging));
        never.countDown();
    }

    @Test
    void a_visibility_that_hangs_does_not_hold_up_the_answer() {
        CountDownLatch never = new CountDownLatch(1);
        Batch<SqsMessage, SqsMessage> batch = watched(failing())
                .onFailure(
                        Exception.class,
                        FailureAction.retryAfter(Backoff.exponential(Duration.ofSeconds(1), Duration.ofSeconds(9))))
                .visibility((message, delay) -> awaitWhateverComes(never));
        assertInTime(batch.parallel(2));
        never.countDown();
    }

    @Test
    void a_rule_that_throws_the_failure_itself_means_retry_and_the_others_go_on() {
        Batch<SqsMessage, SqsMessage> batch = watched(Batch.sqs(message -> {
                    if (message.id().equals("m0")) {
                        throw new IllegalStateException("m0");
                    }
                }))
                .onFailureDeciding(IllegalStateException.class, (failure, record) -> {
                    throw (IllegalStateException) failure;
                });
        assertThat(failures(sqs(batch), sqs(3))).containsExactly("m0");
        assertThat(fates()).containsExactly(Fate.FAILED, Fate.DONE, Fate.DONE);
    }

    @Test
    void a_rule_that_throws_an_error_or_answers_nothing_means_retry() {
        assertThat(failures(
                        sqs(watched(failing()).onFailureDeciding(Exception.class, (failure, record) -> {
                            throw new StackOverflowError();
                        })),
                        sqs(2)))
                .containsExactly("m0", "m1");
        assertThat(failures(
                        sqs(watched(failing()).onFailureDeciding(Exception.class, (failure, record) -> nothing())),
                        sqs(2)))
                .containsExactly("m0", "m1");
    }

    @Test
    void a_dead_letter_queue_that_answers_nothing_or_throws_whatever_takes_nothing() {
        Batch<SqsMessage, SqsMessage> batch = watched(failing()).onFailure(Exception.class, FailureAction.deadLetter());
        List<DeadLetters> hostile = List.of(
                letters -> nothing(),
                letters -> {
                    throw new StackOverflowError();
                },
                letters -> {
                    throw (IllegalStateException) letters.get(0).failure();
                },
                letters -> {
                    Thread.currentThread().interrupt();
                    throw new InterruptedException();
                },
                letters -> Set.of("another", ""));
        for (DeadLetters letters : hostile) {
            assertThat(failures(sqs(batch.deadLetters(letters)), sqs(2))).containsExactly("m0", "m1");
            assertThat(failures(sqs(batch.deadLetters(letters)), fifo("a", "a", "b")))
                    .containsExactly("m0", "m1", "m2");
        }
    }

    @Test
    void dead_letters_are_sent_in_the_callers_surroundings() throws Exception {
        ExecutorService foreign = Executors.newFixedThreadPool(1);
        foreign.submit(() -> Thread.currentThread().setContextClassLoader(null)).get();
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        MDC.put("tenant", "t1");
        Batch<SqsMessage, SqsMessage> batch = watched(failing())
                .executor(foreign)
                .onFailure(Exception.class, FailureAction.deadLetter())
                .deadLetters(letters -> {
                    seen.add(MDC.get("tenant") + " " + MDC.get("record_id") + " "
                            + (Thread.currentThread().getContextClassLoader() != null));
                    return ids(letters);
                });
        assertThat(failures(sqs(batch), sqs(2))).isEmpty();
        MDC.clear();
        assertThat(seen).containsExactly("t1 null true");
        assertThat(foreign.submit(() -> Thread.currentThread().getContextClassLoader())
                        .get())
                .isNull();
        assertThat(foreign.submit(MDC::getCopyOfContextMap).get()).isNullOrEmpty();
        foreign.shutdown();
    }

    @Test
    void a_listener_that_throws_an_error_changes_nothing() {
        for (Error error : List.of(new StackOverflowError(), new AssertionError(), new Error("any"))) {
            Batch<SqsMessage, SqsMessage> batch = failing("m1")
                    .reportItemFailures()
                    .listener(told -> {
                        throw error;
                    });
            assertThat(failures(sqs(batch), sqs(3))).containsExactly("m1");
        }
    }

    @Test
    void an_executor_that_does_the_work_and_then_throws_loses_nothing_and_repeats_nothing() {
        Batch<SqsMessage, SqsMessage> batch = watched(failing("m1"));
        Executor both = work -> {
            work.run();
            throw new IllegalStateException("after all");
        };
        assertThat(failures(sqs(batch.executor(both)), sqs(3))).containsExactly("m1");
        assertThat(fates()).containsExactly(Fate.DONE, Fate.FAILED, Fate.DONE);
    }

    @Test
    void an_executor_that_takes_work_and_throws_all_the_same_is_interrupted_in_time() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Batch<SqsMessage, SqsMessage> batch = watched(Batch.sqs(message -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException told) {
                        interrupted.countDown();
                    }
                }))
                .executor(work -> {
                    new Thread(work).start();
                    awaitWhateverComes(begun);
                    throw new IllegalStateException("after all");
                });
        assertThat(failures(sqs(batch), sqs(2))).containsExactly("m0", "m1");
        interrupted.await();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void an_executor_that_runs_each_worker_twice_runs_no_record_twice(int parallel) {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        Batch<SqsMessage, SqsMessage> batch = watched(Batch.sqs(message -> {
                    seen.add(message.id());
                    throw new IllegalStateException(message.id());
                }))
                .parallel(parallel)
                .executor(work -> {
                    work.run();
                    work.run();
                });
        assertThat(failures(sqs(batch), sqs(20))).hasSize(20);
        assertThat(seen).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void an_executor_that_throws_errors_for_the_dead_letters_leaves_them_failed() {
        AtomicInteger tasks = new AtomicInteger();
        Batch<SqsMessage, SqsMessage> batch = watched(failing("m1"))
                .onFailure(Exception.class, FailureAction.deadLetter())
                .deadLetters(AdversarialTest::ids)
                .executor(work -> {
                    if (tasks.incrementAndGet() > 1) {
                        throw new InternalError("unable to create native thread");
                    }
                    work.run();
                });
        assertThat(failures(sqs(batch), sqs(3))).containsExactly("m1");
    }

    @Test
    void an_executor_that_was_shut_down_fails_every_record() {
        ExecutorService down = Executors.newFixedThreadPool(1);
        down.shutdown();
        assertThat(failures(sqs(watched(failing()).executor(down).parallel(3)), sqs(3)))
                .containsExactly("m0", "m1", "m2");
        assertThat(fates()).containsOnly(Fate.NOT_STARTED);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, -60_000})
    void without_time_nothing_is_begun_and_all_is_reported(long millis) {
        Batch<SqsMessage, SqsMessage> batch = watched(Batch.sqs(message -> {
            throw new AssertionError("begun");
        }));
        assertThat(failures(answer(batch, sqs(3), Duration.ofMillis(millis)))).containsExactly("m0", "m1", "m2");
        assertThat(fates()).containsOnly(Fate.NOT_STARTED);
    }

    @Test
    void a_caller_that_is_interrupted_already_gets_no_report_that_says_success() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> FunctionClient.of(sqs(watched(Batch.sqs(message -> {}))))
                        .invoke(sqs(1)))
                .isInstanceOf(BatchFailedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_handler_that_interrupts_itself_breaks_neither_store_nor_visibility() {
        List<Boolean> interrupted = Collections.synchronizedList(new ArrayList<>());
        Store store = new Store(() -> IdempotencyStore.Claim.granted("t"), null) {
            @Override
            public void done(String key, String token) {
                interrupted.add(Thread.currentThread().isInterrupted());
            }
        };
        Batch<SqsMessage, SqsMessage> batch = watched(Batch.sqs(message -> {
                    Thread.currentThread().interrupt();
                    if (message.id().equals("m1")) {
                        throw new IllegalStateException("m1");
                    }
                }))
                .idempotent(store)
                .onFailure(
                        Exception.class,
                        FailureAction.retryAfter(Backoff.exponential(Duration.ofSeconds(1), Duration.ofSeconds(9))))
                .visibility((message, delay) ->
                        interrupted.add(Thread.currentThread().isInterrupted()));
        assertThat(failures(sqs(batch), sqs(3))).containsExactly("m1");
        assertThat(interrupted).containsExactly(false, false, false);
    }

    @Test
    void a_handler_that_changes_its_thread_changes_nothing_for_the_next_record() {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        Batch<SqsMessage, SqsMessage> batch = watched(Batch.sqs(message -> {
            seen.add(MDC.get("mine") + " " + MDC.get("record_id"));
            MDC.clear();
            MDC.put("mine", message.id());
        }));
        assertThat(failures(sqs(batch), sqs(3))).isEmpty();
        assertThat(seen).containsExactly("null m0", "null m1", "null m2");
    }

    @Test
    void pooled_threads_inherit_nothing_from_the_first_call() {
        InheritableThreadLocal<String> tenant = new InheritableThreadLocal<>();
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        Batch<SqsMessage, SqsMessage> batch = watched(Batch.sqs(message -> seen.add(String.valueOf(tenant.get()))));
        tenant.set("first");
        assertThat(failures(sqs(batch), sqs(1))).isEmpty();
        tenant.remove();
        assertThat(seen).containsExactly("null");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50})
    void ten_thousand_failures_are_ten_thousand_ids(int parallel) {
        List<Object> expected = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            expected.add("m" + i);
        }
        assertThat(failures(sqs(watched(failing()).parallel(parallel)), sqs(10_000)))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void a_body_of_a_mebibyte_arrives_whole() {
        String body = "ä\"\n".repeat(1024 * 1024 / 4);
        List<Boolean> same = new ArrayList<>();
        Batch<SqsMessage, SqsMessage> batch =
                watched(Batch.sqs(message -> same.add(message.body().equals(body))));
        assertThat(failures(sqs(batch), sqs(2, i -> body))).isEmpty();
        assertThat(same).containsExactly(true, true);
    }

    @Test
    void an_id_that_would_break_the_line_of_a_log_does_not() {
        String id = "\\n\\u0000\\u001b[31m\\u2028" + "x".repeat(1000);
        byte[] event = records(List.of(sqsMessage("a", QUEUE, "", "1").replace("\"a\"", "\"" + id + "\"")));
        List<String> mdc = new ArrayList<>();
        Batch<SqsMessage, SqsMessage> batch = Batch.sqs(message -> {
                    mdc.add(MDC.get("record_id"));
                    throw new IllegalStateException("two\nlines");
                })
                .listener(outcome::set);
        assertThatThrownBy(() -> FunctionClient.of(sqs(batch)).invoke(event))
                .isInstanceOf(BatchFailedException.class)
                .message()
                .contains("???[31m?xxx", "two?lines")
                .doesNotContain("\n", "\u0000", "\u001b", "\u2028")
                .hasSizeLessThan(1000);
        assertThat(outcome().records().get(0).record().toString()).startsWith("SqsMessage ???[31m?x");
        assertThat(mdc.get(0)).startsWith("???[31m?x");
        assertThat(failures(sqs(batch.reportItemFailures()), event))
                .containsExactly("\n\u0000\u001b[31m\u2028" + "x".repeat(1000));
    }

    /** Reports both of two messages before the function's time is over. */
    private static void assertInTime(Batch<SqsMessage, SqsMessage> batch) {
        FakeContext context = FakeContext.create().withDeadline(Duration.ofSeconds(3), InstantSource.system());
        byte[] answer = FunctionClient.of(sqs(batch.deadlineMargin(Duration.ofMillis(2500))))
                .withContext(context)
                .invoke(sqs(2));
        assertThat(failures(answer)).containsExactly("m0", "m1");
        assertThat(context.getRemainingTimeInMillis()).isPositive();
    }

    private Batch<SqsMessage, SqsMessage> watched(Batch<SqsMessage, SqsMessage> batch) {
        return batch.reportItemFailures().listener(outcome::set);
    }

    /** Fails those messages, or all. */
    private static Batch<SqsMessage, SqsMessage> failing(String... ids) {
        return Batch.sqs(message -> {
            if (ids.length == 0 || List.of(ids).contains(message.id())) {
                throw new IllegalStateException(message.id());
            }
        });
    }

    private BatchOutcome outcome() {
        return Objects.requireNonNull(outcome.get());
    }

    private List<Fate> fates() {
        return outcome().records().stream().map(RecordOutcome::fate).toList();
    }

    private static Set<String> ids(List<DeadLetter> letters) {
        return Set.copyOf(
                letters.stream().map(letter -> letter.record().id()).distinct().toList());
    }

    private static byte[] answer(Batch<SqsMessage, ?> batch, byte[] event, Duration left) {
        return FunctionClient.of(sqs(batch))
                .withContext(FakeContext.create().withDeadline(left, InstantSource.system()))
                .invoke(event);
    }

    private static void swallowing(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException ignored) {
            // as bad handlers do
        }
    }

    private static void awaitWhateverComes(CountDownLatch end) {
        while (end.getCount() > 0) {
            swallowing(end);
        }
    }

    /** What the type says can't be. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }

    private interface Answer {
        IdempotencyStore.Claim claim();
    }

    /** Answers claims so, and throws that when work is done or failed. */
    private static class Store implements IdempotencyStore {
        private final Answer answer;
        private final @Nullable Throwable failure;

        Store(Answer answer, @Nullable Throwable failure) {
            this.answer = answer;
            this.failure = failure;
        }

        @Override
        public Claim claim(String key, Duration lease) {
            return answer.claim();
        }

        @Override
        public void done(String key, String token) {
            fail();
        }

        @Override
        public void failed(String key, String token) {
            fail();
        }

        private void fail() {
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof RuntimeException exception) {
                throw exception;
            }
        }
    }
}
