package dev.skiff.core.events;

import dev.skiff.core.internal.EventReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a scheduled rule of EventBridge or a schedule of EventBridge Scheduler sends: an event of EventBridge, or the input that was configured in its place. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-eventbridge-scheduler.html">AWS: functions on a schedule</a>
 */
public final class ScheduledEvent {
    private final @Nullable EventBridgeEvent<String> event;
    private final String input;

    private ScheduledEvent(@Nullable EventBridgeEvent<String> event, String input) {
        this.event = event;
        this.input = input;
    }

    ScheduledEvent(EventBridgeEvent<String> event) {
        this(event, event.detail());
    }

    /** Reads an event. An object of any other form is a configured input, unless it is an event of another source: that throws a {@link dev.skiff.core.EventException}. */
    public static ScheduledEvent from(byte[] json) {
        return isEvent(json)
                ? new ScheduledEvent(EventBridgeEvent.withText(json))
                : new ScheduledEvent(null, new String(json, StandardCharsets.UTF_8));
    }

    /** When it was due; not there for a configured input. */
    public Optional<Instant> time() {
        return event == null ? Optional.empty() : event.time();
    }

    /** The ARN of the rule or schedule; not there for a configured input. */
    public Optional<String> arn() {
        return event == null || event.resources().isEmpty()
                ? Optional.empty()
                : Optional.of(event.resources().get(0));
    }

    /** The same when the event comes again; not there for a configured input. */
    public Optional<String> id() {
        return event == null ? Optional.empty() : Optional.of(event.id());
    }

    /** The configured input as it came, or the event's detail, which is <code>{}</code>. */
    public String input() {
        return input;
    }

    /** The whole event; not there for a configured input. */
    public Optional<EventBridgeEvent<String>> event() {
        return Optional.ofNullable(event);
    }

    @Override
    public String toString() {
        return event == null ? "ScheduledEvent with an input" : "ScheduledEvent " + event.id();
    }

    private static boolean isEvent(byte[] json) {
        EventReader event = EventReader.of(json);
        StringBuilder seen = new StringBuilder();
        int found = 0;
        boolean another = false;
        while (event.next()) {
            Fields.note(event.name(), seen);
            switch (event.name()) {
                case "source", "detail-type", "detail" -> found++;
                case "Records", "records", "requestContext", "awslogs", "triggerSource" -> another = true;
                default -> {}
            }
            event.skip();
        }
        event.end();
        if (another) {
            throw Fields.missing("source, detail-type and detail", "EventBridge or its Scheduler", seen);
        }
        return found >= 3;
    }
}
