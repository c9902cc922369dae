package dev.skiff.local;

import java.io.IOException;
import software.amazon.event.ruler.Machine;

/**
 * An event pattern as rules of EventBridge, filter policies of SNS and the filters of queues and streams have it. AWS's own
 * Event Ruler decides. Thread-safe.
 */
final class EventPattern {
    private final Machine machine = Machine.builder().build();
    private final String json;

    private EventPattern(String json) {
        this.json = json;
    }

    /**
     * Reads a pattern.
     *
     * @throws LocalException if it isn't one; its text says why
     */
    static EventPattern of(String patternJson) {
        EventPattern pattern = new EventPattern(patternJson);
        try {
            pattern.machine.addRule("pattern", patternJson);
            return pattern;
        } catch (IOException | RuntimeException wrong) {
            throw new LocalException("the event pattern " + patternJson + " isn't one: " + firstLine(wrong), wrong);
        }
    }

    /** Whether it matches; what isn't a JSON object is matched by no pattern. */
    boolean matches(String eventJson) {
        try {
            return !machine.rulesForJSONEvent(eventJson).isEmpty();
        } catch (Exception unreadable) { // the signature says no less
            return false;
        }
    }

    private static String firstLine(Exception wrong) {
        return String.valueOf(wrong.getMessage()).lines().findFirst().orElse("");
    }

    @Override
    public String toString() {
        return json;
    }
}
