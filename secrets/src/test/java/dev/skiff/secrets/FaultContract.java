package dev.skiff.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skiff.secrets.FaultServer.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What goes wrong on the way to a value, whichever source is asked: it ends in time, is told for what it is, shows nothing of the secret, and whether the last value
 * is served depends on whether it passes by itself.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class FaultContract {
    static final String SECRET = "zQ7#vXw9!kPdM2@y";
    private static final Duration TIMEOUT = Duration.ofMillis(700);
    /** Beyond its time, on a machine that has much else to do. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String JSON = "application/x-amz-json-1.1";
    private static final String VALUE =
            "{\"ARN\":\"arn:aws:secretsmanager:us-east-1:1:secret:db-AbCdEf\",\"Name\":\"db\","
                    + "\"VersionId\":\"v1\",\"VersionStages\":[\"AWSCURRENT\"],\"SecretString\":\"" + SECRET + "\"}";
    private static final String HALF = VALUE.substring(0, VALUE.length() - 6);

    private final Time time = new Time();

    abstract SecretSource source(URI server);

    /** Whether what comes slowly but steadily is given up in time. */
    boolean endsWhatTrickles() {
        return true;
    }

    /** Of the logs, those that are looked at: all. */
    Logged logged() {
        return Logged.by("");
    }

    private void assumeItEnds(boolean trickles) {
        assumeTrue(!trickles || endsWhatTrickles(), "this client waits for the end of what it gives up");
    }

    /** With its name, and what it is to be told as. */
    record Case(String name, SecretFailure expected, Fault fault) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case answered(String name, SecretFailure expected, int status, String body) {
        return new Case(name, expected, connection -> connection.answers(status, JSON, body));
    }

    private static Case error(int status, String type, SecretFailure expected) {
        return error(status, type, SECRET, expected);
    }

    private static Case error(int status, String type, String message, SecretFailure expected) {
        return answered(
                status + " " + type,
                expected,
                status,
                "{\"__type\":\"" + type + "\",\"Message\":\"" + message + "\",\"message\":\"" + message + "\"}");
    }

    static Stream<Case> faults() {
        return Stream.of(
                error(400, "ThrottlingException", SecretFailure.THROTTLED),
                error(400, "KMSThrottlingException", SecretFailure.THROTTLED),
                error(400, "DecryptionFailure", "KMS: Rate exceeded " + SECRET, SecretFailure.THROTTLED),
                error(400, "DecryptionFailure", SecretFailure.UNAVAILABLE),
                error(429, "TooManyRequestsException", SecretFailure.THROTTLED),
                error(500, "InternalServiceError", SecretFailure.UNAVAILABLE),
                error(400, "AccessDeniedException", SecretFailure.DENIED),
                error(400, "ResourceNotFoundException", SecretFailure.NOT_FOUND),
                error(400, "InvalidRequestException", "it was marked for deletion " + SECRET, SecretFailure.DELETED),
                answered("500 without a word", SecretFailure.UNAVAILABLE, 500, ""),
                answered("503 in HTML", SecretFailure.UNAVAILABLE, 503, "<html>" + SECRET + "</html>"),
                answered("403 in HTML", SecretFailure.DENIED, 403, "<html>" + SECRET + "</html>"),
                answered("401", SecretFailure.DENIED, 401, SECRET),
                answered("no JSON", SecretFailure.UNAVAILABLE, 200, SECRET),
                answered("half of the JSON", SecretFailure.UNAVAILABLE, 200, HALF),
                answered("JSON of another kind", SecretFailure.UNAVAILABLE, 200, "[\"" + SECRET + "\"]"),
                answered(
                        "JSON with another type",
                        SecretFailure.UNAVAILABLE,
                        200,
                        "{\"VersionId\":\"v1\",\"SecretString\":[\"" + SECRET + "\"]}"),
                answered(
                        "binary that is none",
                        SecretFailure.UNAVAILABLE,
                        200,
                        "{\"VersionId\":\"v1\",\"SecretBinary\":\"" + SECRET + "\"}"),
                new Case(
                        "a portal's page",
                        SecretFailure.UNAVAILABLE,
                        connection -> connection.answers(200, "text/html", "<html>Log in! " + SECRET + "</html>")),
                new Case("hangs before headers", SecretFailure.TIMED_OUT, FaultServer.Connection::hangs),
                new Case("hangs within headers", SecretFailure.TIMED_OUT, connection -> connection
                        .says("HTTP/1.1 200 OK\r\nContent-Ty")
                        .hangs()),
                new Case("hangs before the body", SecretFailure.TIMED_OUT, connection -> connection
                        .says("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n")
                        .hangs()),
                new Case("hangs within the body", SecretFailure.TIMED_OUT, connection -> connection
                        .says("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + HALF)
                        .hangs()),
                new Case("a body that trickles", SecretFailure.TIMED_OUT, connection -> connection
                        .says("HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\n" + HALF)
                        .drips("k")),
                new Case("an error that trickles", SecretFailure.TIMED_OUT, connection -> connection
                        .says("HTTP/1.1 500 Such\r\nContent-Length: 50000\r\n\r\n" + HALF)
                        .drips("k")),
                new Case("headers that trickle", SecretFailure.TIMED_OUT, connection -> connection
                        .says("HTTP/1.1 200 OK\r\nX-Secret: " + SECRET)
                        .drips("k")),
                new Case("a connection closed at once", SecretFailure.UNAVAILABLE, connection -> {}),
                new Case("a connection reset", SecretFailure.UNAVAILABLE, FaultServer.Connection::resets),
                new Case("a connection half closed", SecretFailure.UNAVAILABLE, FaultServer.Connection::isHalfClosed),
                new Case("a reset within the body", SecretFailure.UNAVAILABLE, connection -> connection
                        .says("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + HALF)
                        .resets()),
                new Case(
                        "a body cut off",
                        SecretFailure.UNAVAILABLE,
                        connection -> connection.says("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + HALF)),
                new Case(
                        "a chunked body cut off",
                        SecretFailure.UNAVAILABLE,
                        connection -> connection.says(
                                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n" + HALF)),
                new Case(
                        "a body of unknown length cut off",
                        SecretFailure.UNAVAILABLE,
                        connection -> connection.says("HTTP/1.1 200 OK\r\n\r\n" + HALF)),
                new Case(
                        "a protocol of its own",
                        SecretFailure.UNAVAILABLE,
                        connection -> connection.says("SSH-2.0-OpenSSH_9.9 " + SECRET + "\r\n")),
                new Case(
                        "no status",
                        SecretFailure.UNAVAILABLE,
                        connection -> connection.says("HTTP/1.1 OK\r\nContent-Length: 2\r\n\r\n{}")));
    }

    private Secrets secrets(URI server) {
        return Secrets.builder()
                .source(source(server))
                .timeout(TIMEOUT)
                .clocks(time, time)
                .build();
    }

    private static SecretException failure(Handle<?> handle) {
        long start = System.nanoTime();
        SecretException failure = catchThrowableOfType(SecretException.class, handle::get);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.plus(PATIENCE));
        assertThat(failure).isNotNull();
        return failure;
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_fault_is_told_for_what_it_is_in_time_and_without_a_character_of_the_secret(Case one) throws Exception {
        assumeItEnds(one.name().contains("trickle"));
        try (FaultServer server = new FaultServer(one.fault());
                Logged logged = logged()) {
            SecretException failure = failure(secrets(server.uri()).text("db"));

            assertThat(failure.failure()).as(failure.getMessage()).isEqualTo(one.expected());
            Leaks.assertNone(SECRET, failure);
            Leaks.assertNone(SECRET, logged.text());
            assertThat(server.requests()).isLessThanOrEqualTo(2);
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void the_last_value_is_served_if_a_fault_passes_by_itself(Case one) throws Exception {
        assumeItEnds(one.name().contains("trickle"));
        try (FaultServer server = new FaultServer(connection -> connection.answers(200, JSON, VALUE))) {
            Secret<String> secret = secrets(server.uri()).text("db");
            assertThat(secret.get()).isEqualTo(SECRET);
            server.becomes(one.fault());
            time.pass(Duration.ofMinutes(6));

            if (one.expected().isTransient()) {
                assertThat(secret.reading().isStale()).isTrue();
                assertThat(secret.get()).isEqualTo(SECRET);
            } else {
                assertThat(failure(secret).failure()).isEqualTo(one.expected());
            }
            server.becomes(connection -> connection.answers(200, JSON, VALUE));
            time.pass(Duration.ofMinutes(2));
            assertThat(secret.reading().isStale()).isFalse();
        }
    }

    @Test
    void a_body_without_end_is_given_up() throws Exception {
        assumeItEnds(true);
        try (FaultServer server = new FaultServer(connection ->
                connection.says("HTTP/1.1 200 OK\r\n\r\n{\"SecretString\":\"").floods(SECRET))) {
            SecretException failure = failure(secrets(server.uri()).text("db"));

            assertThat(failure.failure().isTransient()).as(failure.getMessage()).isTrue();
            Leaks.assertNone(SECRET, failure);
        }
    }

    @Test
    void a_value_with_something_behind_it_shows_nothing() throws Exception {
        try (FaultServer server = new FaultServer(connection -> connection.answers(200, JSON, VALUE + SECRET));
                Logged logged = logged()) {
            try {
                assertThat(secrets(server.uri()).text("db").get()).isEqualTo(SECRET); // the SDK doesn't mind
            } catch (SecretException failure) {
                assertThat(failure.failure()).isEqualTo(SecretFailure.UNAVAILABLE);
                Leaks.assertNone(SECRET, failure);
            }
            Leaks.assertNone(SECRET, logged.text());
        }
    }

    @Test
    void nobody_there_is_unavailable() throws Exception {
        FaultServer server = new FaultServer(FaultServer.Connection::hangs);
        server.close();

        assertThat(failure(secrets(server.uri()).text("db")).failure()).isEqualTo(SecretFailure.UNAVAILABLE);
    }

    /** As moto's are, sometimes. */
    @Test
    void a_content_type_that_is_wrong_does_no_harm() throws Exception {
        try (FaultServer server = new FaultServer(connection -> connection.answers(200, "text/html", VALUE))) {
            assertThat(secrets(server.uri()).text("db").get()).isEqualTo(SECRET);
        }
    }

    @Test
    void a_value_that_comes_in_pieces_is_whole() throws Exception {
        try (FaultServer server = new FaultServer(connection -> {
            connection.says("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < VALUE.length(); i++) {
                connection.says("1\r\n" + VALUE.charAt(i) + "\r\n");
            }
            connection.says("0\r\n\r\n");
        })) {
            assertThat(secrets(server.uri()).text("db").get()).isEqualTo(SECRET);
        }
    }
}
