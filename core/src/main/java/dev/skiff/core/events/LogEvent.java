package dev.skiff.core.events;

import dev.skiff.core.internal.EventReader;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One line of a log, or what was logged as one. Immutable. */
public final class LogEvent {
    private final String id;
    private final @Nullable Instant timestamp;
    private final String message;
    private final Map<String, String> extractedFields;

    private LogEvent(String id, @Nullable Instant timestamp, String message, Map<String, String> extractedFields) {
        this.id = id;
        this.timestamp = timestamp;
        this.message = message;
        this.extractedFields = Collections.unmodifiableMap(extractedFields);
    }

    /** The same when the event comes again. */
    public String id() {
        return id;
    }

    public Optional<Instant> timestamp() {
        return Optional.ofNullable(timestamp);
    }

    public String message() {
        return message;
    }

    /** What the filter's pattern found, by its names; empty where it has none. */
    public Map<String, String> extractedFields() {
        return extractedFields;
    }

    @Override
    public String toString() {
        return "LogEvent " + id;
    }

    static LogEvent read(EventReader event) {
        if (!event.enter()) {
            throw event.unexpected("a log event");
        }
        String id = "";
        String message = "";
        Instant timestamp = null;
        Map<String, String> extracted = Map.of();
        while (event.next()) {
            switch (event.name()) {
                case "id" -> id = Fields.orEmpty(event.text());
                case "message" -> message = Fields.orEmpty(event.text());
                case "timestamp" -> timestamp = milliseconds(event);
                case "extractedFields" -> extracted = Fields.texts(event);
                default -> event.skip();
            }
        }
        return new LogEvent(id, timestamp, message, extracted);
    }

    private static @Nullable Instant milliseconds(EventReader event) {
        long milliseconds = event.number(Long.MIN_VALUE);
        return milliseconds == Long.MIN_VALUE ? null : Instant.ofEpochMilli(milliseconds);
    }
}
