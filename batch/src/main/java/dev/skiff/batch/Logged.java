package dev.skiff.batch;

import dev.skiff.core.internal.Log;
import dev.skiff.core.internal.OneLine;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Carries the caller's MDC to the workers, adds each record's id to it, and leaves nothing behind. Nothing happens without an SLF4J provider. */
final class Logged {
    /** The MDC key of the record's id. */
    static final String RECORD_ID = "record_id";
    /** The MDC key of a message's delivery count. */
    static final String RECEIVE_COUNT = "record_receive_count";
    /** The MDC key of a message's group. */
    static final String GROUP_ID = "record_group_id";

    private final @Nullable Map<String, String> facts;

    private Logged(@Nullable Map<String, String> facts) {
        this.facts = facts;
    }

    /** The facts of the thread at hand. */
    static Logged here() {
        return new Logged(Log.Slf4j.PROVIDED ? MDC.getCopyOfContextMap() : null);
    }

    /** Begins a record with these facts and its own. */
    void open(BatchRecord record) {
        if (Log.Slf4j.PROVIDED) {
            restore();
            MDC.put(RECORD_ID, OneLine.of(record.id()));
            if (record instanceof SqsMessage message) {
                MDC.put(RECEIVE_COUNT, Integer.toString(message.receiveCount()));
                message.groupId().ifPresent(group -> MDC.put(GROUP_ID, OneLine.of(group)));
            }
        }
    }

    /** Sets the thread to these facts and nothing else. */
    void restore() {
        if (Log.Slf4j.PROVIDED) {
            MDC.clear();
            if (facts != null) {
                MDC.setContextMap(facts);
            }
        }
    }
}
