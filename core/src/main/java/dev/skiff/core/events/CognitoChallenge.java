package dev.skiff.core.events;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A challenge that the user has met in this session. Immutable. */
public final class CognitoChallenge {
    private final String name;
    private final boolean passed;
    private final @Nullable String metadata;

    CognitoChallenge(String name, boolean passed, @Nullable String metadata) {
        this.name = name;
        this.passed = passed;
        this.metadata = metadata;
    }

    /** Such as {@code SRP_A}, {@code PASSWORD_VERIFIER} or {@code CUSTOM_CHALLENGE}. */
    public String name() {
        return name;
    }

    /** The result: whether the answer was right. */
    public boolean isPassed() {
        return passed;
    }

    /** What the function that made a custom challenge called it by {@link CognitoResponse#withChallengeMetadata}. */
    public Optional<String> metadata() {
        return Optional.ofNullable(metadata);
    }

    @Override
    public String toString() {
        return name + (passed ? " passed" : " failed");
    }
}
