package dev.skiff.batch;

import dev.skiff.core.internal.EventReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A time that AWS writes as seconds since 1970, with a fraction or without. */
final class Seconds {
    private Seconds() {}

    static @Nullable Instant instant(EventReader event) {
        String text = event.text();
        if (text == null) {
            return null;
        }
        try {
            BigDecimal seconds = new BigDecimal(text);
            long millis =
                    seconds.movePointRight(3).setScale(0, RoundingMode.HALF_UP).longValueExact();
            return Instant.ofEpochMilli(millis);
        } catch (ArithmeticException | NumberFormatException notOne) {
            throw event.unexpected("seconds since 1970");
        }
    }
}
