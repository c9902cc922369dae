package dev.skiff.secrets;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One cached value, and the rules of how it is kept fresh. One thread at a time leads a call, on itself; who has an old value that may still be served doesn't wait
 * for it; all others wait, each to its own end. Nothing sleeps, and the lock is held for changes of state only, never for a call.
 */
final class Cell {
    private final Fetch fetch;
    private final Settings settings;
    private final Clocks clocks;
    private final ReentrantLock changes = new ReentrantLock();
    private volatile State state = State.EMPTY;

    Cell(Fetch fetch, Settings settings) {
        this.fetch = fetch;
        this.settings = settings;
        this.clocks = settings.clocks;
    }

    /** The whole of a cached read: null when there is nothing fresh. */
    @Nullable Held fresh() {
        Held held = state.held;
        return held != null && held.isFresh(clocks) ? held : null;
    }

    /**
     * A value that is fresh, or may be served though it isn't.
     *
     * @throws SecretException when there is none
     */
    Served read() {
        long end = clocks.nanos() + settings.timeoutNanos;
        Served served = null;
        while (served == null) {
            served = attempt(end);
        }
        return served;
    }

    /** Null when something has changed meanwhile, and is to be looked at again. */
    private @Nullable Served attempt(long end) {
        State seen = state;
        Moment now = clocks.now();
        if (seen.held != null && seen.held.isFresh(now)) {
            return new Served(seen.held, false);
        }
        Held old = seen.held != null && isServable(seen.held, now) ? seen.held : null;
        if (seen.flight != null && !isOverdue(seen.flight, now)) {
            return old != null ? stale(old, now) : waitedFor(seen.flight, end - now.nanos);
        }
        if (seen.lapse != null && !seen.lapse.isOver(now)) {
            return orElse(old, now, seen.lapse.exception(fetch.id()));
        }
        if (now.nanos - end > 0) {
            return orElse(old, now, timedOut());
        }
        Flight flight = new Flight(now, false);
        return replaced(seen, seen.flying(flight)) ? ledTo(flight, old) : null;
    }

    private @Nullable Served waitedFor(Flight flight, long nanos) {
        if (!isOverAfter(flight, nanos)) {
            throw timedOut();
        }
        Held held = flight.held();
        if (held != null) {
            return isOverdue(flight, clocks.now()) ? null : new Served(held, false);
        }
        Lapse lapse = flight.lapse();
        if (lapse != null) {
            throw lapse.exception(fetch.id());
        }
        return null;
    }

    /** What arrived after a freeze may be old already, and is asked for again. */
    private @Nullable Served ledTo(Flight flight, @Nullable Held old) {
        try {
            Held held = lead(flight);
            return isOverdue(flight, clocks.now()) ? null : new Served(held, false);
        } catch (SecretException failure) {
            Moment now = clocks.now();
            boolean serves = old != null && failure.failure().isTransient() && isServable(old, now);
            return orElse(serves ? old : null, now, failure);
        }
    }

    private Served orElse(@Nullable Held old, Moment now, SecretException failure) {
        if (old == null) {
            throw failure;
        }
        return stale(old, now);
    }

    private Served stale(Held old, Moment now) {
        Told.stale(settings.listener, fetch.id(), old.since.ageNanos(now));
        return new Served(old, true);
    }

    /**
     * A version other than the one that was tried and found wrong: the one that is here by now, or the outcome of a call that all who ask share. Null when there is
     * none, or when it is too early to ask again.
     *
     * @throws SecretException when the call failed
     */
    @Nullable Held newerThan(Held tried) {
        long end = clocks.nanos() + settings.timeoutNanos;
        for (; ; ) {
            State seen = state;
            Moment now = clocks.now();
            if (seen.held != null && isOther(seen.held, tried) && seen.held.isFresh(now)) {
                return seen.held;
            }
            if (seen.flight != null && !isOverdue(seen.flight, now)) {
                if (!isOverAfter(seen.flight, end - now.nanos)) {
                    return null;
                }
                if (seen.flight.forced && seen.flight.hasOutcome()) {
                    Held held = seen.flight.held();
                    return held != null && isOther(held, tried) ? held : null;
                }
            } else if (isTooEarly(seen, now) || now.nanos - end > 0) {
                return null;
            } else {
                Flight flight = new Flight(now, true);
                if (replaced(seen, seen.flying(flight))) {
                    Held held = lead(flight);
                    return isOther(held, tried) ? held : null;
                }
            }
        }
    }

    private static boolean isTooEarly(State seen, Moment now) {
        return (seen.lapse != null && !seen.lapse.isOver(now))
                || (seen.fruitless != null && !seen.fruitless.isOver(now));
    }

