package dev.skiff.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A server that does to its clients what networks and servers do: below HTTP where it has to. What it does can be changed while it runs. */
public final class FaultServer implements AutoCloseable {
    /** What it does with one connection, whose request has been read. */
    @FunctionalInterface
    public interface Fault {
        void on(Connection connection) throws IOException;
    }

    private final ServerSocket socket;
    private final Thread accepting;
    private volatile Fault fault;
    private final AtomicInteger requests = new AtomicInteger();
    private final List<Socket> clients = new CopyOnWriteArrayList<>();

    public FaultServer(Fault first) throws IOException {
        fault = first;
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        accepting = start("accepting", this::accept);
    }

    private static Thread start(String what, Runnable work) {
        Thread thread = new Thread(work, "fault server " + what);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void accept() {
        try {
            while (!socket.isClosed()) {
                Socket client = socket.accept();
                clients.add(client);
                var unused = start("answering", () -> answer(client));
            }
        } catch (IOException closed) {
            // as the test ends
        }
    }

    private void answer(Socket client) {
        try (client) {
            if (request(client.getInputStream())) {
                requests.incrementAndGet();
                fault.on(new Connection(client));
            }
        } catch (IOException gone) {
            // the client has had enough
        }
    }

    /** To its end: a client that is answered before it has spoken may not listen. */
    private static boolean request(InputStream input) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(UTF_8).endsWith("\r\n\r\n")) {
            int next = input.read();
            if (next < 0) {
                return false;
            }
            head.write(next);
        }
        for (String line : head.toString(UTF_8).split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                int length = Integer.parseInt(line.substring(15).strip());
                return input.readNBytes(length).length == length;
            }
        }
        return true;
    }

    public void becomes(Fault next) {
        fault = next;
    }

    /** How many came whole. */
    public int requests() {
        return requests.get();
    }

    public int port() {
        return socket.getLocalPort();
    }

    public URI uri() {
        return URI.create("http://localhost:" + port() + "/");
    }

    /** A thread that still waits in the kernel can take one more connection after the socket was closed: nobody is there when it is gone. */
    @Override
    public void close() throws IOException {
        socket.close();
        try {
            accepting.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        for (Socket client : clients) {
            client.close();
        }
    }

    /** To one client, after its request. */
    public static final class Connection {
        private final Socket socket;

        Connection(Socket socket) {
            this.socket = socket;
        }

        public Connection says(String text) throws IOException {
            OutputStream output = socket.getOutputStream();
            output.write(text.getBytes(UTF_8));
            output.flush();
            return this;
        }

        /** A whole answer. */
        public void answers(int status, String type, String body) throws IOException {
            says("HTTP/1.1 " + status + " Such\r\nContent-Type: " + type + "\r\nContent-Length: "
                    + body.getBytes(UTF_8).length + "\r\nConnection: close\r\n\r\n" + body);
        }

        /** Says it again and again, twenty times a second, for ever. */
        public void drips(String text) throws IOException {
            while (!socket.isClosed()) {
                says(text);
                LockSupport.parkNanos(50_000_000);
            }
        }

        /** Without a pause, for ever. */
        public void floods(String text) throws IOException {
            String more = text.repeat(1000);
            while (!socket.isClosed()) {
                says(more);
            }
        }

        /** Says nothing more, and keeps the connection until the client closes it. */
        public void hangs() throws IOException {
            socket.getInputStream().readAllBytes();
        }

        /** Says that it will say nothing more, and goes on listening. */
        public void isHalfClosed() throws IOException {
            socket.shutdownOutput();
            hangs();
        }

        /** By a reset, in place of an orderly end. */
        public void resets() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
