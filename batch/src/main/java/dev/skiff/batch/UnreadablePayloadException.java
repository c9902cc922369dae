package dev.skiff.batch;

import org.jspecify.annotations.Nullable;

/** A record's payload is missing or isn't what the batch reads; the cause, if any, says where. {@link Batch#onFailure} takes it for a policy of its own. */
public final class UnreadablePayloadException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a message that names what was expected, and echoes no payload. */
    public UnreadablePayloadException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
