package dev.skiff.testing;

import java.math.BigDecimal;
import java.time.Instant;

/** Seconds since 1970 with a fraction, as the streams write them. */
final class Seconds {
    private Seconds() {}

    static BigDecimal of(Instant instant) {
        return BigDecimal.valueOf(instant.toEpochMilli(), 3);
    }
}
