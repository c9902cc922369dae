package dev.skiff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the client receives: the function's answer as its source passed it on, or the source's own error. */
public final class HttpAnswer {
    private final int status;
    private final HeaderLines headers;
    private final byte[] body;
    private final @Nullable Throwable failure;

    private HttpAnswer(int status, HeaderLines headers, byte[] body, @Nullable Throwable failure) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.failure = failure;
    }

    static HttpAnswer of(int status, HeaderLines headers, byte[] body) {
        return new HttpAnswer(status, headers, body, null);
    }

    /** The source's own error, in its own words. */
    static HttpAnswer refused(int status, String contentType, String text, Throwable failure) {
        return new HttpAnswer(
                status, HeaderLines.NONE.plus("Content-Type", contentType), text.getBytes(UTF_8), failure);
    }

    /** The same where no function is to blame. */
    static HttpAnswer refused(int status, String contentType, String text) {
        return of(status, HeaderLines.NONE.plus("Content-Type", contentType), text.getBytes(UTF_8));
    }

    public int status() {
        return status;
    }

    /** All lines in order, {@code Set-Cookie} lines among them. */
    public List<Map.Entry<String, String>> headers() {
        return headers.lines();
    }

    public List<String> headers(String name) {
        return headers.all(name);
    }

    /** The first line of this name, in any case. */
    public Optional<String> header(String name) {
        return headers.first(name);
    }

    /** The {@code Set-Cookie} lines. */
    public List<String> cookies() {
        return headers.all("Set-Cookie");
    }

    public byte[] body() {
        return body.clone();
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, UTF_8);
    }

    /** Why the source answered in the function's place: what the function threw, or what is wrong with its answer. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    HttpAnswer withoutBody() {
        return new HttpAnswer(status, headers, new byte[0], failure);
    }

    /** The status, and the failure's type if there is one: headers and body can hold secrets. */
    @Override
    public String toString() {
        return failure == null
                ? "HTTP " + status
                : "HTTP " + status + " for " + failure.getClass().getName();
    }
}
