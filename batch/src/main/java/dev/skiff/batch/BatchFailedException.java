package dev.skiff.batch;

import org.jspecify.annotations.Nullable;

/** Fails the invocation, so that Lambda delivers the whole batch again. The cause is the first record's failure, where there is one. */
public final class BatchFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BatchFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
