package dev.skiff.local;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Where the lines of one function go. */
final class FunctionLog {
    private final String function;
    private final Consumer<LogLine> lines;

    FunctionLog(String function, Consumer<LogLine> lines) {
        this.function = function;
        this.lines = lines;
    }

    /** A line of the runner itself. */
    void platform(String message) {
        write(LogLine.Source.PLATFORM, Optional.empty(), message);
    }

    /** A line of the runner itself about a call. */
    void platform(String requestId, String message) {
        write(LogLine.Source.PLATFORM, Optional.of(requestId), message);
    }

    void write(LogLine.Source source, Optional<String> requestId, String message) {
        lines.accept(new LogLine(Instant.now(), function, requestId, source, message));
    }
}
