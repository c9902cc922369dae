package dev.skiff.examples.uploads;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The moto server, AWS's services in Python, in a process of its own that ends with this one. Where it isn't installed the tests are skipped,
 * loudly; where {@code SKIFF_REQUIRE_MOTO} is set they fail.
 */
final class Moto implements BeforeAllCallback, AfterAllCallback {
    private static final String CURE = "python3 -m pip install 'moto[server]'";
    private static final Path LOG = Path.of("target/moto.log");
    private static final String PROGRAM = """
            import os, sys, threading
            from moto.server import main
            threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
            main(["-H", "127.0.0.1", "-p", sys.argv[1]])
            """;

    private final int port = freePort();
    private final AtomicReference<Process> process = new AtomicReference<>();

    String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Process started = start();
        process.set(started);
        while (!isOpen()) {
            if (!started.isAlive()) {
                String log = Files.readString(LOG);
                if (log.contains("No module named")) {
                    skip();
                }
                throw new IllegalStateException(log);
            }
            Thread.sleep(100);
        }
    }

    private Process start() {
        try {
            return new ProcessBuilder("python3", "-c", PROGRAM, Integer.toString(port))
                    .redirectErrorStream(true)
                    .redirectOutput(new File(LOG.toString()))
                    .start();
        } catch (IOException noPython) {
            return skip();
        }
    }

    private static Process skip() {
        if (Boolean.parseBoolean(System.getenv("SKIFF_REQUIRE_MOTO"))) {
            Assertions.fail("SKIFF_REQUIRE_MOTO is set and there is no moto: " + CURE);
        }
        System.err.println("\n** SKIPPED: tests that need moto. To run them: " + CURE + "\n");
        return Assumptions.abort("no moto: " + CURE);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Process started = process.get();
        if (started != null) {
            started.descendants().forEach(ProcessHandle::destroyForcibly); // python3 may be a script that starts it
            started.destroyForcibly();
        }
    }

    private boolean isOpen() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new IllegalStateException(none);
        }
    }
}
