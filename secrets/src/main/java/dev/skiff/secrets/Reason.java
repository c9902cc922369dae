package dev.skiff.secrets;

import java.io.IOException;
import java.io.InterruptedIOException;

/** What a source's exception comes to: a kind and a name. The exception itself is let go of, since it may say too much. */
final class Reason {
    final SecretFailure failure;
    final String code;
    final String detail;

    Reason(SecretFailure failure, String code, String detail) {
        this.failure = failure;
        this.code = code;
        this.detail = detail;
    }

    static Reason of(Throwable failure) {
        if (failure instanceof SourceException known) {
            return new Reason(known.failure(), known.code(), "");
        }
        if (failure instanceof SecretException known) {
            return new Reason(known.failure(), known.code(), "");
        }
        return new Reason(kind(failure), failure.getClass().getSimpleName(), "");
    }

    private static SecretFailure kind(Throwable failure) {
        if (failure instanceof InterruptedException) {
            return SecretFailure.INTERRUPTED;
        }
        if (failure instanceof InterruptedIOException) { // SocketTimeoutException is one
            return SecretFailure.TIMED_OUT;
        }
        return failure instanceof IOException || failure instanceof Error
                ? SecretFailure.UNAVAILABLE
                : SecretFailure.INVALID;
    }
}
