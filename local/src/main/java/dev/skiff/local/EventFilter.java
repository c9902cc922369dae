package dev.skiff.local;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The filters of an event source: a record passes if one of the patterns matches, or if there are none. */
final class EventFilter {
    private final List<EventPattern> patterns;

    private EventFilter(List<EventPattern> patterns) {
        this.patterns = patterns;
    }

    /** These patterns, from this place of a template. */
    static EventFilter of(List<String> patterns, String place) {
        try {
            return new EventFilter(patterns.stream().map(EventPattern::of).toList());
        } catch (LocalException wrong) {
            throw new LocalException(place + ": " + wrong.getMessage(), wrong);
        }
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    boolean passes(String recordJson) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.matches(recordJson));
    }

    /** The same for a record whose field, such as {@code body}, is a text that patterns see as JSON if it is. */
    boolean passes(String recordJson, String field) {
        return patterns.isEmpty() || passes(opened(recordJson, field));
    }

    private static String opened(String recordJson, String field) {
        try {
            Map<String, Object> record = JSON.std.mapFrom(recordJson);
            Object text = record.get(field);
            record.put(field, text instanceof String json ? JSON.std.anyFrom(json) : text);
            return JSON.std.asString(record);
        } catch (IOException plainText) {
            return recordJson;
        }
    }
}
