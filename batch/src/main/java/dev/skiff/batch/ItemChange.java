package dev.skiff.batch;

import dev.skiff.core.JsonCodec;
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

    static <T> ItemChange<T> of(Class<T> type, DynamoDbRecord record, JsonCodec json) {
        Item before = record.oldImage().orElse(null);
        Item after = record.newImage().orElse(null);
        return new ItemChange<>(
                before == null ? null : before.as(type, json), after == null ? null : after.as(type, json));
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
