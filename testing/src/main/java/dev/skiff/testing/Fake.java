package dev.skiff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/** JSON that AWS would send: what was set on it, over defaults. Immutable; changed by copying. */
abstract class Fake<F> {
    private final Tree set;
    private final Origin origin;
    private final Tree json;

    Fake(Tree set, Origin origin, Tree defaults) {
        this.set = set;
        this.origin = origin;
        this.json = set.over(defaults);
    }

    abstract F copy(Tree changed, Origin changedOrigin);

    F with(@Nullable Object value, String... path) {
        return copy(set.with(value, path), origin);
    }

    F without(String... path) {
        return copy(set.without(path), origin);
    }

    F withOrigin(Origin changed) {
        return copy(set, changed);
    }

    Tree set() {
        return set;
    }

    Origin origin() {
        return origin;
    }

    Tree json() {
        return json;
    }

    /**
     * Sets a field that has no method of its own, or to what AWS would never send: text, a number, a boolean, a map, a
     * list or null. The path has slashes between its names: {@code kinesis/encryptionType}.
     */
    public F withField(String path, @Nullable Object value) {
        return with(value, path.split("/", -1));
    }

    /** Leaves a field out, also one that AWS always sends. */
    public F withoutField(String path) {
        return without(path.split("/", -1));
    }

    public byte[] toBytes() {
        return json.toBytes();
    }

    public String toJson() {
        return new String(toBytes(), UTF_8);
    }

    /** Equal if they send the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Fake<?> that && json.equals(that.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }
}
