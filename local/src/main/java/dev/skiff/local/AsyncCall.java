package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.skiff.local.template.SamAsync;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call that nobody waits for, and what became of it so far. One thread at a time works on it. */
final class AsyncCall {
    static final String SYSTEM_ERROR = "ServiceException";
    static final String THROTTLED = "TooManyRequestsException";

    private static final JsonFactory JSON_FACTORY = new JsonFactory();
    private static final int MOST_MESSAGE_CHARACTERS = 1024;
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final LocalFunction function;
    private final SamAsync settings;
    private final Invocation invocation;
    private final Instant accepted;
    private volatile int functionErrors;
    private volatile int systemErrors;
    private volatile int attempts;
    private volatile Duration savedWaits = Duration.ZERO;
    private volatile @Nullable Outcome last;

    AsyncCall(LocalFunction function, SamAsync settings, Invocation invocation, Instant accepted) {
        this.function = function;
        this.settings = settings;
        this.invocation = invocation;
        this.accepted = accepted;
    }

    /** How it ended. */
    enum Condition {
        SUCCESS("Success"),
        RETRIES_EXHAUSTED("RetriesExhausted"),
        EVENT_AGE_EXCEEDED("EventAgeExceeded");

        private final String text;

        Condition(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    LocalFunction function() {
        return function;
    }

    SamAsync settings() {
        return settings;
    }

    Invocation invocation() {
        return invocation;
    }

    String event() {
        return new String(invocation.event(), UTF_8);
    }

    int kilobytes() {
        return 1 + invocation.event().length / 1024;
    }

    int attempts() {
        return attempts;
    }

    int functionErrors() {
        return functionErrors;
    }

    int systemErrors() {
        return systemErrors;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time
    void attempted(Outcome outcome) {
        last = outcome;
        attempts++;
        if (outcome.failed() && isNotTheFunctionsFault()) {
            systemErrors++;
        } else if (outcome.failed()) {
            functionErrors++;
        }
    }

    /** A wait was shortened by this much; the event is as old as if it had not been. */
    void waited(Duration less) {
        savedWaits = savedWaits.plus(less);
    }

    boolean isTooOld(Instant now) {
        return Duration.between(accepted, now).plus(savedWaits).compareTo(settings.maximumAge()) > 0;
    }

    /** Whether the last attempt was throttled, or no process could be had. */
    boolean isNotTheFunctionsFault() {
        String type = errorType();
        return type.equals(THROTTLED) || type.equals(SYSTEM_ERROR);
    }

    /** Of the last attempt; empty if there was none, or none that failed. */
    String errorType() {
        Outcome outcome = last;
        return outcome == null ? "" : outcome.errorType().orElse("");
    }

    /** The HTTP status of the last attempt: an error of the function is an answer of Lambda like another. */
    String errorCode() {
        return switch (errorType()) {
            case THROTTLED -> "429";
            case SYSTEM_ERROR -> "500";
            default -> "200";
        };
    }

    /** The first KB of the function's error. */
    String errorMessage() {
        String message = "";
        try {
            Map<String, Object> error = last == null ? Map.of() : JSON.std.mapFrom(last.text());
            message = error.get("errorMessage") instanceof String text ? text : "";
        } catch (IOException | RuntimeException noObject) {
            message = errorType();
        }
        return message.length() > MOST_MESSAGE_CHARACTERS ? message.substring(0, MOST_MESSAGE_CHARACTERS) : message;
    }

    void log(String what) {
        function.log("Asynchronous call " + invocation.requestId() + ": " + what);
    }

    /** What a destination gets: the request and the response as they were, and how it ended. */
    String record(Condition condition) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON_FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("version", "1.0");
            json.writeStringField("timestamp", MILLIS.format(Instant.now()));
            json.writeObjectFieldStart("requestContext");
            json.writeStringField("requestId", invocation.requestId());
            json.writeStringField("functionArn", function.definition().arn() + ":$LATEST");
            json.writeStringField("condition", condition.text());
            json.writeNumberField("approximateInvokeCount", attempts);
            json.writeEndObject();
            json.writeFieldName("requestPayload");
            json.writeRawValue(event());
            writeResponse(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /** Nothing where no attempt was made. */
    private void writeResponse(JsonGenerator json) throws IOException {
        Outcome outcome = last;
        if (outcome == null) {
            return;
        }
        json.writeObjectFieldStart("responseContext");
        json.writeNumberField("statusCode", Integer.parseInt(errorCode()));
        json.writeStringField("executedVersion", "$LATEST");
        if (outcome.failed()) {
            json.writeStringField("functionError", "Unhandled");
        }
        json.writeEndObject();
        json.writeFieldName("responsePayload");
        if (outcome.payload().length == 0) {
            json.writeNull();
        } else if (JsonBody.isJson(outcome.payload())) {
            json.writeRawValue(outcome.text());
        } else {
            json.writeString(outcome.text());
        }
    }

    @Override
    public String toString() {
        return "asynchronous call " + invocation.requestId();
    }
}
