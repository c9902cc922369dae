package dev.skiff.secrets.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.secrets.Reading;
import dev.skiff.secrets.Secret;
import dev.skiff.secrets.SecretException;
import dev.skiff.secrets.SecretFailure;
import dev.skiff.secrets.SecretRequest;
import dev.skiff.secrets.SecretSource;
import dev.skiff.secrets.SecretValue;
import dev.skiff.secrets.Secrets;
import dev.skiff.secrets.SourceException;
import dev.skiff.secrets.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to functions, played with what users have: a source of their own and both clocks. */
@Timeout(120)
class ScenarioTest {
    private static final int READERS = 64;

    private final Time time = new Time();
    private final ExecutorService threads = Executors.newFixedThreadPool(READERS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private Secrets secrets(SecretSource source) {
        return Secrets.builder().source(source).clocks(time, time).build();
    }

    /** Its value says when it was fetched, and it remembers when it was called. */
    private final class Dated implements SecretSource {
        private final long start = time.millis();
        private final List<Long> calls = new CopyOnWriteArrayList<>();
        private volatile boolean down;

        @Override
        public SecretValue secret(SecretRequest request) throws SourceException {
            long now = time.millis();
            calls.add(now - start);
            if (down) {
                throw new SourceException(SecretFailure.THROTTLED, "KMSThrottlingException");
            }
            return SecretValue.text("v" + now, Long.toString(now));
        }
    }

    private interface Step {
        void at(int step);
    }

    /** By all threads, step by step: while one of them lets something happen, the others read. */
    private void play(int steps, Step happening, Callable<?> read) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(READERS);
        AtomicReference<@Nullable Throwable> first = new AtomicReference<>();
        List<Future<?>> readers = new ArrayList<>();
        for (int reader = 0; reader < READERS; reader++) {
            boolean leads = reader == 0;
            readers.add(threads.submit(() -> {
                try {
                    for (int step = 1; step <= steps; step++) {
                        barrier.await();
                        if (leads) {
                            happening.at(step);
                        }
                        for (int i = 0; i < 3; i++) {
                            read.call();
                        }
                    }
                } catch (Throwable failure) {
                    first.compareAndSet(null, failure);
                    barrier.reset();
                }
            }));
        }
        for (Future<?> reader : readers) {
            reader.get();
        }
        assertThat(first.get()).isNull();
    }

    @Test
    void an_hour_of_outage_under_64_readers_fails_nobody_before_the_bound_and_serves_nothing_beyond_it()
            throws Exception {
        Dated source = new Dated();
        Secret<String> secret = secrets(source).text("db");
        secret.get();
        source.down = true;
        long bound = Duration.ofHours(1).toMillis();
        AtomicInteger failures = new AtomicInteger();
        play(
                3780,
                second -> {
                    time.pass(Duration.ofSeconds(1));
                    source.down = second <= 3700;
                },
                () -> {
                    long before = time.millis();
                    try {
                        long fetched = Long.parseLong(secret.get());
                        assertThat(before - fetched).isLessThan(bound);
                    } catch (SecretException failure) {
                        assertThat(failure.failure()).isEqualTo(SecretFailure.THROTTLED);
                        assertThat(time.millis() - source.start).isGreaterThanOrEqualTo(bound);
                        failures.incrementAndGet();
                    }
                    return 0;
                });

        assertThat(failures.get()).isGreaterThan(50 * READERS);
        assertThat(time.millis() - Long.parseLong(secret.get()))
                .isLessThan(Duration.ofMinutes(2).toMillis());
        assertThat(source.calls.get(1)).isBetween(240_000L, 301_000L); // fresh for 5 minutes less up to a fifth
        assertFollowTheBackoff(source.calls.subList(1, source.calls.size() - 1));
    }

    /** Random parts of 1, 2, 4 … 60 seconds, seen by readers that look once a second; half of a minute on average. */
    private static void assertFollowTheBackoff(List<Long> calls) {
        for (int i = 1; i < calls.size(); i++) {
            long longest = Math.min(60, 1L << Math.min(i - 1, 10)) * 1000;
            assertThat(calls.get(i) - calls.get(i - 1)).as("wait " + i).isLessThanOrEqualTo(longest + 2000);
        }
        assertThat(calls).hasSizeBetween(60, 200);
    }

