package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skiff.testing.FakeEventBridgeEvent;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** The API of EventBridge as far as it takes events, in the protocol JSON 1.1. */
final class EventBridgeApi {
    static final String TARGET = "AWSEvents.";

    private static final int MOST_ENTRIES = 10;
    private static final int MOST_BYTES = 1024 * 1024;
    private static final int TIME_BYTES = 14;

    private final Rules rules;
    private final Set<String> buses = new TreeSet<>();
    private final String region;
    private final InstantSource clock;
    private final BiConsumer<String, Reached> told;

    /**
     * Known are the default bus, these, and those that have rules.
     *
     * @param told what became of an event, which its publisher doesn't hear
     */
    EventBridgeApi(
            Rules rules, List<String> buses, String region, InstantSource clock, BiConsumer<String, Reached> told) {
        this.rules = rules;
        this.region = region;
        this.clock = clock;
        this.told = told;
        this.buses.add(Rules.DEFAULT_BUS);
        this.buses.addAll(buses);
        this.buses.addAll(rules.buses());
    }

    /** @param action such as {@code PutEvents} */
    String answer(String action, byte[] body) {
        if (!action.equals("PutEvents")) {
            throw new ServiceError(
                    400,
                    "UnknownOperationException",
                    "The action " + action + " of EventBridge isn't answered here, only PutEvents; "
                            + PublishDoor.CURE);
        }
        List<Object> results = new ArrayList<>();
        int failed = 0;
        for (JsonBody entry : entries(body)) {
            Map<String, Object> result = new LinkedHashMap<>();
            try {
                result.put("EventId", put(entry));
            } catch (ServiceError refused) {
                result.put("ErrorCode", refused.code());
                result.put("ErrorMessage", refused.message());
                failed++;
            }
            results.add(result);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("FailedEntryCount", failed);
        answer.put("Entries", results);
        return JsonBody.write(answer);
    }

    private static List<JsonBody> entries(byte[] body) {
        List<JsonBody> entries = new ArrayList<>();
        try {
            if (JsonBody.read(body).get("Entries") instanceof List<?> list) {
                list.forEach(entry -> entries.add(JsonBody.read(JsonBody.write(entry))));
            }
        } catch (LocalException noJson) {
            throw new ServiceError(400, "SerializationException", String.valueOf(noJson.getMessage()));
        }
        if (entries.isEmpty() || entries.size() > MOST_ENTRIES) {
            throw new ServiceError(
                    400,
                    "ValidationException",
                    "1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have"
                            + " length between 1 and " + MOST_ENTRIES + ", here are " + entries.size());
        }
        if (entries.stream().mapToLong(EventBridgeApi::size).sum() >= MOST_BYTES) {
            throw new ServiceError(
                    400, "ValidationException", "Total size of the entries in the request is over the limit.");
        }
        return entries;
    }

    /** As EventBridge counts it. */
    private static long size(JsonBody entry) {
        long size = entry.has("Time") ? TIME_BYTES : 0;
        for (String part : List.of("Source", "DetailType", "Detail")) {
            size += entry.text(part).orElse("").getBytes(UTF_8).length;
        }
        for (String resource : entry.texts("Resources")) {
            size += resource.getBytes(UTF_8).length;
        }
        return size;
    }

    private String put(JsonBody entry) {
        String bus = entry.text("EventBusName").map(Arns::name).orElse(Rules.DEFAULT_BUS);
        FakeEventBridgeEvent event = event(entry);
        if (!buses.contains(bus)) {
            throw new ServiceError(
                    400,
                    "ResourceNotFoundException",
                    "Event bus " + bus + " does not exist: it is not in the template, only " + buses);
        }
        told.accept("this event on the bus " + bus, rules.put(bus, event.toJson()));
        return event.id();
    }

    private FakeEventBridgeEvent event(JsonBody entry) {
        String source = required(entry, "Source");
        String type = required(entry, "DetailType");
        String detail = required(entry, "Detail");
        if (source.startsWith("aws.")) {
            throw new ServiceError(400, "NotAuthorizedForSourceException", "Not authorized for the source.");
        }
        try {
            JsonBody.read(detail);
        } catch (LocalException malformed) {
            throw new ServiceError(400, "MalformedDetail", "Detail is malformed.");
        }
        return FakeEventBridgeEvent.of(source, type, detail)
                .withRegion(region)
                .withTime(time(entry))
                .withResources(entry.texts("Resources").toArray(String[]::new));
    }

    private static String required(JsonBody entry, String name) {
        return entry.text(name)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> invalid(name, name + " is a required argument."));
    }

    /** Seconds of the epoch, as the protocol has them; or a text such as {@code 2026-01-31T12:00:00Z}. */
    private Instant time(JsonBody entry) {
        if (!entry.has("Time")) {
            return clock.instant();
        }
        String time = entry.required("Time");
        try {
            return time.contains("T")
                    ? Instant.parse(time)
                    : Instant.ofEpochMilli(
                            new BigDecimal(time).movePointRight(3).longValue());
        } catch (DateTimeException | ArithmeticException | NumberFormatException wrong) {
            throw invalid("Time", time + " is no time.");
        }
    }

    private static ServiceError invalid(String name, String reason) {
        return new ServiceError(400, "InvalidArgument", "Parameter " + name + " is not valid. Reason: " + reason);
    }
}
