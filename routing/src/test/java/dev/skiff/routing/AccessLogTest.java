package dev.skiff.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.skiff.testing.FunctionClient;
import dev.skiff.testing.HttpAnswer;
import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpDeployment;
import dev.skiff.testing.HttpSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

class AccessLogTest {
    private final List<AccessLog.Entry> entries = new ArrayList<>();

    @Test
    void a_request_is_one_line_of_its_logger() {
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger("dev.skiff.access");
        appender.start();
        logger.addAppender(appender);
        try {
            FunctionClient.of(function(AccessLog.create().withNanoseconds(every(1_450_000))))
                    .deployed(HttpDeployment.of(HttpSource.HTTP_API_2_0).withRequestIds(() -> "r-1"))
                    .send(HttpCall.get("/users/ann?secret=1"));
        } finally {
            logger.detachAppender(appender);
        }

        assertThat(appender.list).hasSize(1);
        assertThat(appender.list.get(0).getLevel()).isEqualTo(Level.INFO);
        assertThat(appender.list.get(0).getFormattedMessage())
                .isEqualTo("method=GET route=/users/{id} status=200 ms=1.4 bytes=5 source=HTTP_API_2_0 request_id=r-1");
    }

    @ParameterizedTest
    @EnumSource(HttpSource.class)
    void an_entry_tells_the_request_and_its_answer(HttpSource source) {
        send(source, HttpCall.get("/users/zoe"));

        AccessLog.Entry entry = entries.get(0);
        assertThat(entry.method()).isEqualTo("GET");
        assertThat(entry.route()).isEqualTo("/users/{id}");
        assertThat(entry.status()).isEqualTo(200);
        assertThat(entry.duration()).isEqualTo(Duration.ofMillis(2));
        assertThat(entry.bytes()).isEqualTo(5);
        assertThat(source.name()).startsWith(entry.source().name());
        assertThat(entry.requestId()).isNotEmpty();
    }

    @Test
    void failures_are_told_as_their_answers() {
        send(HttpSource.ALB, HttpCall.get("/throws"));
        send(HttpSource.ALB, HttpCall.get("/conflict"));
        send(HttpSource.ALB, HttpCall.get("/nope"));
        send(HttpSource.ALB, HttpCall.post("/throws"));

        assertThat(entries).extracting(AccessLog.Entry::status).containsExactly(500, 409, 404, 405);
        assertThat(entries).extracting(AccessLog.Entry::route).containsExactly("/throws", "/conflict", "", "");
        assertThat(entries.get(0).bytes()).isPositive();
    }

    @Test
    void an_answer_without_a_body_has_no_bytes() {
        send(HttpSource.ALB, HttpCall.head("/users/zoe"));
        send(HttpSource.ALB, HttpCall.get("/nothing"));

        assertThat(entries).extracting(AccessLog.Entry::bytes).containsExactly(0L, 0L);
    }

    @Test
    void json_is_counted_as_it_is_written() {
        AccessLog.to(entries::add).apply(Request.of("GET", "/"), request -> Response.json("Zoë"));

        assertThat(entries.get(0).bytes()).isEqualTo(6);
    }

    @Test
    void around_a_router_the_route_is_known_too() throws Exception {
        Router router =
                Router.builder().get("/a/{b}", request -> Response.text("x")).build();

        AccessLog.to(entries::add).around(router).handle(Request.of("GET", "/a/1"));

        assertThat(entries.get(0).route()).isEqualTo("/a/{b}");
    }

    @Test
    void in_a_mounted_router_the_route_is_the_whole_one() {
        Router inner = Router.builder()
                .filter(AccessLog.to(entries::add))
                .get("/a", request -> Response.text("x"))
                .build();

        Router.builder().mount("/in", inner).build().handle(Request.of("GET", "/in/a"));

        assertThat(entries.get(0).route()).isEqualTo("/in/a");
    }

    @Test
    void a_receiver_that_fails_does_not_spoil_the_answer() {
        AccessLog failing = AccessLog.to(entry -> {
            throw new IllegalStateException("disk full");
        });

        assertThat(failing.apply(Request.of("GET", "/"), request -> Response.text("ok"))
                        .text())
                .isEqualTo("ok");
    }

    @Test
    void what_the_machine_cannot_go_on_from_passes() {
        assertThatThrownBy(() -> AccessLog.to(entries::add).apply(Request.of("GET", "/"), request -> {
                    throw new OutOfMemoryError("gone");
                }))
                .isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void a_client_cannot_break_the_line() {
        AccessLog.to(entries::add).apply(Request.of("GET status=200\nmethod=X", "/"), request -> Response.status(404));

        assertThat(entries.get(0).toString())
                .startsWith("method=GET?status=200?method=X route=- status=404")
                .endsWith("request_id=-")
                .doesNotContain("\n");
    }

    private HttpAnswer send(HttpSource source, HttpCall call) {
        AccessLog log = AccessLog.to(entries::add).withNanoseconds(every(2_000_000));
        return FunctionClient.of(function(log)).as(source).send(call);
    }

    private static HttpFunction function(AccessLog log) {
        return new HttpFunction(Router.builder()
                .filter(log)
                .get("/users/{id}", request -> Response.text("Zoë!"))
                .get("/nothing", request -> Response.noContent())
                .get("/throws", request -> {
                    throw new IllegalStateException("inside");
                })
                .get("/conflict", request -> {
                    throw HttpException.conflict("taken");
                })
                .build()) {};
    }

    private static LongSupplier every(long nanoseconds) {
        AtomicLong now = new AtomicLong();
        return () -> now.addAndGet(nanoseconds);
    }
}