    @Test
    void ten_rotations_under_64_threads_fail_no_unit_of_work_and_cost_one_call_each() throws Exception {
        FakeSecrets source = FakeSecrets.create().set("db", "password 0");
        AtomicReference<String> accepted = new AtomicReference<>("password 0");
        Secret<String> secret = secrets(source).text("db");
        play(
                100,
                step -> {
                    time.pass(Duration.ofSeconds(2));
                    if (step % 10 == 0) {
                        source.rotate("db", "password " + step);
                        accepted.set("password " + step);
                    }
                },
                () -> secret.use(
                        password -> {
                            if (!password.equals(accepted.get())) {
                                throw new IllegalStateException("password authentication failed");
                            }
                            return "done";
                        },
                        failure -> failure instanceof IllegalStateException));

        assertThat(source.calls()).isEqualTo(11);
        assertThat(secret.get()).isEqualTo("password 100");
    }

    @Test
    void ten_thousand_readers_of_nothing_yet_make_one_call() throws Exception {
        FakeSecrets source = FakeSecrets.create().set("db", "one").hang();
        Secret<String> secret = secrets(source).text("db");
        ExecutorService many = Executors.newFixedThreadPool(1000);
        List<Future<String>> readers = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            readers.add(many.submit(secret::get));
        }
        while (source.calls() == 0) {
            Thread.onSpinWait();
        }
        source.recover();

        for (Future<String> reader : readers) {
            assertThat(reader.get()).isEqualTo("one");
        }
        assertThat(source.calls()).isEqualTo(1);
        many.shutdownNow();
    }

    @Test
    void a_wall_clock_that_steps_back_an_hour_costs_one_call_and_serves_nothing_old() {
        FakeSecrets source = FakeSecrets.create().set("db", "one");
        Secret<String> secret = secrets(source).text("db");
        secret.get();
        source.rotate("db", "two");

        time.wall(Duration.ofHours(-1));

        for (int i = 0; i < 100; i++) {
            assertThat(secret.get()).isEqualTo("two");
            time.pass(Duration.ofSeconds(1));
        }
        assertThat(source.calls()).isEqualTo(2);
    }

    @Test
    void a_wall_clock_that_steps_forward_an_hour_and_back_costs_two_calls() {
        FakeSecrets source = FakeSecrets.create().set("db", "one");
        Secret<String> secret = secrets(source).text("db");
        secret.get();

        time.wall(Duration.ofHours(1));
        secret.get();
        time.wall(Duration.ofHours(-1));
        secret.get();
        secret.get();

        assertThat(source.calls()).isEqualTo(3);
    }

    @Test
    void after_a_freeze_of_an_hour_the_value_is_fetched_anew_or_refused() {
        FakeSecrets source = FakeSecrets.create().set("db", "one");
        Secret<String> secret = secrets(source).text("db");
        secret.get();
        source.rotate("db", "two").throttle();

        time.wall(Duration.ofHours(1));

        assertThatThrownBy(secret::get)
                .isInstanceOfSatisfying(SecretException.class, failure -> assertThat(failure.failure())
                        .isEqualTo(SecretFailure.THROTTLED));
        source.recover();
        time.wall(Duration.ofHours(1));
        Reading<String> reading = secret.reading();
        assertThat(reading.value()).isEqualTo("two");
        assertThat(reading.isStale()).isFalse();
        assertThat(reading.age()).isZero();
    }

    /** Just within the bound by the wall clock: it is served, with its true age, which the monotonic clock doesn't know. */
    @Test
    void after_a_shorter_freeze_a_source_that_is_down_leaves_the_old_value_with_its_age() {
        FakeSecrets source = FakeSecrets.create().set("db", "one");
        Secret<String> secret = secrets(source).text("db");
        secret.get();
        source.fail(SecretFailure.UNAVAILABLE);

        time.wall(Duration.ofMinutes(59));

        Reading<String> reading = secret.reading();
        assertThat(reading.isStale()).isTrue();
        assertThat(reading.age()).isEqualTo(Duration.ofMinutes(59));
    }

    /** The backoff is over after a freeze as well, though the monotonic clock didn't see it. */
    @Test
    void a_freeze_ends_a_backoff() {
        FakeSecrets source = FakeSecrets.create().set("db", "one").fail(SecretFailure.UNAVAILABLE);
        Secret<String> secret = secrets(source).text("db");
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(secret::get).isInstanceOf(SecretException.class);
            time.pass(Duration.ofSeconds(61));
        }
        assertThatThrownBy(secret::get).isInstanceOf(SecretException.class);
        source.recover();

        time.wall(Duration.ofMinutes(2));

        assertThat(secret.get()).isEqualTo("one");
    }
}
