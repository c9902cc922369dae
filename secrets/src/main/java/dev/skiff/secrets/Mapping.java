package dev.skiff.secrets;

/** What a handle makes of the bytes. Equal mappings make the same, and share it; so what they are told is part of their equality. */
interface Mapping<T> {
    /**
     * Names the id and never the value when it refuses.
     *
     * @throws SecretException with {@link SecretFailure#INVALID}
     */
    T map(Content content, String id);

    /** Whether what was made may be given to everyone who reads; if not, it is made for each. */
    default boolean isKept() {
        return true;
    }

    /** After a unit of work: wipes what was made for it alone. */
    default void release(T value) {}
}
