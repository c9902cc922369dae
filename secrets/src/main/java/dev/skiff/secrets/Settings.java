package dev.skiff.secrets;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** What a cache was told. Immutable. */
final class Settings {
    /** At most a fifth of its time earlier, a value counts as old, so that many environments don't refresh at once. */
    private static final double JITTER = 0.2;

    final SecretSource source;
    final long staleNanos;
    final Duration timeout;
    final long timeoutNanos;
    final int maxEntries;
    final @Nullable SecretsListener listener;
    final Clocks clocks;
    final DoubleSupplier random;
    private final long freshNanos;

    Settings(Secrets.Builder told, SecretSource source) {
        this.source = source;
        this.freshNanos = told.freshFor.toNanos();
        this.staleNanos = told.staleFor.toNanos();
        this.timeout = told.timeout;
        this.timeoutNanos = told.timeout.toNanos();
        this.maxEntries = told.maxEntries;
        this.listener = told.listener;
        this.clocks = new Clocks(told.wall, told.monotonic);
        this.random = told.random;
    }

    /** For one fetched value. */
    long freshNanos() {
        return freshNanos - (long) (freshNanos * JITTER * random.getAsDouble());
    }
}
