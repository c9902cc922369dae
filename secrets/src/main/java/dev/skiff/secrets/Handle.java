package dev.skiff.secrets;

import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A live value: made once and kept in a field of the handler, read whenever it is needed, fetched when it is first read and refreshed under you. It shows its id
 * and never its value. Thread-safe.
 */
public abstract sealed class Handle<T> permits Secret, Parameter {
    final Cache cache;
    final Mapping<T> mapping;
    private final Fetch fetch;
    private final @Nullable SecretsListener listener;
    private volatile @Nullable Cell cell;

    Handle(Cache cache, Mapping<T> mapping, Fetch fetch) {
        this.cache = cache;
        this.mapping = mapping;
        this.fetch = fetch;
        this.listener = cache.settings.listener;
    }

    /** The name, ARN or path it was made with. */
    public final String id() {
        return fetch.id();
    }

    Fetch fetch() {
        return fetch;
    }

    /** Its cell, which is another one after it was evicted, or found under a second name. */
    final Cell find() {
        return cache.cell(fetch);
    }

    /**
     * The value: what is here as long as it is fresh, otherwise fetched by this thread; or an older one, when that can't be done for reasons that pass.
     *
     * @throws SecretException when it can't be had
     */
    public final T get() {
        Cell known = cell;
        Held held = known == null ? null : known.fresh();
        T value = held == null ? null : held.content.view(mapping, id());
        if (value == null) {
            return reading().value();
        }
        if (listener != null) {
            Told.hit(listener, id());
        }
        return value;
    }

    /**
     * The same with its version, its age, and whether it is stale.
     *
     * @throws SecretException when it can't be had
     */
    public final Reading<T> reading() {
        for (; ; ) {
            Served served = read();
            Content content = served.held.content;
            T value = content.view(mapping, id());
            if (value != null) { // wiped otherwise, by a checkpoint
                long age = served.held.since.ageNanos(cache.settings.clocks.now());
                return new Reading<>(value, content.version, Duration.ofNanos(age), served.stale);
            }
        }
    }

    /** Does the work with the value. Bytes are the work's own copy, wiped when it ends. */
    public final <R extends @Nullable Object> R use(SecretWork<? super T, ? extends R> work) {
        return use(work, failure -> false);
    }

    /**
     * Does the work with the value. If it fails because the value is refused, as the predicate tells, the value is fetched anew, once for all who ask, and the work is
     * done a second time if there is another version; if there is none, its failure stands. Bytes are the work's own copy, wiped when it ends.
     *
     * @throws WorkException for a checked exception of the work
     * @throws SecretException when there is no value to begin with
     */
    public final <R extends @Nullable Object> R use(
            SecretWork<? super T, ? extends R> work, Predicate<? super Exception> isAuthFailure) {
        Held held = read().held;
        try {
            return done(work, held);
        } catch (SecretException failure) {
            throw failure;
        } catch (Exception failure) {
            Held newer = isAuthFailure.test(failure) ? newer(held, failure) : null;
            if (newer == null) {
                throw unchecked(failure);
            }
            return again(work, newer, failure);
        }
    }

    private <R extends @Nullable Object> R again(
            SecretWork<? super T, ? extends R> work, Held newer, Exception before) {
        try {
            return done(work, newer);
        } catch (Exception failure) {
            if (failure != before) {
                failure.addSuppressed(before);
            }
            throw unchecked(failure);
        }
    }

    private <R extends @Nullable Object> R done(SecretWork<? super T, ? extends R> work, Held held) throws Exception {
        T value = held.content.view(mapping, id());
        if (value == null) {
            value = get();
        }
        try {
            return work.with(value);
        } finally {
            mapping.release(value);
        }
    }

    private @Nullable Held newer(Held held, Exception failure) {
        try {
            return found().newerThan(held);
        } catch (SecretException reason) {
            failure.addSuppressed(reason);
            return null;
        }
    }

    private Served read() {
        Cell known = find();
        cell = known;
        Held held = known.fresh();
        if (held == null) {
            return known.read();
        }
        if (listener != null) {
            Told.hit(listener, id());
        }
        return new Served(held, false);
    }

    private Cell found() {
        Cell known = cell;
        return known == null ? find() : known;
    }

    private static RuntimeException unchecked(Exception failure) {
        return failure instanceof RuntimeException known ? known : new WorkException(failure);
    }
}
