package dev.skiff.secrets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalGetTest {
    private static final Deadline SOON = Deadline.in(Duration.ofSeconds(20));

    @Test
    void gets_what_a_real_server_answers() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] large = "ä".repeat(50_000).getBytes(UTF_8);
        server.createContext("/", exchange -> {
            boolean told = "t0k=en".equals(exchange.getRequestHeaders().getFirst("X-Token"));
            byte[] body = exchange.getRequestURI().toString().equals("/get?a=b%2Fc") && told ? large : new byte[0];
            exchange.sendResponseHeaders(
                    told ? 200 : 403,
                    exchange.getRequestURI().getPath().equals("/open") ? 0 : body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            int port = server.getAddress().getPort();
            HttpAnswer answer = new LocalGet(port, "/get?a=b%2Fc", "X-Token", "t0k=en").send(SOON);

            assertThat(answer.isOk()).isTrue();
            assertThat(answer.body).isEqualTo(large);
            assertThat(new LocalGet(port, "/", "X-Token", "").send(SOON).status).isEqualTo(403);
            assertThat(new LocalGet(port, "/open", "X-Token", "t0k=en").send(SOON).body)
                    .isEmpty();
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nvalue",
                "HTTP/1.0 200 OK\r\n\r\nvalue",
                "HTTP/1.1 200\r\ncontent-length:5\r\nX-Content-Length: 99\r\n\r\nvalue and what nobody asked for",
                "HTTP/1.1 200 OK\r\nA: b\r\nCONTENT-LENGTH:   5 \r\nDate: x\r\n\r\nvalue",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nva\r\n3\r\nlue\r\n0\r\n\r\n"
            })
    void reads_a_body_to_its_end(String answer) throws IOException {
        assertThat(new String(answered(answer, 1).body, UTF_8)).isEqualTo("value");
        assertThat(new String(answered(answer, answer.length()).body, UTF_8)).isEqualTo("value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nvalue",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nvalue",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nvalue",
                "HTTP/1.1 200 OK\r\nContent-Length: 0x5\r\n\r\nvalue",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nvalue\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n99999999\r\nvalue\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nvalue\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nvalue\r\n0\r\n\r\n",
                "HTTP/1.1 two hundred\r\n\r\nvalue",
                "HTTP/2\r\n\r\nvalue",
                "SSH-2.0-OpenSSH\r\n\r\nvalue"
            })
    void refuses_half_answers_and_what_is_none(String answer) {
        assertThatThrownBy(() -> answered(answer, 7))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(SocketTimeoutException.class)
                .message()
                .doesNotContain("value");
    }

    @Test
    void refuses_an_endless_answer() {
        assertThatThrownBy(() -> answered("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(2_000_000), 100_000))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than");
    }

    @Test
    void a_token_stays_in_its_header() {
        assertThatThrownBy(() -> new LocalGet(1, "/", "X-Token", "secret\r\nX-Other: 1"))
                .isInstanceOf(IOException.class)
                .message()
                .doesNotContain("secret");
    }

    @Test
    void what_trickles_ends_in_time() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> trickling = CompletableFuture.runAsync(() -> {
                try (Socket socket = server.accept()) {
                    OutputStream output = socket.getOutputStream();
                    output.write("HTTP/1.1 200 OK\r\nX: ".getBytes(ISO_8859_1));
                    while (true) {
                        output.write('x');
                        output.flush();
                        Thread.sleep(20);
                    }
                } catch (IOException gone) {
                    // the client had enough
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            });
            assertThatThrownBy(() -> new LocalGet(server.getLocalPort(), "/", "X-Token", "")
                            .send(Deadline.in(Duration.ofMillis(300))))
                    .isInstanceOf(SocketTimeoutException.class);
            trickling.join();
        }
    }

    /** Sends the answer in pieces of so many bytes, and closes. */
    private static HttpAnswer answered(String answer, int piece) throws IOException {
        byte[] bytes = answer.getBytes(ISO_8859_1);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(server, bytes, piece));
            try {
                return new LocalGet(server.getLocalPort(), "/", "X-Token", "t").send(SOON);
            } finally {
                sent.join();
            }
        }
    }

    private static void send(ServerSocket server, byte[] bytes, int piece) {
        try (Socket socket = server.accept()) {
            socket.setTcpNoDelay(true);
            for (int at = 0; at < bytes.length; at += piece) {
                socket.getOutputStream().write(bytes, at, Math.min(piece, bytes.length - at));
                socket.getOutputStream().flush();
            }
            socket.shutdownOutput();
            while (socket.getInputStream().read() >= 0) {
                // what the client asks, to the end: closing before that would reset the connection
            }
        } catch (IOException gone) {
            // the client had seen enough
        }
    }
}
