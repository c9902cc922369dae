package dev.skiff.secrets;

import java.time.Duration;

/**
 * Is told what the cache does, for metrics, on the thread that reads. What it throws is logged and changes nothing. It has to be quick: a hit is told at every read.
 */
public interface SecretsListener {
    /** A fresh value was there. */
    default void hit(String id) {}

    /** A value was fetched. */
    default void refreshed(String id, Duration took) {}

    /** An older value was served, for want of a newer one or while that one is on its way. */
    default void staleServed(String id, Duration age) {}

    /** A call failed. */
    default void failed(String id, SecretFailure failure, String code) {}
}
