package dev.skiff.batch;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A change of an item, read as a type. Which sides are there depends on the change and on the stream's view type. Immutable. */
public final class ItemChange<T> {
    private final @Nullable T before;
    private final @Nullable T after;

    ItemChange(@Nullable T before, @Nullable T after) {
        this.before = before;
        this.after = after;
    }

    /** The item as it was: not there for an insert. */
    public Optional<T> before() {
        return Optional.ofNullable(before);
    }

    /** The item as it is: not there for a removal. */
    public Optional<T> after() {
        return Optional.ofNullable(after);
    }
}
