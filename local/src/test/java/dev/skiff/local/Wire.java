package dev.skiff.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An HTTP client that changes nothing: what a test writes is what the server reads. */
final class Wire {
    private final String host;
    private final int port;

    Wire(String url) {
        URI address = URI.create(url);
        this.host = address.getHost();
        this.port = address.getPort();
    }

    /** A request without a body; headers as they stand. */
    Answer get(String target, String... headers) throws IOException {
        return send("GET", target, new byte[0], headers);
    }

    Answer send(String method, String target, String body, String... headers) throws IOException {
        return send(method, target, body.getBytes(UTF_8), headers);
    }

    Answer send(String method, String target, byte[] body, String... headers) throws IOException {
        List<String> lines = new ArrayList<>(List.of(method + " " + target + " HTTP/1.1", "Host: localhost:3000"));
        lines.addAll(Arrays.asList(headers));
        if (body.length > 0) {
            lines.add("Content-Length: " + body.length);
        }
        lines.add("Connection: close");
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(UTF_8));
        request.write(body);
        return raw(request.toByteArray());
    }

    /** The first answer on a connection that the server closes. */
    Answer raw(byte[] request) throws IOException {
        try (Socket socket = new Socket(host, port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request);
            return Answer.of(socket.getInputStream().readAllBytes());
        }
    }

    Answer raw(String request) throws IOException {
        return raw(request.getBytes(UTF_8));
    }

    record Answer(int status, List<String> headers, String body) {
        static Answer of(byte[] bytes) {
            String text = new String(bytes, ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            if (end < 0) {
                throw new AssertionError("no answer but: " + text);
            }
            List<String> lines = Arrays.asList(text.substring(0, end).split("\r\n", -1));
            String body = new String(Arrays.copyOfRange(bytes, end + 4, bytes.length), UTF_8);
            return new Answer(Integer.parseInt(lines.get(0).split(" ", -1)[1]), lines.subList(1, lines.size()), body);
        }

        /** The body as an event. */
        Map<String, Object> event() throws IOException {
            return JSON.std.mapFrom(body);
        }

        @Nullable Object at(String... path) throws IOException {
            Object value = event();
            for (String name : path) {
                value = value instanceof Map<?, ?> map ? map.get(name) : null;
            }
            return value;
        }

        /** All lines of this name, as they were spelled. */
        List<String> lines(String name) {
            return headers.stream()
                    .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
                    .toList();
        }
    }
}
