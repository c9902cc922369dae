package dev.skiff.batch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Remembers in memory, for tests: another environment of the function knows nothing of it, and nothing is ever forgotten. Thread-safe. */
public final class InMemoryIdempotency implements IdempotencyStore {
    private final ConcurrentMap<String, Entry> entries = new ConcurrentHashMap<>();
    private final InstantSource clock;

    private InMemoryIdempotency(InstantSource clock) {
        this.clock = clock;
    }

    public static InMemoryIdempotency create() {
        return create(InstantSource.system());
    }

    /** With leases that end by this clock. */
    public static InMemoryIdempotency create(InstantSource clock) {
        return new InMemoryIdempotency(clock);
    }

    @Override
    public Claim claim(String key, Duration lease) {
        Instant now = clock.instant();
        Entry mine = new Entry(UUID.randomUUID().toString(), now.plus(lease), false);
        Entry kept = entries.merge(key, mine, (held, asked) -> held.freeAt(now) ? asked : held);
        if (kept.token.equals(mine.token)) {
            return Claim.granted(mine.token);
        }
        return kept.done ? Claim.doneBefore() : Claim.held();
    }

    @Override
    public void done(String key, String token) {
        Entry kept = entries.computeIfPresent(
                key, (name, held) -> held.token.equals(token) ? new Entry(token, Instant.MAX, true) : held);
        if (kept == null || !kept.token.equals(token)) {
            throw new IllegalStateException(
                    "The claim ended with its lease and was given to another; the work may be done twice");
        }
    }

    @Override
    public void failed(String key, String token) {
        entries.computeIfPresent(key, (name, held) -> held.token.equals(token) && !held.done ? null : held);
    }

    @Override
    public String toString() {
        return "InMemoryIdempotency of " + entries.size() + " keys";
    }

    private record Entry(String token, Instant until, boolean done) {
        boolean freeAt(Instant now) {
            return !done && !now.isBefore(until);
        }
    }
}
