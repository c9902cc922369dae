package dev.skiff.testing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Instants as AWS writes them. */
final class Timestamps {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Timestamps() {}

    /** Seconds since 1970 with a fraction: the streams. */
    static BigDecimal fractional(Instant instant) {
        return BigDecimal.valueOf(instant.toEpochMilli(), 3);
    }

    /** {@code 1970-01-01T00:00:00.000Z}: S3 and SNS. */
    static String millis(Instant instant) {
        return MILLIS.format(instant);
    }

    /** {@code 1970-01-01T00:00:00Z}: EventBridge. */
    static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
