package dev.skiff.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.secrets.testing.FakeSecrets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A value that is refused is fetched anew, once for all, and the work is done a second time if that helps. */
@Timeout(60)
class RotationTest {
    private final Time time = new Time();
    private final FakeSecrets source = FakeSecrets.create().set("db", "old");
    private final AtomicReference<String> accepted = new AtomicReference<>("old");
    private final Secrets secrets =
            Secrets.builder().source(source).clocks(time, time).random(() -> 1).build();
    private final Secret<String> secret = secrets.text("db");

    private String logIn(String password) throws SQLException {
        if (!password.equals(accepted.get())) {
            throw new SQLException("password authentication failed", "28P01");
        }
        return "connection";
    }

    private static boolean isAuthFailure(Exception failure) {
        return failure instanceof SQLException sql && "28P01".equals(sql.getSQLState());
    }

    private void rotate() {
        source.rotate("db", "new");
        accepted.set("new");
    }

    @Test
    void work_that_succeeds_makes_no_further_call() {
        assertThat(secret.<String>use(this::logIn, RotationTest::isAuthFailure)).isEqualTo("connection");
        assertThat(source.calls()).isEqualTo(1);
    }

    @Test
    void after_a_rotation_the_work_is_done_again_with_the_new_version() {
        secret.get();
        rotate();

        assertThat(secret.<String>use(this::logIn, RotationTest::isAuthFailure)).isEqualTo("connection");
        assertThat(source.calls()).isEqualTo(2);
        assertThat(secret.get()).isEqualTo("new");
    }

    @Test
    void a_rotation_under_64_threads_fails_no_unit_of_work_and_costs_one_call() throws Exception {
        secret.get();
        ExecutorService threads = Executors.newFixedThreadPool(64);
        CyclicBarrier rotation = new CyclicBarrier(64, this::rotate);
        List<Future<Integer>> workers = new ArrayList<>();
        for (int thread = 0; thread < 64; thread++) {
            workers.add(threads.submit(() -> {
                int done = 0;
                for (int i = 0; i < 200; i++) {
                    if (i == 100) {
                        rotation.await();
                    }
                    secret.use(this::logIn, RotationTest::isAuthFailure);
                    done++;
                }
                return done;
            }));
        }

        for (Future<Integer> worker : workers) {
            assertThat(worker.get()).isEqualTo(200);
        }
        assertThat(source.calls()).isEqualTo(2);
        threads.shutdown();
    }

    @Test
    void a_wrong_password_that_did_not_change_is_tried_once() {
        accepted.set("something else");
        AtomicInteger tries = new AtomicInteger();

        assertThatThrownBy(() -> secret.use(
                        password -> {
                            tries.incrementAndGet();
                            return logIn(password);
                        },
                        RotationTest::isAuthFailure))
                .isInstanceOf(WorkException.class)
                .hasCauseInstanceOf(SQLException.class);

        assertThat(tries.get()).isEqualTo(1);
        assertThat(source.calls()).isEqualTo(2);
    }

    /** Otherwise each failed log-in would call, and accounts get locked. */
    @Test
    void log_ins_that_keep_failing_call_ever_more_rarely() {
        accepted.set("something else");
        for (int second = 0; second < 600; second++) {
            assertThatThrownBy(() -> secret.use(this::logIn, RotationTest::isAuthFailure))
                    .isInstanceOf(WorkException.class);
            time.pass(Duration.ofSeconds(1));
        }

        assertThat(source.calls()).isLessThan(22);
        rotate();
        time.pass(Duration.ofMinutes(1));
        assertThat(secret.<String>use(this::logIn, RotationTest::isAuthFailure)).isEqualTo("connection");
    }

    @Test
    void other_failures_refresh_nothing() {
        assertThatThrownBy(() -> secret.use(
                        password -> {
                            throw new IllegalStateException("no network");
                        },
                        RotationTest::isAuthFailure))
                .isInstanceOf(IllegalStateException.class);

        assertThat(source.calls()).isEqualTo(1);
    }

    @Test
    void when_the_refresh_fails_the_works_own_failure_stands_with_the_reason() {
        secret.get();
        accepted.set("new");
        source.throttle();

        assertThatThrownBy(() -> secret.use(this::logIn, RotationTest::isAuthFailure))
                .hasCauseInstanceOf(SQLException.class)
                .satisfies(failure -> assertThat(
                                Objects.requireNonNull(failure.getCause()).getSuppressed())
                        .hasOnlyElementsOfType(SecretException.class)
                        .hasSize(1));
        assertThat(secret.get()).isEqualTo("old");
    }

    @Test
    void a_second_failure_is_not_tried_again() {
        secret.get();
        source.rotate("db", "newer, and wrong too");
        accepted.set("new");
        AtomicInteger tries = new AtomicInteger();

        assertThatThrownBy(() -> secret.use(
                        password -> {
                            tries.incrementAndGet();
                            return logIn(password);
                        },
                        RotationTest::isAuthFailure))
                .hasCauseInstanceOf(SQLException.class);

        assertThat(tries.get()).isEqualTo(2);
    }

    @Test
    void the_refresh_asks_past_caches() {
        List<Boolean> bypassed = new ArrayList<>();
        Secret<String> own = Secrets.builder()
                .source(request -> {
                    bypassed.add(request.cachesBypassed());
                    return SecretValue.text("v" + bypassed.size(), bypassed.size() == 1 ? "old" : "new");
                })
                .build()
                .text("db");
        own.get();
        accepted.set("new");

        own.use(this::logIn, RotationTest::isAuthFailure);

        assertThat(bypassed).containsExactly(false, true);
    }

    /** The call that is under way when the log-in fails may have begun before the rotation. */
    @Test
    void an_older_refresh_that_brings_nothing_new_is_not_the_last_word() throws Exception {
        secret.get();
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        Secret<String> own = Secrets.builder()
                .source(request -> {
                    int call = calls.incrementAndGet();
                    if (call == 2) {
                        go.await();
                    }
                    return call < 3 ? SecretValue.text("v1", "old") : SecretValue.text("v2", "new");
                })
                .clocks(time, time)
                .build()
                .text("db");
        own.get();
        time.pass(Duration.ofMinutes(5));
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<String> ordinary = thread.submit(own::get);
        while (calls.get() < 2) {
            Thread.onSpinWait();
        }
        accepted.set("new");

        String result = own.use(
                password -> {
                    go.countDown();
                    return logIn(password);
                },
                RotationTest::isAuthFailure);

        assertThat(result).isEqualTo("connection");
        assertThat(ordinary.get()).isEqualTo("old");
        thread.shutdown();
    }
}
