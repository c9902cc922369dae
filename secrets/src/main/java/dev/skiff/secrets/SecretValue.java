package dev.skiff.secrets;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a source answers: the bytes of one version, text being UTF-8. Immutable. */
public final class SecretValue {
    private final String version;
    private final byte[] bytes;
    private final List<String> stages;
    private final @Nullable String name;
    private final @Nullable String arn;
    private final boolean handedOver;

    private SecretValue(
            String version,
            byte[] bytes,
            List<String> stages,
            @Nullable String name,
            @Nullable String arn,
            boolean handedOver) {
        this.version = version;
        this.bytes = bytes;
        this.stages = stages;
        this.name = name;
        this.arn = arn;
        this.handedOver = handedOver;
    }

    /** The version tells one value from the next: two values with the same version are one. */
    public static SecretValue text(String version, String text) {
        return new SecretValue(version, text.getBytes(StandardCharsets.UTF_8), List.of(), null, null, false);
    }

    /** As {@link #text}. */
    public static SecretValue bytes(String version, byte[] bytes) {
        return new SecretValue(version, bytes.clone(), List.of(), null, null, false);
    }

    /** Without a copy, made for one answer: the cache may keep the bytes and wipe them. */
    static SecretValue handedOver(String version, byte[] bytes) {
        return new SecretValue(version, bytes, List.of(), null, null, true);
    }

    /** With the stages this version has. */
    public SecretValue withStages(List<String> stages) {
        return new SecretValue(version, bytes, List.copyOf(stages), name, arn, handedOver);
    }

    /** With what it is called: so that handles by name and by ARN share one cached value. */
    public SecretValue withIdentity(@Nullable String name, @Nullable String arn) {
        return new SecretValue(version, bytes, stages, name, arn, handedOver);
    }

    public String version() {
        return version;
    }

    public List<String> stages() {
        return stages;
    }

    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    public Optional<String> arn() {
        return Optional.ofNullable(arn);
    }

    /** What the cache keeps. A value that a source may answer again is copied. */
    byte[] kept() {
        return handedOver ? bytes : bytes.clone();
    }

    /** A copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "SecretValue[" + (name == null ? "" : name + " ") + "version " + version + "]";
    }
}
