package dev.skiff.local;

import java.time.Instant;
import java.util.Optional;

/**
 * One line of a function's log.
 *
 * @param function the function's logical id, or its name where there is no template
 * @param requestId the call that it belongs to, where that is known
 * @param message one line, with whatever the function put in it: escape sequences and control characters included
 */
public record LogLine(Instant time, String function, Optional<String> requestId, Source source, String message) {
    /** Where a line comes from. */
    public enum Source {
        /** Lambda's own lines: {@code START}, {@code END}, {@code REPORT} and the like. */
        PLATFORM,
        /** What the function printed; its standard error as well, unless the two are kept apart. */
        OUT,
        /** The function's standard error, where it is kept apart. */
        ERR
    }
}
