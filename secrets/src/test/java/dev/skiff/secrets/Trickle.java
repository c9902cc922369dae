package dev.skiff.secrets;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.locks.LockSupport;

/** A server whose answer's body comes byte by byte, ten a second, for ever. */
final class Trickle implements AutoCloseable {
    private final ServerSocket socket;

    Trickle() throws IOException {
        socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "trickle");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        try (Socket client = socket.accept();
                OutputStream output = client.getOutputStream()) {
            output.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{\"".getBytes(US_ASCII));
            while (!socket.isClosed()) {
                output.write('x');
                output.flush();
                LockSupport.parkNanos(100_000_000);
            }
        } catch (IOException closed) {
            // the client has gone, as it should
        }
    }

    URI uri() {
        return URI.create("http://localhost:" + socket.getLocalPort() + "/");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
