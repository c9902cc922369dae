package dev.skiff.secrets;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One GET from a server on this machine, by HTTP/1.0 on a socket of its own, which ends with the answer. {@link HttpCall} does more,
 * and loads some hundred classes for it, which is a third of the time of a first secret. Each read has the time that is left, so nothing that trickles lasts longer.
 */
final class LocalGet {
    /** A secret of 64 KB, escaped, with room. */
    private static final int LARGEST_ANSWER = 1024 * 1024;

    private static final int FIRST_BUFFER = 8 * 1024;
    private static final int CONNECT_MILLIS = 500;
    private static final int READ_MILLIS = 10_000;

    private final int port;
    private final String request;

    /** The header's value is the caller's, and may be empty. */
    LocalGet(int port, String path, String header, String value) throws IOException {
        this.port = port;
        this.request = "GET " + path + " HTTP/1.0\r\nHost: localhost:" + port + "\r\n" + header + ": "
                + inOneLine(value) + "\r\nConnection: close\r\n\r\n";
    }

    /** Not shown in the message: it is a token. */
    private static String inOneLine(String value) throws IOException {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ') {
                throw new IOException("A token with a line break or another control character");
            }
        }
        return value;
    }

    HttpAnswer send(Deadline deadline) throws IOException {
        try (Socket socket = new Socket(Proxy.NO_PROXY)) {
            socket.setTcpNoDelay(true);
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), deadline.millis(CONNECT_MILLIS));
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return answer(socket, deadline);
        }
    }

    private static HttpAnswer answer(Socket socket, Deadline deadline) throws IOException {
        InputStream stream = socket.getInputStream();
        byte[] bytes = new byte[FIRST_BUFFER];
        int length = 0;
        try {
            HttpAnswer answer = null;
            while (answer == null) {
                if (length == bytes.length) {
                    bytes = grown(bytes);
                }
                int read = read(socket, stream, bytes, length, deadline);
                length += Math.max(0, read);
                answer = answer(bytes, length, read < 0);
            }
            return answer;
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Null as long as more has to come. */
    private static @Nullable HttpAnswer answer(byte[] bytes, int length, boolean ended) throws IOException {
        int head = endOfHead(bytes, length);
        byte[] body = head < 0 ? null : body(bytes, head, length, ended);
        if (body == null && ended) {
            throw new EOFException("The answer ends after " + length + " bytes");
        }
        return body == null ? null : new HttpAnswer(status(bytes, head), body, null, 0);
    }

    private static byte @Nullable [] body(byte[] bytes, int head, int length, boolean ended) throws IOException {
        String text = new String(bytes, 0, head, StandardCharsets.ISO_8859_1);
        String announced = header(text, "Content-Length:");
        if (header(text, "Transfer-Encoding:") != null) { // HTTP/1.0 doesn't know it, and some send it all the same
            return ofChunks(bytes, head, length);
        }
        int end = announced == null ? length : head + number(announced, 10);
        boolean whole = announced == null ? ended : length >= end;
        return whole ? Arrays.copyOfRange(bytes, head, end) : null;
    }

    private static @Nullable String header(String head, String name) {
        for (int line = head.indexOf("\r\n") + 2; line < head.length() - 2; line = head.indexOf("\r\n", line) + 2) {
            if (head.regionMatches(true, line, name, 0, name.length())) {
                return head.substring(line + name.length(), head.indexOf("\r\n", line))
                        .trim();
            }
        }
        return null;
    }

    private static byte @Nullable [] ofChunks(byte[] bytes, int head, int length) throws IOException {
        byte[] body = new byte[length - head];
        int at = head;
        int size = 0;
        try {
            for (int end = endOfLine(bytes, at, length); end >= 0; end = endOfLine(bytes, at, length)) {
                int chunk = number(new String(bytes, at, end - at, StandardCharsets.ISO_8859_1), 16);
                if (chunk == 0) {
                    return Arrays.copyOf(body, size);
                }
                at = end + 2 + chunk + 2;
                if (at > length) {
                    return null;
                }
                System.arraycopy(bytes, end + 2, body, size, chunk);
                size += chunk;
            }
            return null;
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    private static int endOfLine(byte[] bytes, int from, int length) {
        for (int i = from; i + 1 < length; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static int read(Socket socket, InputStream stream, byte[] bytes, int from, Deadline deadline)
            throws IOException {
        socket.setSoTimeout(deadline.millis(READ_MILLIS));
        return stream.read(bytes, from, bytes.length - from);
    }

    private static byte[] grown(byte[] bytes) throws IOException {
        if (bytes.length == LARGEST_ANSWER) {
            throw new IOException("An answer of more than " + LARGEST_ANSWER + " bytes");
        }
        byte[] more = Arrays.copyOf(bytes, bytes.length * 2);
        Arrays.fill(bytes, (byte) 0);
        return more;
    }

    /** Behind the empty line. */
    private static int endOfHead(byte[] bytes, int length) {
        for (int i = 0; i + 3 < length; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
                return i + 4;
            }
        }
        return -1;
    }

    /** {@code HTTP/1.1 200 OK}. */
    private static int status(byte[] bytes, int head) throws IOException {
        String text = new String(bytes, 0, Math.min(head, 12), StandardCharsets.ISO_8859_1);
        if (!text.startsWith("HTTP/1.") || text.length() < 12) {
            throw new IOException("The answer is no HTTP");
        }
        return number(text.substring(9), 10);
    }

    private static int number(String text, int radix) throws IOException {
        try {
            int number = Integer.parseInt(text, radix);
            if (number >= 0 && number <= LARGEST_ANSWER) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            // as one that is out of bounds
        }
        throw new IOException("A status or length of " + text.length() + " characters that is none");
    }
}
