package dev.skiff.core.events;

import dev.skiff.core.EventException;
import dev.skiff.core.internal.EventReader;
import dev.skiff.core.internal.OneLine;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields that many events have. */
final class Fields {
    private Fields() {}

    static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    static <E> List<E> orEmpty(@Nullable List<E> list) {
        return list == null ? List.of() : list;
    }

    /** A time as ISO 8601; null where there is none. */
    static @Nullable Instant instant(EventReader event) {
        String text = event.text();
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException notOne) {
            throw event.unexpected("a time like 2026-01-31T08:00:00Z");
        }
    }

    static Map<String, String> texts(EventReader event) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (event.enter()) {
            while (event.next()) {
                String name = event.name();
                String value = event.text();
                if (value != null) {
                    texts.put(name, value);
                }
            }
        }
        return texts;
    }

    /** An array of texts; none for null. */
    static List<String> list(EventReader event) {
        List<String> list = new ArrayList<>();
        if (event.enterArray()) {
            while (event.nextElement()) {
                list.add(orEmpty(event.text()));
            }
        }
        return List.copyOf(list);
    }

    /** The text of one field of the object at hand; the others are passed. */
    static @Nullable String one(EventReader event, String name) {
        return event.enter() ? firstOf(event, name) : null;
    }

    private static @Nullable String firstOf(EventReader event, String name) {
        String value = null;
        while (event.next()) {
            if (event.name().equals(name)) {
                value = event.text();
            } else {
                event.skip();
            }
        }
        return value;
    }

    /** Reads one record, entered. */
    interface Decoder<R> {
        R read(EventReader event);
    }

    /** Reads what isn't Records, at its field. */
    interface Others {
        void read(EventReader event);
    }

    /** The elements of {@code Records}, or null where there are none. */
    static <R> @Nullable List<R> records(EventReader event, Decoder<R> decoder, Others others) {
        List<R> records = null;
        while (event.next()) {
            if (!event.name().equals("Records")) {
                others.read(event);
            } else if (records != null) {
                throw EventException.of("The event has Records twice");
            } else if (event.enterArray()) {
                records = new ArrayList<>();
                while (event.nextElement()) {
                    if (!event.enter()) {
                        throw event.unexpected("a record");
                    }
                    records.add(decoder.read(event));
                }
            }
        }
        event.end();
        return records;
    }

    static RuntimeException missing(String what, String source, CharSequence seen) {
        return EventException.of("The event has no " + what + ", so it isn't one of " + source + "; its fields are: "
                + (seen.length() == 0 ? "none" : seen) + ". Which source is the function's trigger?");
    }

    static void note(String name, StringBuilder seen) {
        if (seen.length() < 300) {
            seen.append(seen.length() == 0 ? "" : ", ").append(OneLine.of(name));
        }
    }

    static void checkSource(@Nullable String source, String expected) {
        if (source != null && !source.equals(expected)) {
            throw EventException.of("A record comes from " + OneLine.of(source) + ", but this function takes "
                    + expected + ": which source is the function's trigger?");
        }
    }
}
