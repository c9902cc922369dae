package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.local.Wire.Answer;
import dev.skiff.local.functions.HttpFunctions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wire: what clients send that is odd, large, slow or much. */
class FrontServerTest {
    private static final Doors DOORS = new Doors();
    private static final FrontServer SERVER = DOORS.server(FrontServerTest::told);
    private static final Wire WIRE = new Wire(SERVER.url());
    private static final int CALLS = 1_000;

    private static HttpReply told(dev.skiff.testing.HttpCall call, String sourceIp) {
        return HttpReply.json(200, call.method() + " " + call.target() + " " + call.body().length)
                .plusHeader("X-Host", call.header("Host").orElse(""));
    }

    @AfterAll
    static void close() {
        DOORS.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET users HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "CONNECT example.org:443 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /x HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET /x#y HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /x HTTP/1.1\r\nHost: x\r\nbroken\r\nConnection: close\r\n\r\n",
                "nonsense\r\n\r\n",
            })
    void what_is_no_request_for_a_path_is_a_bad_request(String request) throws IOException {
        assertThat(WIRE.raw(request).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.org/a?b=1", "https://example.org:8443/a?b=1", "http://example.org/a?b=1"})
    void a_target_with_an_origin_is_the_path_behind_it(String target) throws IOException {
        assertThat(WIRE.get(target).body()).isEqualTo("GET /a?b=1 0");
    }

    @Test
    void an_origin_without_a_path_is_the_root() throws IOException {
        assertThat(WIRE.get("http://example.org").body()).isEqualTo("GET / 0");
        assertThat(WIRE.get("http://example.org?q=/1").body()).isEqualTo("GET /?q=/1 0");
    }

    @Test
    void a_body_may_come_in_chunks() throws IOException {
        Answer answer = WIRE.raw(lines(
                "POST /x HTTP/1.1",
                "Host: x",
                "Transfer-Encoding: chunked",
                "Connection: close",
                "",
                "5",
                "hello",
                "3",
                "you",
                "0",
                "",
                ""));

        assertThat(answer.body()).isEqualTo("POST /x 8");
    }

    @Test
    void a_client_that_waits_for_leave_to_send_gets_it() throws IOException {
        String head = lines(
                "POST /x HTTP/1.1",
                "Host: x",
                "Content-Length: 5",
                "Expect: 100-continue",
                "Connection: close",
                "",
                "");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), SERVER.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(head.getBytes(UTF_8));
            byte[] leave = socket.getInputStream().readNBytes("HTTP/1.1 100 Continue".length());
            socket.getOutputStream().write("hello".getBytes(UTF_8));
            String rest = new String(socket.getInputStream().readAllBytes(), UTF_8);

            assertThat(new String(leave, UTF_8)).isEqualTo("HTTP/1.1 100 Continue");
            assertThat(rest).contains("HTTP/1.1 200 OK").endsWith("POST /x 5");
        }
    }

    @Test
    void a_head_has_the_headers_only() throws IOException {
        Answer answer = WIRE.send("HEAD", "/x", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void headers_beyond_all_measure_are_refused() throws IOException {
        assertThat(WIRE.get("/x", "X-Large: " + "x".repeat(70_000)).status()).isEqualTo(431);
        String[] many = IntStream.range(0, 600).mapToObj(i -> "X-" + i + ": 1").toArray(String[]::new);
        assertThat(WIRE.get("/x", many).status()).isEqualTo(431);
    }

    @Test
    void a_body_is_read_to_its_end_but_kept_as_far_as_it_may_count() throws IOException {
        assertThat(WIRE.send("POST", "/x", new byte[12 << 20]).body()).isEqualTo("POST /x " + ((6 << 20) + 1));
    }

    @Test
    void clients_that_stall_hold_up_nobody() throws IOException {
        List<Socket> stalled = IntStream.range(0, 50)
                .mapToObj(i ->
                        stalled(i % 2 == 0 ? "GET /x HT" : "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n1"))
                .toList();
        try {
            assertThat(WIRE.get("/x").status()).isEqualTo(200);
        } finally {
            for (Socket socket : stalled) {
                socket.close();
            }
        }
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines);
    }

    private static Socket stalled(String start) {
        try {
            URI address = URI.create(SERVER.url());
            Socket socket = new Socket(address.getHost(), address.getPort());
            socket.getOutputStream().write(start.getBytes(UTF_8));
            return socket;
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void a_thousand_requests_at_once_are_all_answered_once() throws Exception {
        LocalFunction function = DOORS.function(HttpFunctions.class.getName() + "::count");
        Wire wire = DOORS.open(Doors.http("$default"), function, "GET /x");
        ExecutorService clients = Executors.newFixedThreadPool(CALLS);
        try {
            List<Callable<Answer>> calls = IntStream.range(0, CALLS)
                    .<Callable<Answer>>mapToObj(i -> () -> wire.get("/x"))
                    .toList();
            List<Future<Answer>> answers = clients.invokeAll(calls);

            int total = 0;
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).as(FrontServerTest::usedHeap).isEqualTo(200);
                total++;
            }
            System.gc();
            assertThat(total).isEqualTo(CALLS);
            assertThat(usedMegabytes()).as(FrontServerTest::usedHeap).isLessThan(200);
            assertThat(answers.stream().map(FrontServerTest::body).collect(Collectors.toSet()))
                    .as("numbers that the environments gave")
                    .hasSizeGreaterThanOrEqualTo(CALLS / 4);
        } finally {
            clients.shutdownNow();
        }
    }

    private static String body(Future<Answer> answer) {
        try {
            return answer.get().body();
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static long usedMegabytes() {
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }

    private static String usedHeap() {
        return usedMegabytes() + " MB of heap in use";
    }
}
