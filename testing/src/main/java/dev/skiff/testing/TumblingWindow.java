package dev.skiff.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a stream's event says of its tumbling window, and what it doesn't say without one. */
record TumblingWindow(
        @Nullable Instant start, Duration length, Map<String, ?> state, boolean finalInvoke, boolean terminatedEarly) {
    static final TumblingWindow NONE = new TumblingWindow(null, Duration.ZERO, Map.of(), false, false);

    TumblingWindow of(Instant windowStart, Duration windowLength) {
        return new TumblingWindow(windowStart, windowLength, state, finalInvoke, terminatedEarly);
    }

    TumblingWindow withState(Map<String, ?> windowState) {
        return new TumblingWindow(
                start,
                length,
                Collections.unmodifiableMap(new LinkedHashMap<>(windowState)),
                finalInvoke,
                terminatedEarly);
    }

    TumblingWindow ended(boolean last, boolean early) {
        return new TumblingWindow(start, length, state, last, early);
    }

    Tree fields(String arn, String shard) {
        if (start == null) {
            return Tree.EMPTY;
        }
        return Tree.EMPTY
                .with(start.toString(), "window", "start")
                .with(start.plus(length).toString(), "window", "end")
                .with(state, "state")
                .with(shard, "shardId")
                .with(arn, "eventSourceARN")
                .with(finalInvoke, "isFinalInvokeForWindow")
                .with(terminatedEarly, "isWindowTerminatedEarly");
    }
}
