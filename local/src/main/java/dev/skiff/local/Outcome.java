package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a call ended: with the function's answer, or with the error that Lambda gives its caller. */
public final class Outcome {
    private static final String THROTTLED_TYPE = "TooManyRequestsException";
    private static final String THROTTLED = "{\"Reason\":\"ReservedFunctionConcurrentInvocationLimitExceeded\","
            + "\"Type\":\"User\",\"message\":\"Rate Exceeded.\"}";

    private static final JsonFactory JSON = new JsonFactory();

    private final byte[] payload;
    private final @Nullable String errorType;

    private Outcome(byte[] payload, @Nullable String errorType) {
        this.payload = payload;
        this.errorType = errorType;
    }

    static Outcome answered(byte[] payload) {
        return new Outcome(payload, null);
    }

    /** The error as the function's runtime reported it. */
    static Outcome reported(String errorType, byte[] payload) {
        return new Outcome(payload, errorType);
    }

    static Outcome failed(String errorType, String message) {
        return new Outcome(error(errorType, message), errorType);
    }

    /** An error of the sandbox around the function: Lambda puts the request id in front. */
    static Outcome failed(String errorType, String requestId, String message) {
        return failed(errorType, "RequestId: " + requestId + " Error: " + message);
    }

    /** A call that Lambda refused to run, since as many ran as the function's reservation allows. */
    static Outcome throttled() {
        return new Outcome(THROTTLED.getBytes(UTF_8), THROTTLED_TYPE);
    }

    /** The function's answer, or the JSON of the error: {@code errorMessage}, {@code errorType}, {@code stackTrace}. */
    public byte[] payload() {
        return payload.clone();
    }

    /** The payload as UTF-8. */
    public String text() {
        return new String(payload, UTF_8);
    }

    /** Whether the caller sees {@code X-Amz-Function-Error}. */
    public boolean failed() {
        return errorType != null;
    }

    /**
     * Whether the function never ran, because its reserved concurrency was used up: the caller of the Invoke API gets 429
     * with the payload, and event sources try again.
     */
    public boolean isThrottled() {
        return THROTTLED_TYPE.equals(errorType);
    }

    /**
     * What went wrong, in Lambda's words: {@code Runtime.UserException} when the handler threw, {@code Sandbox.Timedout},
     * {@code Runtime.ExitError}, {@code Runtime.BadFunctionCode}, {@code Function.ResponseSizeTooLarge}; empty for an
     * answer.
     */
    public Optional<String> errorType() {
        return Optional.ofNullable(errorType);
    }

    private static byte[] error(String type, String message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("errorType", type);
            json.writeStringField("errorMessage", message);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** The size or the error's type: an answer can hold secrets. */
    @Override
    public String toString() {
        return errorType == null ? "answer of " + payload.length + " bytes" : errorType;
    }
}