    private static boolean isOther(Held held, Held tried) {
        return !held.content.version.equals(tried.content.version);
    }

    /** For a prefetch: null when there is nothing to do, or not now. What was begun is ended by {@link #land} or {@link #end}. */
    @Nullable Flight begin() {
        State seen = state;
        Moment now = clocks.now();
        boolean idle = seen.flight == null || isOverdue(seen.flight, now);
        boolean due = seen.lapse == null || seen.lapse.isOver(now);
        if (!idle || !due || (seen.held != null && seen.held.isFresh(now))) {
            return null;
        }
        Flight flight = new Flight(now, false);
        return replaced(seen, seen.flying(flight)) ? flight : null;
    }

    /** The call alone, for a prefetch. */
    Content fetched(Duration timeout) throws Exception {
        return fetch.fetch(false, timeout);
    }

    private Held lead(Flight flight) {
        try {
            return land(flight, fetch.fetch(flight.forced, settings.timeout));
        } catch (Exception failure) {
            throw failed(flight, failure);
        } catch (Error failure) {
            failed(flight, failure);
            throw failure;
        } finally {
            end(flight);
        }
    }

    /** A flight that was overtaken, or overtaken by a checkpoint, is of use to those who waited and changes nothing. */
    Held land(Flight flight, Content content) {
        Held held = new Held(content, flight.began, settings.freshNanos());
        for (; ; ) {
            State seen = state;
            Held old = seen.held;
            boolean same = old != null && content.isSameAs(old.content);
            Held kept = same && old != null ? new Held(old.content, flight.began, settings.freshNanos()) : held;
            if (seen.flight != flight || replaced(seen, seen.landed(kept, fruitless(seen, flight, content)))) {
                flight.land(seen.flight == flight ? kept : held);
                Told.refreshed(settings.listener, fetch.id(), flight.began.ageNanos(clocks.now()));
                return seen.flight == flight ? kept : held;
            }
        }
    }

    private @Nullable Lapse fruitless(State seen, Flight flight, Content content) {
        if (seen.held == null || !seen.held.content.version.equals(content.version)) {
            return null;
        }
        return flight.forced ? Lapse.fruitless(seen.fruitless, clocks.now(), settings.random) : seen.fruitless;
    }

    /** An interruption concerns its own thread and nobody else: it is no reason to wait, and those who waited begin anew. */
    private SecretException failed(Flight flight, Throwable failure) {
        Reason reason = Reason.of(failure);
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (Thread.currentThread().isInterrupted() && reason.failure.isTransient()) {
            return new SecretException(fetch.id(), SecretFailure.INTERRUPTED, reason.code, reason.detail);
        }
        Told.failed(settings.listener, fetch.id(), reason);
        for (; ; ) {
            State seen = state;
            Lapse lapse = Lapse.of(reason, seen.lapse, clocks.now(), settings.random);
            if (seen.flight != flight || replaced(seen, seen.failed(lapse))) {
                flight.fail(lapse);
                return lapse.exception(fetch.id());
            }
        }
    }

    /** Whatever happened, nobody waits for ever. */
    void end(Flight flight) {
        for (State seen = state; seen.flight == flight; seen = state) {
            if (replaced(seen, seen.ended())) {
                break;
            }
        }
        flight.end();
    }

    /** Forgets everything; a call that is under way will change nothing. */
    void drop() {
        emptied();
    }

    /** Forgets everything, and leaves no byte of it. */
    void wipe() {
        Held held = emptied().held;
        if (held != null) {
            held.content.wipe();
        }
    }

    private boolean replaced(State seen, State next) {
        changes.lock();
        try {
            boolean unchanged = state == seen;
            state = unchanged ? next : state;
            return unchanged;
        } finally {
            changes.unlock();
        }
    }

    private State emptied() {
        changes.lock();
        try {
            State before = state;
            state = State.EMPTY;
            return before;
        } finally {
            changes.unlock();
        }
    }

    /** Of the value; one that never came is the oldest. */
    long ageNanos(Moment now) {
        State seen = state;
        return seen.held != null ? seen.held.since.ageNanos(now) : seen.flight != null ? 0 : Long.MAX_VALUE;
    }

    private boolean isServable(Held held, Moment now) {
        return held.since.isWithin(settings.staleNanos, now);
    }

    private boolean isOverdue(Flight flight, Moment now) {
        return flight.isOverdue(now, settings.timeoutNanos);
    }

    private boolean isOverAfter(Flight flight, long nanos) {
        try {
            return flight.await(nanos);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new SecretException(fetch.id(), SecretFailure.INTERRUPTED, "InterruptedException", "");
        }
    }

    private SecretException timedOut() {
        return new SecretException(fetch.id(), SecretFailure.TIMED_OUT, "Waited", "");
    }
}
