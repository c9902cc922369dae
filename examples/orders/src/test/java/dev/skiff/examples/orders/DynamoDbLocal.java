package dev.skiff.examples.orders;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** DynamoDB Local, in memory, in a process of its own; the build writes its class path down. */
final class DynamoDbLocal implements BeforeAllCallback, AfterAllCallback {
    private final int port = freePort();
    private final AtomicReference<Process> process = new AtomicReference<>();

    String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        Files.readString(Path.of("target/dynamodb-local.classpath")),
                        "software.amazon.dynamodb.services.local.main.ServerRunner",
                        "-inMemory",
                        "-sharedDb",
                        "-disableTelemetry",
                        "-port",
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(new File("target/dynamodb-local.log"));
        builder.environment().put("DDB_LOCAL_TELEMETRY", "0");
        Process started = builder.start();
        process.set(started);
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        while (!isOpen()) {
            if (!started.isAlive()) {
                throw new IllegalStateException(Files.readString(Path.of("target/dynamodb-local.log")));
            }
            Thread.sleep(100);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        process.get().destroyForcibly();
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
