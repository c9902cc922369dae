package dev.skiff.batch;

import dev.skiff.core.EventException;
import dev.skiff.core.internal.EventReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an event of a tumbling window has beside its records. Filled by a decoder, then left alone. */
final class WindowFields {
    String shardId = "";
    String eventSourceArn = "";
    boolean last;
    boolean terminatedEarly;

    @Nullable Instant start;

    @Nullable Instant end;

    @Nullable Object state;

    /** Takes the field at hand, if it is one of these. */
    boolean take(EventReader event) {
        switch (event.name()) {
            case "window" -> times(event);
            case "state" -> state = object(event);
            case "shardId" -> shardId = Records.orEmpty(event.text());
            case "eventSourceARN" -> eventSourceArn = Records.orEmpty(event.text());
            case "isFinalInvokeForWindow" -> last = event.flag();
            case "isWindowTerminatedEarly" -> terminatedEarly = event.flag();
            default -> {
                return false;
            }
        }
        return true;
    }

    Window window() {
        if (start == null || end == null) {
            throw EventException.of("The event is not one of a tumbling window: has the function's trigger"
                    + " TumblingWindowInSeconds? Without, a KinesisFunction or DynamoDbFunction takes its records");
        }
        return new Window(this);
    }

    private void times(EventReader event) {
        if (event.enter()) {
            while (event.next()) {
                switch (event.name()) {
                    case "start" -> start = time(event);
                    case "end" -> end = time(event);
                    default -> event.skip();
                }
            }
        }
    }

    private static @Nullable Instant time(EventReader event) {
        String text = event.text();
        try {
            return text == null ? null : time(text);
        } catch (DateTimeException notOne) {
            throw event.unexpected("a time such as 2020-12-09T07:04:00Z");
        }
    }

    static Instant time(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private static @Nullable Object object(EventReader event) {
        Object value = event.value();
        if (value != null && !(value instanceof Map)) {
            throw event.unexpected("an object");
        }
        return value;
    }
}
