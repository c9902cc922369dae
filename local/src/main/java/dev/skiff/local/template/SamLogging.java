package dev.skiff.local.template;

import java.util.Optional;

/**
 * How a function logs; the <a href="https://docs.aws.amazon.com/lambda/latest/api/API_LoggingConfig.html">LoggingConfig</a>.
 *
 * @param isJson whether its format is JSON, else text
 * @param level the least serious that its own logger writes; none is asked for with text
 * @param group the log group, where it isn't the function's own
 */
public record SamLogging(boolean isJson, Optional<String> level, Optional<String> group) {
    /** Without a LoggingConfig. */
    public static final SamLogging DEFAULT = new SamLogging(false, Optional.empty(), Optional.empty());
}
