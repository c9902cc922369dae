package dev.skiff.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.secrets.testing.FakeSecrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many readers of one value. */
@Timeout(60)
class ConcurrencyTest {
    private final Time time = new Time();
    private final FakeSecrets source = FakeSecrets.create().set("db", "one");
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        source.recover();
        threads.shutdownNow();
    }

    private Secrets secrets(SecretSource from) {
        return Secrets.builder()
                .source(from)
                .clocks(time, time)
                .random(() -> 0)
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    private <T> List<Future<T>> many(int count, Callable<T> work) {
        CountDownLatch ready = new CountDownLatch(Math.min(count, 500));
        List<Future<T>> results = new ArrayList<>();
        ExecutorService some = count > 500 ? Executors.newFixedThreadPool(500) : threads;
        for (int i = 0; i < count; i++) {
            results.add(some.submit(() -> {
                ready.countDown();
                ready.await();
                return work.call();
            }));
        }
        if (some != threads) {
            some.shutdown();
        }
        return results;
    }

    private static void until(AtomicInteger count, int least) {
        while (count.get() < least) {
            Thread.onSpinWait();
        }
    }

    private void untilCalls(int least) {
        while (source.calls() < least) {
            Thread.onSpinWait();
        }
    }

    @Test
    void ten_thousand_cold_readers_make_one_call() throws Exception {
        source.hang();
        Secret<String> secret = secrets(source).text("db");

        List<Future<String>> readers = many(10_000, secret::get);
        untilCalls(1);
        source.recover();

        for (Future<String> reader : readers) {
            assertThat(reader.get()).isEqualTo("one");
        }
        assertThat(source.calls()).isEqualTo(1);
    }

    @Test
    void cold_readers_by_different_handles_share_the_call() throws Exception {
        source.hang();
        Secrets secrets = secrets(source);

        List<Future<String>> readers = many(200, () -> secrets.text("db").get());
        untilCalls(1);
        source.recover();

        for (Future<String> reader : readers) {
            assertThat(reader.get()).isEqualTo("one");
        }
        assertThat(source.calls()).isEqualTo(1);
    }

    @Test
    void who_has_an_old_value_does_not_wait_for_the_new_one() throws Exception {
        Secret<String> secret = secrets(source).text("db");
        secret.get();
        time.pass(Duration.ofMinutes(6));
        source.rotate("db", "two").hang();
        Future<String> leader = threads.submit(secret::get);
        untilCalls(2);

        for (int i = 0; i < 100; i++) {
            Reading<String> reading = secret.reading();
            assertThat(reading.value()).isEqualTo("one");
            assertThat(reading.isStale()).isTrue();
        }
        assertThat(source.calls()).isEqualTo(2);
        source.recover();
        assertThat(leader.get()).isEqualTo("two");
        assertThat(secret.get()).isEqualTo("two");
    }

    @Test
    void a_failure_is_shared_by_those_who_wait() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        Secret<String> secret = Secrets.builder()
                .source(request -> {
                    calls.incrementAndGet();
                    go.await();
                    throw new SourceException(SecretFailure.DENIED, "AccessDeniedException");
                })
                .clocks(time, time)
                .random(() -> 1)
                .build()
                .text("db");
        List<Future<SecretException>> readers = many(50, () -> failure(secret));
        until(calls, 1);
        go.countDown();

        List<SecretException> failures = new ArrayList<>();
        for (Future<SecretException> reader : readers) {
            failures.add(reader.get());
        }
        assertThat(calls.get()).isEqualTo(1);
        assertThat(failures).doesNotHaveDuplicates().allSatisfy(failure -> assertThat(failure.code())
                .isEqualTo("AccessDeniedException"));
    }

    private static SecretException failure(Secret<String> secret) {
        try {
            secret.get();
            return new SecretException("none", SecretFailure.INVALID, "None", "");
        } catch (SecretException failure) {
            return failure;
        }
    }

    @Test
    void who_waits_waits_to_his_own_end() {
        source.hang();
        Secrets hasty = Secrets.builder()
                .source(request -> {
                    source.secret(request.withTimeout(Duration.ofMinutes(1)));
                    throw new AssertionError();
                })
                .timeout(Duration.ofMillis(300))
                .clocks(time, time)
                .build();
        Secret<String> secret = hasty.text("db");
        new Thread(() -> failure(secret)).start();
        untilCalls(1);

        assertThatThrownBy(secret::get)
                .isInstanceOfSatisfying(SecretException.class, failure -> assertThat(failure.failure())
                        .isEqualTo(SecretFailure.TIMED_OUT));
    }

    @Test
    void a_call_that_forgot_its_timeout_is_overtaken_and_changes_nothing_when_it_ends() throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        Secrets secrets = secrets(request -> {
            if (calls.incrementAndGet() == 1) {
                late.await();
                return SecretValue.text("v1", "late");
            }
            return SecretValue.text("v2", "newer");
        });
        Secret<String> secret = secrets.text("db");
        Future<String> first = threads.submit(secret::get);
        until(calls, 1);

        time.pass(Duration.ofSeconds(21));
        assertThat(secret.get()).isEqualTo("newer");
        late.countDown();

        assertThat(first.get()).isIn("late", "newer");
        assertThat(secret.get()).isEqualTo("newer");
    }

    /** The process was frozen between the question and its answer. */
    @Test
    void an_answer_from_before_a_freeze_is_asked_for_again() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Secrets secrets = secrets(request -> {
            if (calls.incrementAndGet() == 1) {
                time.wall(Duration.ofHours(2));
                return SecretValue.text("v1", "old");
            }
            return SecretValue.text("v2", "new");
        });

        assertThat(secrets.text("db").get()).isEqualTo("new");
        assertThat(calls.get()).isEqualTo(2);
    }

    @Test
    void an_interrupted_leader_fails_alone() throws Exception {
        source.hang();
        Secret<String> secret = secrets(source).text("db");
        AtomicBoolean stillInterrupted = new AtomicBoolean();
        AtomicReference<SecretException> thrown = new AtomicReference<>();
        Thread leader = new Thread(() -> {
            thrown.set(failure(secret));
            stillInterrupted.set(Thread.currentThread().isInterrupted());
        });
        leader.start();
        untilCalls(1);
        List<Future<String>> readers = many(20, secret::get);

        leader.interrupt();
        leader.join();
        untilCalls(2);
        source.recover();

        for (Future<String> reader : readers) {
            assertThat(reader.get()).isEqualTo("one");
        }
        assertThat(Objects.requireNonNull(thrown.get()).failure()).isEqualTo(SecretFailure.INTERRUPTED);
        assertThat(stillInterrupted).isTrue();
        assertThat(source.calls()).isEqualTo(2);
    }

    @Test
    void an_interrupted_reader_stops_waiting() throws Exception {
        source.hang();
        Secret<String> secret = secrets(source).text("db");
        Future<String> leader = threads.submit(secret::get);
        untilCalls(1);
        AtomicReference<SecretException> thrown = new AtomicReference<>();
        Thread reader = new Thread(() -> thrown.set(failure(secret)));
        reader.start();

        reader.interrupt();
        reader.join();
        source.recover();

        assertThat(Objects.requireNonNull(thrown.get()).failure()).isEqualTo(SecretFailure.INTERRUPTED);
        assertThat(leader.get()).isEqualTo("one");
    }

    @Test
    void a_leader_killed_by_an_error_takes_nobody_with_it() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        Secret<String> secret = secrets(request -> {
                    if (calls.incrementAndGet() == 1) {
                        go.await();
                        throw new OutOfMemoryError("not really");
                    }
                    return SecretValue.text("v1", "fine");
                })
                .text("db");
        Future<String> leader = threads.submit(secret::get);
        until(calls, 1);
        Future<SecretException> waiter = threads.submit(() -> failure(secret));
        go.countDown();

        assertThatThrownBy(leader::get).hasCauseInstanceOf(OutOfMemoryError.class);
        assertThat(waiter.get(10, TimeUnit.SECONDS).code()).isIn("OutOfMemoryError", "None");
        assertThat(secret.get()).isEqualTo("fine");
    }

    @Test
    void an_outage_under_load_fails_no_reader_and_calls_follow_the_backoff() throws Exception {
        Secrets secrets = Secrets.builder()
                .source(source)
                .clocks(time, time)
                .random(() -> 0.5)
                .build();
        Secret<String> secret = secrets.text("db");
        secret.get();
        source.fail(SecretFailure.UNAVAILABLE);
        time.pass(Duration.ofMinutes(5));
        CyclicBarrier aSecond = new CyclicBarrier(8, () -> time.pass(Duration.ofSeconds(1)));

        List<Future<Integer>> readers = many(8, () -> {
            int served = 0;
            for (int second = 0; second < 3200; second++) {
                for (int read = 0; read < 5; read++) {
                    served += secret.reading().age().compareTo(Duration.ofHours(1)) < 0 ? 1 : 0;
                }
                aSecond.await();
            }
            return served;
        });
        for (Future<Integer> reader : readers) {
            assertThat(reader.get()).isEqualTo(3200 * 5);
        }

        assertThat(source.calls()).isBetween(1 + 3200 / 60, 1 + 3200 / 30 + 8);
    }

    @Test
    void values_that_are_wiped_while_they_are_read_are_never_torn() throws Exception {
        source.set("db", "0".repeat(64));
        Secrets secrets = secrets(source);
        Secret<byte[]> bytes = secrets.bytes("db");
        Secret<String> text = secrets.text("db");
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger reads = new AtomicInteger();

        List<Future<Integer>> readers = many(4, () -> {
            while (!over.get()) {
                byte[] seen = bytes.get();
                String also = text.get();
                assertThat(seen[0]).isEqualTo(seen[63]).isBetween((byte) '0', (byte) '9');
                assertThat(also.charAt(0)).isEqualTo(also.charAt(63)).isBetween('0', '9');
                reads.incrementAndGet();
            }
            return 0;
        });
        for (int i = 0; reads.get() < 20_000; i++) {
            source.set("db", Integer.toString(i % 10).repeat(64));
            secrets.clear();
        }
        over.set(true);

        for (Future<Integer> reader : readers) {
            reader.get();
        }
    }
}
