package dev.skiff.secrets;

import java.util.List;
import java.util.Map;

/**
 * Where values come from. One method is enough, so a lambda is a fake. Called by the thread that reads, never by two at once for the same value; it serves many
 * threads for different ones. It keeps to each request's timeout by itself: nobody else can end its call.
 *
 * <p>It fails by a {@link SourceException}, whose kind decides whether an older value is served.
 */
@FunctionalInterface
public interface SecretSource {
    /** One version of one secret. */
    SecretValue secret(SecretRequest request) throws Exception;

    /**
     * Current versions of several secrets by one call, each under the id it was asked for: those that can be had in this way. What is left out, or all when it
     * throws, is asked for one by one.
     */
    default Map<String, SecretValue> secrets(List<SecretRequest> requests) throws Exception {
        return Map.of();
    }

    /** Those of the parameters that exist, each under the name it was asked for, or under its full name when asked for by path. */
    default Map<String, SecretValue> parameters(ParameterRequest request) throws Exception {
        throw new SourceException(SecretFailure.INVALID, "SourceHasNoParameters");
    }

    /** Drops credentials and whatever else must not be in a snapshot. Called before a checkpoint and after a restore; no place for calls over the network. */
    default void forget() {}
}
