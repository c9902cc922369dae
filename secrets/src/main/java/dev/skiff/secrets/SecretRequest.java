package dev.skiff.secrets;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a source is asked for: one secret, by a version or by a stage. Immutable. */
public final class SecretRequest {
    private final String id;
    private final String stage;
    private final @Nullable String versionId;
    private final boolean cachesBypassed;
    private final long endsNanos;

    SecretRequest(String id, String stage, @Nullable String versionId, boolean cachesBypassed, Duration timeout) {
        this.id = id;
        this.stage = stage;
        this.versionId = versionId;
        this.cachesBypassed = cachesBypassed;
        this.endsNanos = System.nanoTime() + timeout.toNanos();
    }

    /** For the current version, with ten seconds; handles make their own. */
    public static SecretRequest of(String id) {
        return new SecretRequest(id, Secrets.CURRENT, null, false, Secrets.TIMEOUT);
    }

    public SecretRequest withStage(String stage) {
        return new SecretRequest(id, stage, null, cachesBypassed, timeout());
    }

    public SecretRequest withVersion(String versionId) {
        return new SecretRequest(id, stage, versionId, cachesBypassed, timeout());
    }

    public SecretRequest withTimeout(Duration timeout) {
        return new SecretRequest(id, stage, versionId, cachesBypassed, timeout);
    }

    /** A name, an ARN or a part of one. */
    public String id() {
        return id;
    }

    /** {@code AWSCURRENT} unless told; without effect where there is a version id. */
    public String stage() {
        return stage;
    }

    public Optional<String> versionId() {
        return Optional.ofNullable(versionId);
    }

    /** Whether caches on the way to AWS won't do: after a failed log-in. */
    public boolean cachesBypassed() {
        return cachesBypassed;
    }

    /** How long the whole answer may take from now on; never below zero. */
    public Duration timeout() {
        return Duration.ofNanos(Math.max(0, endsNanos - System.nanoTime()));
    }

    @Override
    public String toString() {
        return "SecretRequest[" + id + " " + (versionId == null ? stage : versionId) + "]";
    }
}
