package dev.skiff.examples.orders;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The moto server, AWS's services in Python, in a process of its own that ends with this one. Where it isn't installed {@code local.env}
 * has to do, which is told loudly; where {@code SKIFF_REQUIRE_MOTO} is set the tests fail.
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

    boolean isRunning() {
        return process.get() != null;
    }

    /** Calls a service whose protocol is JSON; moto checks no signatures unless it is asked to. */
    void call(String service, String target, String json) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint()))
                .header("X-Amz-Target", target)
                .header("Content-Type", "application/x-amz-json-1.1")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=any/20261126/us-east-1/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=none")
                .POST(BodyPublishers.ofString(json))
                .build();
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(target + " answered " + answer.body());
            }
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(target + " failed", failure);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Optional<Process> started = start();
        while (started.isPresent() && !isOpen()) {
            if (!started.get().isAlive()) {
                started = missing(Files.readString(LOG));
            }
            Thread.sleep(100);
        }
        started.ifPresent(process::set);
    }

    private Optional<Process> start() {
        try {
            return Optional.of(new ProcessBuilder("python3", "-c", PROGRAM, Integer.toString(port))
                    .redirectErrorStream(true)
                    .redirectOutput(new File(LOG.toString()))
                    .start());
        } catch (IOException noPython) {
            return missing("No module named moto, for lack of Python");
        }
    }

    private static Optional<Process> missing(String log) {
        if (!log.contains("No module named")) {
            throw new IllegalStateException(log);
        }
        if (Boolean.parseBoolean(System.getenv("SKIFF_REQUIRE_MOTO"))) {
            Assertions.fail("SKIFF_REQUIRE_MOTO is set and there is no moto: " + CURE);
        }
        System.err.println(
                "\n** NOT TESTED: Secrets Manager and Parameter Store by moto. To test them: " + CURE + "\n");
        return Optional.empty();
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
