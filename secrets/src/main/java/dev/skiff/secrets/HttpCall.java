package dev.skiff.secrets;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request by {@link HttpURLConnection}, with an end to its time and to its answer's size. Each has a connection of its own: one kept open over a freeze would be
 * dead, and they are minutes apart.
 */
final class HttpCall {
    /** Twenty secrets of 64 KB, escaped. */
    private static final int LARGEST_ANSWER = 4 * 1024 * 1024;

    private static final int FIRST_BUFFER = 8 * 1024;

    private final URI uri;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private byte @Nullable [] body;
    private @Nullable Proxy proxy;
    private int connectMillis = 3_000;
    private int readMillis = 10_000;

    HttpCall(URI uri) {
        this.uri = uri;
    }

    HttpCall header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    HttpCall body(byte[] body) {
        this.body = body;
        return this;
    }

    /** To this machine or its neighbour, so never by a proxy. */
    HttpCall local() {
        proxy = Proxy.NO_PROXY;
        connectMillis = 500;
        return this;
    }

    HttpCall timeouts(int connectMillis, int readMillis) {
        this.connectMillis = connectMillis;
        this.readMillis = readMillis;
        return this;
    }

    HttpAnswer send(Deadline deadline) throws IOException {
        HttpURLConnection connection = opened(deadline);
        Watch watch = Watch.over(connection, deadline);
        try {
            int status = status(connection, deadline);
            if (!watch.end()) {
                throw late();
            }
            return answer(connection, status, deadline);
        } catch (IOException failure) {
            throw deadline.left().isZero() ? late() : failure; // the watch disconnected, or was about to
        } finally {
            if (watch.end()) {
                connection.disconnect();
            }
        }
    }

    private int status(HttpURLConnection connection, Deadline deadline) throws IOException {
        if (body != null) {
            try (OutputStream output = connection.getOutputStream()) {
                output.write(body);
            }
            connection.setReadTimeout(deadline.millis(readMillis));
        }
        return connection.getResponseCode();
    }

    private static SocketTimeoutException late() {
        return new SocketTimeoutException("The answer takes too long");
    }

    private HttpURLConnection opened(Deadline deadline) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                (proxy == null ? uri.toURL().openConnection() : uri.toURL().openConnection(proxy));
        connection.setConnectTimeout(deadline.millis(connectMillis));
        connection.setReadTimeout(deadline.millis(readMillis));
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Connection", "close");
        for (Map.Entry<String, String> header : headers.entrySet()) {
            connection.setRequestProperty(header.getKey(), header.getValue());
        }
        if (body != null) {
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
        }
        return connection;
    }

    private static HttpAnswer answer(HttpURLConnection connection, int status, Deadline deadline) throws IOException {
        InputStream stream = status < 400 ? connection.getInputStream() : connection.getErrorStream();
        byte[] body = stream == null ? new byte[0] : whole(stream, connection.getContentLength(), deadline);
        return status < 400
                ? new HttpAnswer(status, body, null, 0)
                : new HttpAnswer(
                        status,
                        body,
                        connection.getHeaderField("x-amzn-ErrorType"),
                        connection.getHeaderFieldDate("Date", 0));
    }

    /** Between any two reads there is a look at the time: bytes that trickle keep no one beyond it. */
    private static byte[] whole(InputStream stream, int announced, Deadline deadline) throws IOException {
        byte[] bytes = new byte[Math.min(LARGEST_ANSWER, Math.max(announced, FIRST_BUFFER)) + 1];
        int length = 0;
        for (int read = 0; read >= 0; read = stream.read(bytes, length, bytes.length - length)) {
            length += read;
            if (length > LARGEST_ANSWER) {
                throw new IOException("An answer of more than " + LARGEST_ANSWER + " bytes");
            }
            if (deadline.left().isZero()) {
                throw late();
            }
            if (length == bytes.length) {
                bytes = grown(bytes);
            }
        }
        if (announced > length) {
            throw new IOException("The answer ends after " + length + " of " + announced + " bytes");
        }
        return cut(bytes, length);
    }

    private static byte[] grown(byte[] bytes) {
        byte[] more = Arrays.copyOf(bytes, Math.min(LARGEST_ANSWER + 1, bytes.length * 2));
        Arrays.fill(bytes, (byte) 0);
        return more;
    }

    private static byte[] cut(byte[] bytes, int length) {
        byte[] whole = Arrays.copyOf(bytes, length);
        Arrays.fill(bytes, (byte) 0);
        return whole;
    }
}
