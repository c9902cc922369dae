package dev.skiff.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.secrets.testing.FakeSecrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How old a value may be, on both clocks, and what is served when its source fails. */
class FreshnessTest {
    private final Time time = new Time();
    private final FakeSecrets source = FakeSecrets.create().set("db", "one");
    private final List<String> told = new ArrayList<>();
    private double random;
    private final Secrets secrets = Secrets.builder()
            .source(source)
            .clocks(time, time)
            .random(() -> random)
            .timeout(Duration.ofSeconds(5))
            .listener(new Notes(told))
            .build();
    private final Secret<String> secret = secrets.text("db");

    private record Notes(List<String> told) implements SecretsListener {
        @Override
        public void hit(String id) {
            told.add("hit " + id);
        }

        @Override
        public void refreshed(String id, Duration took) {
            told.add("refreshed " + id);
        }

        @Override
        public void staleServed(String id, Duration age) {
            told.add("stale " + id + " " + age);
        }

        @Override
        public void failed(String id, SecretFailure failure, String code) {
            told.add("failed " + id + " " + failure + " " + code);
        }
    }

    @Test
    void a_value_is_fresh_for_five_minutes() {
        assertThat(secret.get()).isEqualTo("one");
        source.rotate("db", "two");

        time.pass(Duration.ofMinutes(5).minusMillis(1));
        assertThat(secret.get()).isEqualTo("one");
        time.pass(Duration.ofMillis(1));
        assertThat(secret.get()).isEqualTo("two");
        assertThat(source.calls()).isEqualTo(2);
    }

    @Test
    void with_jitter_up_to_a_fifth_less() {
        random = 0.5;
        secret.get();

        time.pass(Duration.ofSeconds(269));
        secret.get();
        assertThat(source.calls()).isEqualTo(1);
        time.pass(Duration.ofSeconds(1));
        secret.get();
        assertThat(source.calls()).isEqualTo(2);
    }

    /** Frozen: the wall clock goes on, the monotonic clock doesn't. */
    @Test
    void after_a_freeze_of_an_hour_it_is_fetched_anew() {
        secret.get();
        source.rotate("db", "two");

        time.wall(Duration.ofHours(1));

        assertThat(secret.get()).isEqualTo("two");
    }

    @Test
    void a_wall_clock_that_stands_still_keeps_nothing_fresh() {
        secret.get();
        source.rotate("db", "two");

        time.monotonic(Duration.ofMinutes(5));

        assertThat(secret.get()).isEqualTo("two");
    }

    @Test
    void a_wall_clock_that_steps_back_an_hour_makes_a_value_old() {
        secret.get();
        source.rotate("db", "two");

        time.wall(Duration.ofHours(-1));

        assertThat(secret.get()).isEqualTo("two");
        assertThat(secret.get()).isEqualTo("two");
        assertThat(source.calls()).isEqualTo(2);
    }

    @Test
    void a_step_back_behind_which_an_age_hides_is_not_trusted() {
        secret.get();
        time.pass(Duration.ofMinutes(4));
        time.wall(Duration.ofMinutes(-3));
        time.pass(Duration.ofMinutes(1));
        source.rotate("db", "two");

        assertThat(secret.get()).isEqualTo("two");
    }

    @ParameterizedTest
    @EnumSource(
            value = SecretFailure.class,
            names = {"THROTTLED", "UNAVAILABLE", "TIMED_OUT"})
    void what_passes_by_itself_leaves_the_last_value_for_an_hour_since_its_fetch(SecretFailure passing) {
        random = 1;
        secret.get();
        source.fail(passing);

        time.pass(Duration.ofHours(1).minusMillis(1));
        assertThat(secret.get()).isEqualTo("one");
        assertThat(secret.reading().isStale()).isTrue();
        assertThat(secret.reading().age()).isEqualTo(Duration.ofHours(1).minusMillis(1));
        time.pass(Duration.ofMillis(1));
        assertThatThrownBy(secret::get)
                .isInstanceOfSatisfying(SecretException.class, failure -> assertThat(failure.failure())
                        .isEqualTo(passing));
    }

    @ParameterizedTest
    @EnumSource(
            value = SecretFailure.class,
            names = {"DENIED", "NOT_FOUND", "DELETED", "INVALID"})
    void what_was_taken_away_is_never_served_again(SecretFailure lasting) {
        secret.get();
        time.pass(Duration.ofMinutes(6));

        source.fail(lasting);
        assertThatThrownBy(secret::get).isInstanceOf(SecretException.class);
        source.fail(SecretFailure.UNAVAILABLE);
        time.pass(Duration.ofMinutes(1));

        assertThatThrownBy(secret::get).isInstanceOf(SecretException.class);
        source.recover();
        time.pass(Duration.ofMinutes(2));
        assertThat(secret.get()).isEqualTo("one");
    }

    @Test
    void a_stale_value_is_not_trusted_to_a_clock_that_stepped_back() {
        secret.get();
        source.fail(SecretFailure.UNAVAILABLE);

        time.wall(Duration.ofMinutes(-1));

        assertThatThrownBy(secret::get).isInstanceOf(SecretException.class);
    }

