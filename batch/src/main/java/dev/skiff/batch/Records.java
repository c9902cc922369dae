package dev.skiff.batch;

import dev.skiff.core.EventException;
import dev.skiff.core.internal.EventReader;
import dev.skiff.core.internal.OneLine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the events of SQS, Kinesis and DynamoDB Streams have in common: an array {@code Records}. An omitted id would mean success, so a missing one is refused. */
final class Records {
    private Records() {}

    /** Reads one record, entered. */
    interface Decoder<R> {
        R read(EventReader event);
    }

    /** An event of a tumbling window is refused: its answer would lack the state, and Lambda would take it for a failure after all the work. */
    static <R> List<R> read(byte[] bytes, String source, Decoder<R> decoder) {
        return read(bytes, source, decoder, null);
    }

    /** Also reads what the event has of a window; at the end of one there may be no records. */
    static <R> List<R> read(byte[] bytes, String source, Decoder<R> decoder, @Nullable WindowFields window) {
        EventReader event = EventReader.of(bytes);
        List<R> records = null;
        StringBuilder seen = new StringBuilder();
        while (event.next()) {
            if (event.name().equals("Records")) {
                records = list(event, records, decoder);
            } else if (window == null || !window.take(event)) {
                if (event.name().equals("window") && event.atObject()) {
                    throw windowed();
                }
                note(event.name(), seen);
                event.skip();
            }
        }
        event.end();
        if (records == null && window != null && window.last) {
            return List.of();
        }
        if (records == null) {
            throw EventException.of("The event has no Records, so it isn't one of " + source + "; its fields are: "
                    + (seen.length() == 0 ? "none" : seen) + ". Which source is the function's trigger?");
        }
        return records;
    }

    static RuntimeException windowed() {
        return EventException.of(
                "The event is one of a tumbling window, whose answer must hold a state: extend"
                        + " WindowedKinesisFunction or WindowedDynamoDbFunction, or take TumblingWindowInSeconds off the trigger");
    }

    static void note(String name, StringBuilder seen) {
        if (seen.length() < 300) {
            seen.append(seen.length() == 0 ? "" : ", ").append(OneLine.of(name));
        }
    }

    private static <R> @Nullable List<R> list(EventReader event, @Nullable List<R> before, Decoder<R> decoder) {
        if (before != null) {
            throw EventException.of("The event has Records twice");
        }
        if (!event.enterArray()) {
            return null;
        }
        List<R> records = new ArrayList<>();
        while (event.nextElement()) {
            if (!event.enter()) {
                throw event.unexpected("a record");
            }
            records.add(decoder.read(event));
        }
        return records;
    }

    /** The text at hand, which must not have come before: which of two ids would be the right one? */
    static String once(EventReader event, String before) {
        if (!before.isEmpty()) {
            throw event.unexpected("there once");
        }
        return orEmpty(event.text());
    }

    static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    static void checkSource(@Nullable String source, String expected) {
        if (source != null && !source.equals(expected)) {
            throw EventException.of("A record comes from " + OneLine.of(source) + ", but this function takes "
                    + expected + ": which source is the function's trigger?");
        }
    }

    static void checkId(String id, String field) {
        if (id.isBlank()) {
            throw EventException.of("A record has no " + field
                    + ": its failure could not be reported, so the whole batch fails and is delivered again");
        }
    }
}
