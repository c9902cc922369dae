package dev.skiff.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.batch.IdempotencyStore.Claim;
import dev.skiff.batch.IdempotencyStore.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every store does. */
@Timeout(60)
public abstract class IdempotencyStoreContract {
    protected static final Duration LEASE = Duration.ofSeconds(30);
    protected static final Instant START = Instant.parse("2026-11-25T10:15:30.123456789Z");

    protected final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final String key = "work " + UUID.randomUUID();

    /** Leases end by this clock, to the millisecond. */
    protected abstract IdempotencyStore store(InstantSource clock);

    /** How many races are run. */
    protected abstract int rounds();

    @Test
    void work_that_is_done_is_not_claimed_again() throws Exception {
        IdempotencyStore store = store(now::get);
        String token = granted(store.claim(key, LEASE));
        assertThat(store.claim(key, LEASE).state()).isEqualTo(State.HELD);
        store.done(key, token);
        assertThat(store.claim(key, LEASE).state()).isEqualTo(State.DONE);
        now.set(START.plus(Duration.ofHours(20)));
        assertThat(store.claim(key, LEASE).state()).isEqualTo(State.DONE);
        assertThat(store.claim(key + "'", LEASE).state()).isEqualTo(State.GRANTED);
    }

    @Test
    void work_that_failed_is_claimed_again_at_once() throws Exception {
        IdempotencyStore store = store(now::get);
        String first = granted(store.claim(key, LEASE));
        store.failed(key, first);
        String second = granted(store.claim(key, LEASE));
        assertThat(second).isNotEqualTo(first);
        store.failed(key, first);
        assertThat(store.claim(key, LEASE).state()).isEqualTo(State.HELD);
    }

    @Test
    void a_claim_whose_owner_crashed_ends_with_its_lease_and_its_token_with_it() throws Exception {
        IdempotencyStore store = store(now::get);
        String crashed = granted(store.claim(key, LEASE));
        now.set(START.plus(LEASE).minusMillis(1));
        assertThat(store.claim(key, LEASE).state()).isEqualTo(State.HELD);
        now.set(START.plus(LEASE).plusMillis(1));
        String next = granted(store.claim(key, LEASE));
        assertThat(next).isNotEqualTo(crashed);
        assertThatThrownBy(() -> store.done(key, crashed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("may be done twice");
        store.failed(key, crashed);
        assertThat(store.claim(key, LEASE).state()).isEqualTo(State.HELD);
        store.done(key, next);
        assertThat(store.claim(key, LEASE).state()).isEqualTo(State.DONE);
        assertThatThrownBy(() -> store.done(key, crashed)).isInstanceOf(IllegalStateException.class);
        store.failed(key, crashed);
        assertThat(store.claim(key, LEASE).state()).isEqualTo(State.DONE);
    }

    @Test
    void an_owner_that_is_late_is_still_the_owner_while_nobody_else_has_claimed() throws Exception {
        IdempotencyStore store = store(now::get);
        String late = granted(store.claim(key, LEASE));
        now.set(START.plus(LEASE).plusSeconds(10));
        store.done(key, late);
        assertThat(store.claim(key, LEASE).state()).isEqualTo(State.DONE);
    }

    @Test
    void done_stays_done_whatever_its_owner_says_afterwards() throws Exception {
        IdempotencyStore store = store(now::get);
        String token = granted(store.claim(key, LEASE));
        store.done(key, token);
        store.done(key, token);
        store.failed(key, token);
        now.set(START.plus(LEASE).plusSeconds(10));
        assertThat(store.claim(key, LEASE).state()).isEqualTo(State.DONE);
    }

    @Test
    void what_nobody_claimed_is_nobodys() throws Exception {
        IdempotencyStore store = store(now::get);
        assertThatThrownBy(() -> store.done(key, "token")).isInstanceOf(IllegalStateException.class);
        store.failed(key, "token");
        assertThat(store.claim(key, LEASE).state()).isEqualTo(State.GRANTED);
    }

    @Test
    void of_many_that_claim_at_once_one_gets_it() throws Exception {
        IdempotencyStore store = store(now::get);
        for (int round = 0; round < rounds(); round++) {
            String race = key + round;
            assertThat(grants(store, race)).isOne();
            assertThat(grants(store, race)).isZero();
            now.updateAndGet(time -> time.plus(LEASE).plusSeconds(1)); // its owner has crashed
            assertThat(grants(store, race)).isOne();
        }
    }

    /** Owners crash, fail and finish at random, until all is done. */
    @Test
    void no_work_is_done_twice_and_none_is_forgotten() throws Exception {
        IdempotencyStore store = store(now::get);
        int keys = rounds();
        AtomicIntegerArray done = new AtomicIntegerArray(keys);
        int phases = 0;
        while (done(done) < keys) {
            assertThat(phases++).isLessThan(100);
            together(() -> {
                for (int i = 0; i < keys; i++) {
                    Claim claim = store.claim(key + i, LEASE);
                    if (claim.state() == State.GRANTED) {
                        own(store, key + i, claim.token(), done, i);
                    } else if (claim.state() == State.DONE) {
                        assertThat(done.get(i)).isOne();
                    }
                }
                return 0;
            });
            now.updateAndGet(time -> time.plus(LEASE).plusSeconds(1));
        }
        for (int i = 0; i < keys; i++) {
            assertThat(done.get(i)).isOne();
        }
    }

    private static void own(IdempotencyStore store, String key, String token, AtomicIntegerArray done, int place)
            throws Exception {
        int dice = ThreadLocalRandom.current().nextInt(3);
        if (dice == 0) {
            store.failed(key, token);
        } else if (dice == 1) {
            done.incrementAndGet(place);
            store.done(key, token);
        } // else it crashes
    }

    private static int done(AtomicIntegerArray done) {
        int count = 0;
        for (int i = 0; i < done.length(); i++) {
            count += done.get(i);
        }
        return count;
    }

    private static int grants(IdempotencyStore store, String key) throws Exception {
        return together(() -> store.claim(key, LEASE).state() == State.GRANTED ? 1 : 0);
    }

    /** The sum of what eight threads answer that begin at the same time. */
    private static int together(Callable<Integer> work) throws Exception {
        int count = 8;
        CyclicBarrier barrier = new CyclicBarrier(count);
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                answers.add(threads.submit(() -> {
                    barrier.await();
                    return work.call();
                }));
            }
            int sum = 0;
            for (Future<Integer> answer : answers) {
                sum += answer.get();
            }
            return sum;
        } finally {
            threads.shutdownNow();
        }
    }

    protected static String granted(Claim claim) {
        assertThat(claim.state()).isEqualTo(State.GRANTED);
        assertThat(claim.token()).isNotBlank();
        return claim.token();
    }
}
