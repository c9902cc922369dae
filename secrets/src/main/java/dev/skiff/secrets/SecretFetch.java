package dev.skiff.secrets;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One version of a secret. */
final class SecretFetch implements Fetch {
    private static final String ARN = ":secret:";
    /** A hyphen and six characters, which Secrets Manager puts behind the name. */
    private static final int SUFFIX = 7;

    private final Cache cache;
    private final String id;
    private final String stage;
    private final @Nullable String versionId;
    private final String key;

    SecretFetch(Cache cache, String id, String stage, @Nullable String versionId) {
        this.cache = cache;
        this.id = id;
        this.stage = stage;
        this.versionId = versionId;
        this.key = keyOf(id);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String key() {
        return key;
    }

    boolean isCurrent() {
        return versionId == null && stage.equals(Secrets.CURRENT);
    }

    SecretRequest request(boolean cachesBypassed, Duration timeout) {
        return new SecretRequest(id, stage, versionId, cachesBypassed, timeout);
    }

    @Override
    public Content fetch(boolean cachesBypassed, Duration timeout) throws Exception {
        return taken(cache.settings.source.secret(request(cachesBypassed, timeout)));
    }

    /** What the answer says about its names is learned: all of them are one entry from then on. */
    Content taken(SecretValue value) {
        String arn = value.arn().orElse("");
        String name = value.name().orElse("");
        if (!arn.isEmpty()) {
            cache.learn(this, others(arn, name));
        }
        return Content.of(value);
    }

    /**
     * The keys of the ARN, and of the ARN without its suffix. The name is not among them unless it was asked for: a secret of another account or region has an ARN
     * with the same name in it.
     */
    private String[] others(String arn, String name) {
        int end = arn.length() - SUFFIX;
        boolean suffixed =
                !name.isEmpty() && end > 0 && arn.startsWith(ARN + name + "-", end - ARN.length() - name.length());
        return suffixed ? new String[] {keyOf(arn), keyOf(arn.substring(0, end))} : new String[] {keyOf(arn)};
    }

    private String keyOf(String anyId) {
        return "secret\n" + anyId + "\n" + (versionId == null ? "stage " + stage : "version " + versionId);
    }

    @Override
    public String toString() {
        return isCurrent() ? id : id + " " + (versionId == null ? stage : versionId);
    }
}
