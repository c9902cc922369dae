package dev.skiff.secrets;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a source is asked for: parameters by their names, or all below a path. Immutable. */
public final class ParameterRequest {
    private final List<String> names;
    private final @Nullable String path;
    private final boolean decrypted;
    private final boolean cachesBypassed;
    private final long endsNanos;

    ParameterRequest(
            List<String> names, @Nullable String path, boolean decrypted, boolean cachesBypassed, Duration timeout) {
        this.names = List.copyOf(names);
        this.path = path;
        this.decrypted = decrypted;
        this.cachesBypassed = cachesBypassed;
        this.endsNanos = System.nanoTime() + timeout.toNanos();
    }

    /** By their names, as they are stored, with ten seconds; handles make their own. */
    public static ParameterRequest ofNames(List<String> names) {
        return new ParameterRequest(names, null, false, false, Secrets.TIMEOUT);
    }

    /** All below a path, as they are stored, with ten seconds; handles make their own. */
    public static ParameterRequest ofPath(String path) {
        return new ParameterRequest(List.of(), path, false, false, Secrets.TIMEOUT);
    }

    public ParameterRequest withDecryption() {
        return new ParameterRequest(names, path, true, cachesBypassed, timeout());
    }

    public ParameterRequest withTimeout(Duration timeout) {
        return new ParameterRequest(names, path, decrypted, cachesBypassed, timeout);
    }

    /** Empty where there is a path. */
    public List<String> names() {
        return names;
    }

    /** All levels below it are asked for. */
    public Optional<String> path() {
        return Optional.ofNullable(path);
    }

    public boolean decrypted() {
        return decrypted;
    }

    /** As for {@linkplain SecretRequest#cachesBypassed secrets}. */
    public boolean cachesBypassed() {
        return cachesBypassed;
    }

    /** How long the whole answer may take from now on; never below zero. */
    public Duration timeout() {
        return Duration.ofNanos(Math.max(0, endsNanos - System.nanoTime()));
    }

    @Override
    public String toString() {
        return "ParameterRequest[" + (path == null ? names.toString() : path) + "]";
    }
}
