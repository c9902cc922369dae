package dev.skiff.batch;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A tumbling window of one shard. Immutable. Shard and start name it; a window that Lambda ended early for the size of its state goes on with a fresh one and ends again,
 * so they don't name its end.
 */
public final class Window {
    private final WindowFields fields;

    Window(WindowFields fields) {
        this.fields = fields;
    }

    /** Belongs to the window. */
    public Instant start() {
        return Objects.requireNonNull(fields.start);
    }

    /** Belongs to the next one. */
    public Instant end() {
        return Objects.requireNonNull(fields.end);
    }

    /** Each shard has windows of its own; empty where the event doesn't say. */
    public String shardId() {
        return fields.shardId;
    }

    /** The stream. */
    public String eventSourceArn() {
        return fields.eventSourceArn;
    }

    /** Whether Lambda ended the window before its time, since its state was larger than 1 MB: more of the same window follows, from the initial state. */
    public boolean isTerminatedEarly() {
        return fields.terminatedEarly;
    }

    boolean isFinal() {
        return fields.last;
    }

    /** What the calls before have gathered, as plain Java; null or empty at the beginning. */
    @Nullable Object state() {
        return fields.state;
    }

    @Override
    public String toString() {
        return "Window " + start() + "/" + end() + " " + fields.shardId;
    }
}
