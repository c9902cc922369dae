package dev.skiff.secrets;

/** A unit of work that needs a value: opens a connection, calls an API. It may run twice. */
@FunctionalInterface
public interface SecretWork<T, R> {
    R with(T value) throws Exception;
}
