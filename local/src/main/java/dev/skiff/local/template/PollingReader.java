package dev.skiff.local.template;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what Lambda polls for a function: queues and streams, as SAM's events or as event source mappings. */
final class PollingReader {
    private static final String REPORTS = "ReportBatchItemFailures";

    private final AsyncReader destinations;

    PollingReader(AsyncReader destinations) {
        this.destinations = destinations;
    }

    /** A queue, the property of this name its ARN. */
    SamQueueEvent queue(String name, String source, Properties properties) {
        String arn = properties.text(source);
        boolean isFifo = arn.endsWith(".fifo");
        int batchSize = properties.integer("BatchSize", 10, 1, isFifo ? 10 : 10_000);
        Duration window = properties.seconds("MaximumBatchingWindowInSeconds", 0, 0, isFifo ? 0 : 300);
        if (batchSize > 10 && window.isZero()) {
            throw properties.wrong("BatchSize", "at most 10 without MaximumBatchingWindowInSeconds of 1 or more");
        }
        return new SamQueueEvent(
                name,
                arn,
                batchSize,
                window,
                reportsItemFailures(properties),
                properties.section("ScalingConfig").integer("MaximumConcurrency", 2, 1000),
                filters(properties),
                properties.flag("Enabled", true),
                properties.place());
    }

    /** A stream, the property of this name its ARN. */
    SamStreamEvent stream(String name, String type, String source, Properties properties) {
        Duration tumbling = properties.seconds("TumblingWindowInSeconds", 0, 0, 900);
        int factor = properties.integer("ParallelizationFactor", 1, 1, 10);
        properties.required("StartingPosition");
        return new SamStreamEvent(
                name,
                type,
                properties.text(source),
                properties.integer("BatchSize", 100, 1, 10_000),
                properties.seconds("MaximumBatchingWindowInSeconds", 0, 0, 300),
                properties.word("StartingPosition", startingPositions(type)),
                factor,
                properties.flag("BisectBatchOnFunctionError", false),
                unlessMinusOne(properties.integer("MaximumRetryAttempts", -1, 10_000)),
                maximumAge(properties),
                tumbling,
                destinations.onFailure(properties),
                reportsItemFailures(properties),
                filters(properties),
                properties.flag("Enabled", true),
                properties.place());
    }

    private static String[] startingPositions(String type) {
        return type.equals("Kinesis")
                ? new String[] {"LATEST", "TRIM_HORIZON", "AT_TIMESTAMP"}
                : new String[] {"LATEST", "TRIM_HORIZON"};
    }

    private static OptionalInt unlessMinusOne(OptionalInt number) {
        return number.isPresent() && number.getAsInt() < 0 ? OptionalInt.empty() : number;
    }

    private static Optional<Duration> maximumAge(Properties properties) {
        OptionalInt seconds = unlessMinusOne(properties.integer("MaximumRecordAgeInSeconds", -1, 604_800));
        if (seconds.isPresent() && seconds.getAsInt() < 60) {
            throw properties.wrong("MaximumRecordAgeInSeconds", "-1, or 60 to 604800");
        }
        return seconds.isPresent() ? Optional.of(Duration.ofSeconds(seconds.getAsInt())) : Optional.empty();
    }

    private static boolean reportsItemFailures(Properties properties) {
        List<String> types = properties.texts("FunctionResponseTypes");
        if (!types.isEmpty() && !types.equals(List.of(REPORTS))) {
            throw properties.wrong("FunctionResponseTypes", "[" + REPORTS + "]");
        }
        return !types.isEmpty();
    }

    private static List<String> filters(Properties properties) {
        return properties.section("FilterCriteria").sections("Filters").stream()
                .map(filter -> pattern(filter, "Pattern"))
                .toList();
    }

    /** A pattern that is a JSON object. */
    static String pattern(Properties properties, String name) {
        properties.required(name);
        return JsonText.object(properties, name);
    }
}
