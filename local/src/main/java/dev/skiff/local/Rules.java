package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skiff.local.template.SamFunction;
import dev.skiff.local.template.SamRuleEvent;
import dev.skiff.testing.FakeEventBridgeEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rules of EventBridge in a template: an event that is put on a bus goes to the functions whose pattern it matches. */
final class Rules {
    static final String DEFAULT_BUS = "default";

    private final List<Rule> rules = new ArrayList<>();
    private final AsyncTargets targets;
    private final InstantSource clock;

    /**
     * Reads all patterns.
     *
     * @throws LocalException if one of them isn't one
     */
    Rules(AsyncTargets targets, InstantSource clock) {
        this.targets = targets;
        this.clock = clock;
        for (SamFunction function : targets.functions()) {
            for (SamRuleEvent event : function.events(SamRuleEvent.class)) {
                rules.add(new Rule(event, pattern(event), function));
            }
        }
    }

    /** The buses that have rules. */
    Set<String> buses() {
        return rules.stream().map(rule -> rule.event.bus()).collect(Collectors.toUnmodifiableSet());
    }

    private static EventPattern pattern(SamRuleEvent event) {
        try {
            return EventPattern.of(event.pattern());
        } catch (LocalException wrong) {
            throw new LocalException(event.place() + ": " + wrong.getMessage(), wrong);
        }
    }

    /**
     * Puts an event, or the {@code Entries} of PutEvents, each with the fields of an event or those of an entry:
     * {@code source}, {@code detail-type} or {@code DetailType}, {@code detail}, {@code resources}, {@code time}, and the bus as
     * {@code bus} or {@code EventBusName}.
     */
    Reached put(JsonBody body) {
        if (!(body.get("Entries") instanceof List<?> entries)) {
            return putOne(body);
        }
        Reached reached = Reached.NOTHING;
        for (Object entry : entries) {
            reached = reached.plus(putOne(JsonBody.read(JsonBody.write(entry))));
        }
        return reached;
    }

    private Reached putOne(JsonBody entry) {
        String bus = either(entry, "bus", "EventBusName").map(Arns::name).orElse(DEFAULT_BUS);
        return put(bus, event(entry, targets.region(), clock.instant()).toJson());
    }

    /** An event as EventBridge sends it. */
    static FakeEventBridgeEvent event(JsonBody entry, String region, Instant now) {
        String source = either(entry, "source", "Source")
                .orElseThrow(() -> new LocalException(
                        "the event has no source, only " + entry.fields().keySet()));
        String type = either(entry, "detail-type", "DetailType")
                .orElseThrow(() -> new LocalException(
                        "the event has no detail-type, only " + entry.fields().keySet()));
        String detail = either(entry, "detail", "Detail").orElse("{}");
        JsonBody.read(detail);
        List<String> resources = entry.has("resources") ? entry.texts("resources") : entry.texts("Resources");
        FakeEventBridgeEvent event = FakeEventBridgeEvent.of(source, type, detail)
                .withRegion(entry.text("region").orElse(region))
                .withTime(entry.text("time").map(Rules::instant).orElse(now))
                .withResources(resources.toArray(String[]::new));
        if (entry.has("id")) {
            event = event.withId(entry.required("id"));
        }
        return entry.has("account") ? event.withAccount(entry.required("account")) : event;
    }

    private static Instant instant(String time) {
        try {
            return Instant.parse(time);
        } catch (java.time.DateTimeException wrong) {
            throw new LocalException("the time " + time + " isn't one such as 2026-01-31T12:00:00Z", wrong);
        }
    }

    /** Puts an event on the bus with this name. */
    Reached put(String bus, String event) {
        Reached.Builder reached = new Reached.Builder();
        for (Rule rule : rules) {
            if (rule.event.enabled() && rule.event.bus().equals(bus) && rule.pattern.matches(event)) {
                byte[] input = rule.input(event).getBytes(UTF_8);
                reached.reached(
                        targets.call(rule.function, input, rule.event.async().deadLetterArn()));
            } else {
                reached.missed(rule.describe());
            }
        }
        return reached.build();
    }

    private static Optional<String> either(JsonBody body, String name, String other) {
        return body.has(name) ? body.text(name) : body.text(other);
    }

    private record Rule(SamRuleEvent event, EventPattern pattern, SamFunction function) {
        String describe() {
            return function.logicalId() + ": bus " + event.bus() + ", pattern " + pattern
                    + (event.enabled() ? "" : " (disabled)");
        }

        String input(String json) {
            if (event.input().isPresent()) {
                return event.input().get();
            }
            return event.inputPath()
                    .map(path -> JsonBody.write(at(path, JsonBody.read(json).fields())))
                    .orElse(json);
        }

        /** The part behind a path such as {@code $.detail.items[0]}; null if there is none. */
        private static @Nullable Object at(String path, Map<String, Object> event) {
            Object value = event;
            for (String name : path.replace("[", ".").replace("]", "").split("\\.", -1)) {
                if (!name.equals("$")) {
                    value = below(value, name);
                }
            }
            return value;
        }

        private static @Nullable Object below(@Nullable Object value, String name) {
            if (value instanceof Map<?, ?> map) {
                return map.get(name);
            }
            boolean isIndex = name.matches("[0-9]{1,6}");
            return value instanceof List<?> list && isIndex && Integer.parseInt(name) < list.size()
                    ? list.get(Integer.parseInt(name))
                    : null;
        }
    }
}
