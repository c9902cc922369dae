package dev.skiff.local.template;

/** Reads rules of EventBridge that wait for events. */
final class RuleReader {
    private final AsyncReader delivery;

    RuleReader(AsyncReader delivery) {
        this.delivery = delivery;
    }

    /** An {@code EventBridgeRule} or {@code CloudWatchEvent} event. */
    SamRuleEvent rule(Event event, String name) {
        return rule(name, event.id(), "Pattern", event.properties(), event.properties());
    }

    /** A rule, for one of its targets. */
    SamRuleEvent rule(String name, String id, String pattern, Properties rule, Properties target) {
        return new SamRuleEvent(
                name,
                bus(rule),
                PollingReader.pattern(rule, pattern),
                target.json("Input"),
                target.optionalText("InputPath"),
                ScheduleReader.isEnabled(rule),
                delivery.delivery(id, target),
                rule.place());
    }

    /** The name; an ARN has it after its last slash. */
    private static String bus(Properties rule) {
        String bus = rule.text("EventBusName", "default");
        return bus.startsWith("arn:") ? bus.substring(bus.lastIndexOf('/') + 1) : bus;
    }
}
