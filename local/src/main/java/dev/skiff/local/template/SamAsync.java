package dev.skiff.local.template;

import java.time.Duration;
import java.util.Optional;

/**
 * What becomes of calls that nobody waits for.
 *
 * @param maximumRetries after the first attempt
 * @param onSuccessArn where word of each success goes
 * @param onFailureArn where word of each failure goes
 * @param deadLetterArn where the event goes after the last failure, if there is no {@code onFailureArn}
 */
public record SamAsync(
        int maximumRetries,
        Duration maximumAge,
        Optional<String> onSuccessArn,
        Optional<String> onFailureArn,
        Optional<String> deadLetterArn) {
    /** Lambda's defaults: two retries, six hours, nobody told. */
    public static final SamAsync DEFAULT =
            new SamAsync(2, Duration.ofHours(6), Optional.empty(), Optional.empty(), Optional.empty());
}
