package dev.skiff.local;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One of {@link RecentCalls}, which guards it: every method is called with its monitor held. */
final class RecentCall {
    static final int MOST_BYTES_EACH = 1 << 20;
    static final int MOST_LINES = 1_000;
    private static final int LONGEST_MESSAGE = 300;
    static final int MOST_LOG_CHARS = 128 << 10;

    private final long number;
    private final String function;
    private final String requestId;
    private final String cause;
    private final Instant started;
    private final EventOrigin origin;
    private final Kept event;
    private final List<String> lines = new ArrayList<>();
    private int logChars;
    private boolean logIsCut;
    private Kept answer = Kept.NOTHING;
    private boolean isOver;
    private @Nullable String errorType;
    private @Nullable Duration duration;
    private @Nullable Duration initialization;
    private @Nullable Long memory;
    private Map<String, String> glance = Map.of();
    private long revision;

    /**
     * A call that begins.
     *
     * @param cause what made the page call: empty for a call from elsewhere
     */
    RecentCall(long number, String function, Invocation invocation, String cause, Instant started, EventOrigin origin) {
        this.number = number;
        this.function = function;
        this.requestId = invocation.requestId();
        this.cause = cause;
        this.started = started;
        this.origin = origin;
        this.event = Kept.of(invocation.event(), MOST_BYTES_EACH);
    }

    long number() {
        return number;
    }

    String function() {
        return function;
    }

    String requestId() {
        return requestId;
    }

    Kept event() {
        return event;
    }

    long revision() {
        return revision;
    }

    void changed(long now) {
        revision = now;
    }

    /** What it holds, about. */
    long bytes() {
        return event.bytes().length + answer.bytes().length + 2L * logChars + 1_000;
    }

    /** Keeps a line if there is room for it. */
    void log(String line) {
        if (lines.size() < MOST_LINES && logChars + line.length() <= MOST_LOG_CHARS) {
            lines.add(line);
            logChars += line.length() + 20;
        } else {
            logIsCut = true;
        }
    }

    void measure(ExecutionEnvironment.Ended ended) {
        duration = ended.duration();
        initialization = ended.initialization().orElse(null);
        memory = ended.memory().isPresent() ? ended.memory().getAsLong() : null;
    }

    /** What of an answer the summary tells. */
    static Map<String, String> glanceAt(Kept answer) {
        return JsonGlance.at(answer.bytes(), Set.of("/statusCode", "/batchItemFailures/#", "/errorMessage"));
    }

    /** Ends it; the answer in full would be too much to keep. */
    void end(@Nullable String withError, Kept withAnswer, Map<String, String> glanceAtAnswer, Instant now) {
        isOver = true;
        errorType = withError;
        answer = withAnswer;
        glance = glanceAtAnswer;
        if (duration == null) {
            duration = Duration.between(started, now);
        }
    }

    /** What a list shows of it. */
    Map<String, @Nullable Object> summary() {
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("number", number);
        summary.put("revision", revision);
        summary.put("requestId", requestId);
        summary.put("function", function);
        summary.put("kind", origin.kind());
        summary.put("label", origin.label());
        summary.put("cause", cause);
        summary.put("started", started.toEpochMilli());
        summary.put("state", state());
        summary.put("duration", milliseconds(duration));
        summary.put("initialization", milliseconds(initialization));
        summary.put("memory", memory);
        addVerdict(summary);
        return summary;
    }

    private String state() {
        if (!isOver) {
            return "running";
        }
        return errorType == null ? "answered" : "failed";
    }

    private void addVerdict(Map<String, @Nullable Object> summary) {
        if (errorType != null) {
            summary.put("errorType", errorType);
            summary.put("error", cut(glance.getOrDefault("/errorMessage", "")));
        } else if (origin.kind().equals(EventOrigin.HTTP)) {
            summary.put("status", glance.get("/statusCode"));
        } else {
            summary.put("itemFailures", glance.get("/batchItemFailures/#"));
        }
    }

    private static String cut(String message) {
        return message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) + "…" : message;
    }

    /** All of it. */
    Map<String, @Nullable Object> detail() {
        Map<String, @Nullable Object> detail = summary();
        detail.put("event", event.text());
        detail.put("eventBytes", event.size());
        detail.put("eventIsCut", event.isCut());
        detail.put("answer", isOver ? answer.text() : null);
        detail.put("answerBytes", answer.size());
        detail.put("answerIsCut", answer.isCut());
        detail.put("log", List.copyOf(lines));
        detail.put("logIsCut", logIsCut);
        return detail;
    }

    private static @Nullable Double milliseconds(@Nullable Duration duration) {
        return duration == null ? null : Math.round(duration.toNanos() / 10_000.0) / 100.0;
    }
}
