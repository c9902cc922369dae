package dev.skiff.batch;

import dev.skiff.core.internal.EventReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A time that AWS writes as seconds since 1970, with a fraction or without. */
final class Seconds {
    /** In front of the point and behind it: beyond, an exponent of a few characters makes a number of gigabytes. */
    private static final int MOST_DIGITS = 30;

    private Seconds() {}

    static @Nullable Instant instant(EventReader event) {
        String text = event.text();
        if (text == null) {
            return null;
        }
        try {
            BigDecimal seconds = new BigDecimal(text);
            if (seconds.scale() > MOST_DIGITS || (long) seconds.precision() - seconds.scale() > MOST_DIGITS) {
                throw event.unexpected("seconds since 1970");
            }
            long millis =
                    seconds.movePointRight(3).setScale(0, RoundingMode.HALF_UP).longValueExact();
            return Instant.ofEpochMilli(millis);
        } catch (ArithmeticException | NumberFormatException notOne) {
            throw event.unexpected("seconds since 1970");
        }
    }
}