    @Test
    void after_failures_the_next_attempt_waits_twice_as_long_each_time_up_to_a_minute() {
        random = 1; // of the wait: all
        source.fail(SecretFailure.UNAVAILABLE);
        int expected = 0;
        for (int wait : new int[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
            expected++;
            assertThatThrownBy(secret::get).isInstanceOf(SecretException.class);
            time.pass(Duration.ofSeconds(wait).minusNanos(1));
            assertThatThrownBy(secret::get).isInstanceOf(SecretException.class);
            assertThat(source.calls()).isEqualTo(expected);
            time.pass(Duration.ofMillis(2));
        }
        source.recover();
        assertThat(secret.get()).isEqualTo("one");
    }

    @Test
    void jitter_is_full() {
        random = 0;
        source.fail(SecretFailure.THROTTLED);

        assertThatThrownBy(secret::get).isInstanceOf(SecretException.class);
        assertThatThrownBy(secret::get).isInstanceOf(SecretException.class);

        assertThat(source.calls()).isEqualTo(2);
    }

    @Test
    void success_begins_the_backoff_anew() {
        random = 1;
        source.throttle();
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(secret::get).isInstanceOf(SecretException.class);
            time.pass(Duration.ofMinutes(1));
        }
        source.recover();
        secret.get();
        source.throttle();
        time.pass(Duration.ofMinutes(5));
        secret.get();
        int calls = source.calls();

        time.pass(Duration.ofSeconds(1));
        secret.get();

        assertThat(source.calls()).isEqualTo(calls + 1);
    }

    @Test
    void an_outage_of_two_hours_read_every_second_is_served_for_one_and_calls_rarely() {
        random = 0.5;
        secret.get();
        time.pass(Duration.ofMinutes(5));
        source.fail(SecretFailure.UNAVAILABLE);
        int served = 0;
        for (int second = 300; second < 7200; second++) {
            try {
                assertThat(secret.reading().age()).isLessThan(Duration.ofHours(1));
                served++;
            } catch (SecretException failure) {
                assertThat(second).isGreaterThanOrEqualTo(3600);
            }
            time.pass(Duration.ofSeconds(1));
        }

        assertThat(served).isEqualTo(3300);
        assertThat(source.calls()).isLessThan(1 + 6900 / 30 + 10);
        source.recover();
        time.pass(Duration.ofMinutes(1));
        assertThat(secret.reading().isStale()).isFalse();
    }

    @Test
    void each_caller_gets_an_exception_of_his_own_with_kind_and_code() {
        random = 1;
        source.fail(SecretFailure.DENIED);
        AtomicReference<SecretException> first = new AtomicReference<>();
        assertThatThrownBy(secret::get).isInstanceOfSatisfying(SecretException.class, failure -> {
            first.set(failure);
            assertThat(failure.id()).isEqualTo("db");
            assertThat(failure.failure()).isEqualTo(SecretFailure.DENIED);
            assertThat(failure.code()).isEqualTo("FakeDENIED");
        });

        assertThatThrownBy(secret::get)
                .isNotSameAs(first.get())
                .isInstanceOfSatisfying(SecretException.class, failure -> assertThat(failure.code())
                        .isEqualTo("FakeDENIED"));
    }

    @Test
    void an_error_leaves_nothing_poisoned() {
        AtomicReference<Error> next = new AtomicReference<>(new StackOverflowError());
        Secrets own = Secrets.builder()
                .source(request -> {
                    Error error = next.getAndSet(null);
                    if (error != null) {
                        throw error;
                    }
                    return SecretValue.text("v1", "fine");
                })
                .clocks(time, time)
                .build();

        assertThatThrownBy(() -> own.text("db").get()).isInstanceOf(StackOverflowError.class);
        time.pass(Duration.ofSeconds(2));

        assertThat(own.text("db").get()).isEqualTo("fine");
    }

    @Test
    void the_listener_is_told_what_happens_and_may_fail() {
        secret.get();
        secret.get();
        source.throttle();
        time.pass(Duration.ofMinutes(10));
        secret.get();

        assertThat(told)
                .containsExactly("refreshed db", "hit db", "failed db THROTTLED ThrottlingException", "stale db PT10M");
        Secrets own = Secrets.builder()
                .source(FakeSecrets.create().set("db", "one"))
                .listener(new SecretsListener() {
                    @Override
                    public void refreshed(String id, Duration took) {
                        throw new IllegalStateException("metrics are down");
                    }
                })
                .build();
        assertThat(own.text("db").get()).isEqualTo("one");
    }

    @Test
    void staleness_can_be_refused() {
        Secrets strict = Secrets.builder()
                .source(source)
                .clocks(time, time)
                .staleFor(Duration.ZERO)
                .build();
        Secret<String> handle = strict.text("db");
        handle.get();
        source.throttle();

        time.pass(Duration.ofMinutes(5));

        assertThatThrownBy(handle::get).isInstanceOf(SecretException.class);
    }
}
