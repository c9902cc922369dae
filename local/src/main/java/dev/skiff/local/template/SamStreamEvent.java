package dev.skiff.local.template;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A stream that Lambda polls for the function.
 *
 * @param name the logical id of the event source mapping
 * @param type {@code DynamoDB} or {@code Kinesis}
 * @param startingPosition {@code LATEST} or {@code TRIM_HORIZON}, {@code AT_TIMESTAMP} of Kinesis
 * @param maximumRetries empty: until a record expires
 * @param maximumAge empty: until a record expires
 * @param tumblingWindow zero: none
 * @param onFailureArn where word of given up records goes
 */
public record SamStreamEvent(
        String name,
        String type,
        String streamArn,
        int batchSize,
        Duration window,
        String startingPosition,
        int parallelizationFactor,
        boolean bisects,
        OptionalInt maximumRetries,
        Optional<Duration> maximumAge,
        Duration tumblingWindow,
        Optional<String> onFailureArn,
        boolean reportsItemFailures,
        List<String> filters,
        boolean enabled,
        String place)
        implements SamEvent {}
