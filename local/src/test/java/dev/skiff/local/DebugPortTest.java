package dev.skiff.local;

import static dev.skiff.local.Functions.behaviour;
import static dev.skiff.local.Functions.call;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.local.Functions.Log;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A debugger at a function's port, as JDWP sees it. */
@Tag("long")
@Timeout(60)
class DebugPortTest {
    private final Log log = new Log();

    @Test
    void a_debugger_attaches_before_the_first_call_and_after_a_reload() throws IOException {
        int port = freePort();
        try (LocalFunction function = start(behaviour("process").debugPort(port))) {
            assertThat(versionBehind(port)).contains("Java Debug Wire Protocol");
            String first = call(function, "{}").text();
            assertThat(versionBehind(port)).contains("Java Debug Wire Protocol");

            var unused = function.reload();

            assertThat(versionBehind(port)).contains("Java Debug Wire Protocol");
            assertThat(call(function, "{}").text()).isNotEqualTo(first);
            assertThat(log.lines).noneMatch(line -> line.contains("Listening for transport"));
        }
    }

    @Test
    void a_debugger_attaches_again_after_the_process_was_killed() throws IOException {
        int port = freePort();
        try (LocalFunction function = start(behaviour("process").debugPort(port))) {
            long process = Long.parseLong(call(function, "{}").text());
            versionBehind(port);
            ProcessHandle.of(process).orElseThrow().destroyForcibly();

            assertThat(versionBehind(port)).contains("Java Debug Wire Protocol");
        }
    }

    @Test
    void a_call_that_is_debugged_has_no_deadline() throws IOException {
        try (LocalFunction function =
                start(behaviour("sleep").debugPort(freePort()).timeout(Duration.ofMillis(300)))) {
            assertThat(call(function, "1500").text()).isEqualTo("\"slept\"");
        }
    }

    @Test
    void a_port_that_is_taken_is_told() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start(behaviour("echo").debugPort(taken.getLocalPort())))
                    .isInstanceOf(LocalException.class)
                    .hasMessageContaining("the debug port " + taken.getLocalPort() + " of Tested can't be had");
            assertThat(Functions.leftovers()).isEmpty();
        }
    }

    /** Shakes hands and asks for the version of the JVM. */
    private static String versionBehind(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] handshake = "JDWP-Handshake".getBytes(US_ASCII);
            out.write(handshake);
            assertThat(in.readNBytes(handshake.length)).isEqualTo(handshake);
            out.write(new byte[] {0, 0, 0, 11, 0, 0, 0, 7, 0, 1, 1});
            return reply(in, 7);
        }
    }

    /** Events of the JVM may come before. */
    private static String reply(DataInputStream in, int id) throws IOException {
        while (true) {
            int length = in.readInt();
            int packet = in.readInt();
            boolean isReply = in.readByte() == (byte) 0x80;
            byte[] rest = in.readNBytes(length - 9);
            if (isReply && packet == id) {
                return new String(rest, US_ASCII);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private LocalFunction start(FunctionDefinition.Builder definition) {
        return LocalFunction.start(definition.build(), log.lines::add);
    }
}
