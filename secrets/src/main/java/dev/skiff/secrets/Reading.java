package dev.skiff.secrets;

import java.time.Duration;

/** A value with what is known of it. Immutable, as far as its value is. */
public final class Reading<T> {
    private final T value;
    private final String version;
    private final Duration age;
    private final boolean stale;

    Reading(T value, String version, Duration age, boolean stale) {
        this.value = value;
        this.version = version;
        this.age = age;
        this.stale = stale;
    }

    public T value() {
        return value;
    }

    /** A version id of Secrets Manager, a version number of Parameter Store. */
    public String version() {
        return version;
    }

    /** How long ago the source was last known to say so. */
    public Duration age() {
        return age;
    }

    /** Whether it is older than it should be: the source can't be reached, or is being asked just now. */
    public boolean isStale() {
        return stale;
    }

    @Override
    public String toString() {
        return "Reading[version " + version + ", " + age + " old" + (stale ? ", stale" : "") + "]";
    }
}
