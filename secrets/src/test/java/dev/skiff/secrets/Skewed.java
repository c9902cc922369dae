package dev.skiff.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server with a clock of its own: it refuses signatures of another hour, and says what time it is. */
final class Skewed implements AutoCloseable {
    private final ServerSocket socket;
    private final String date;
    private final String body;
    private final List<String> dates = new CopyOnWriteArrayList<>();

    Skewed(String date, String body) throws IOException {
        this.date = date;
        this.body = body;
        socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "skewed");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                String signed = signedAt(new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8)));
                dates.add(signed);
                boolean right = signed.contains("T11");
                byte[] answer = (right
                                ? body
                                : "{\"__type\":\"InvalidSignatureException\",\"message\":\"Signature expired: …\"}")
                        .getBytes(UTF_8);
                client.getOutputStream()
                        .write(("HTTP/1.1 " + (right ? "200 OK" : "400 Bad Request") + "\r\nDate: " + date
                                        + "\r\nContent-Length: " + answer.length + "\r\n\r\n")
                                .getBytes(UTF_8));
                client.getOutputStream().write(answer);
            } catch (IOException closed) {
                // as the test ends
            }
        }
    }

    /** Reads the whole request: a client that is answered before it has spoken may not listen. */
    private static String signedAt(BufferedReader request) throws IOException {
        String signed = "";
        int length = 0;
        for (String line = request.readLine(); line != null && !line.isEmpty(); line = request.readLine()) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("x-amz-date:")) {
                signed = line.substring(11).strip();
            }
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        for (int i = 0; i < length; i++) {
            if (request.read() < 0) {
                break;
            }
        }
        return signed;
    }

    List<String> dates() {
        return dates;
    }

    URI uri() {
        return URI.create("http://localhost:" + socket.getLocalPort() + "/");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
