package dev.skiff.secrets;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a server answered, and what of its headers counts. */
final class HttpAnswer {
    final int status;
    final byte[] body;
    final @Nullable String errorType;
    /** Milliseconds since 1970 on the server's clock; 0 where it doesn't say. */
    final long date;

    HttpAnswer(int status, byte[] body, @Nullable String errorType, long date) {
        this.status = status;
        this.body = body;
        this.errorType = errorType;
        this.date = date;
    }

    boolean isOk() {
        return status == 200;
    }

    void wipe() {
        Arrays.fill(body, (byte) 0);
    }
}
