package dev.skiff.local;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The port at which a debugger finds a function, whichever JVM runs it now. Each JVM listens at a port of its own, and what
 * comes in here goes there: so no JVM has to leave the port before the next one can have it.
 */
final class DebugPort implements AutoCloseable {
    private static final byte[] HANDSHAKE = "JDWP-Handshake".getBytes(US_ASCII);
    private static final Duration MOST_WAIT = Duration.ofSeconds(10);

    private final ServerSocket server;
    private final Supplier<Optional<ExecutionEnvironment>> target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private DebugPort(ServerSocket server, Supplier<Optional<ExecutionEnvironment>> target) {
        this.server = server;
        this.target = target;
    }

    static DebugPort open(FunctionDefinition function, Supplier<Optional<ExecutionEnvironment>> target) {
        try {
            ServerSocket server = new ServerSocket(function.debugPort(), 1, InetAddress.getLoopbackAddress());
            DebugPort port = new DebugPort(server, target);
            run("debugger of " + function.name(), port::accept);
            return port;
        } catch (IOException taken) {
            throw new LocalException(
                    "the debug port " + function.debugPort() + " of " + function.name() + " can't be had ("
                            + taken.getMessage() + "): choose another with --debug-port",
                    taken);
        }
    }

    @Override
    public void close() {
        close(server);
        open.forEach(DebugPort::close);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket debugger = server.accept();
                open.add(debugger);
                run("debugger", () -> connect(debugger));
            } catch (IOException closed) {
                // asked in the loop's condition
            }
        }
    }

    private void connect(Socket debugger) {
        try (debugger) {
            expectHandshake(debugger);
            connect(debugger, jvm());
        } catch (IOException | InterruptedException gone) {
            // so is the debugger's connection, which tells it
        } finally {
            open.remove(debugger);
        }
    }

    private void connect(Socket debugger, Socket jvm) throws IOException, InterruptedException {
        try (jvm) {
            open.add(jvm);
            debugger.setTcpNoDelay(true);
            debugger.getOutputStream().write(HANDSHAKE);
            Thread back = run("debugger", () -> copy(jvm, debugger));
            copy(debugger, jvm);
            back.join();
        } finally {
            open.remove(jvm);
        }
    }

    private static void expectHandshake(Socket peer) throws IOException {
        if (!Arrays.equals(peer.getInputStream().readNBytes(HANDSHAKE.length), HANDSHAKE)) {
            throw new IOException("no JDWP");
        }
    }

    /** It may be starting, or be about to end, or to listen again after another debugger left. */
    private Socket jvm() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + MOST_WAIT.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<ExecutionEnvironment> environment = target.get();
            if (environment.isPresent() && environment.get().debugPort().isPresent()) {
                try {
                    return jvm(environment.get().debugPort().getAsInt());
                } catch (IOException notYet) {
                    // asked again
                }
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new IOException("no JVM awaits a debugger");
    }

    private static Socket jvm(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        try {
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(HANDSHAKE);
            expectHandshake(socket);
            return socket;
        } catch (IOException ending) {
            close(socket);
            throw ending;
        }
    }

    /** Until either side ends; then both have ended. */
    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException ended) {
            // both are closed now
        }
    }

    private static Thread run(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception alreadyClosed) {
            // what it was to be
        }
    }
}
