package dev.skiff.core.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.core.EventException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudWatchLogsTest {
    private static final String CONTROL =
            "{\"messageType\":\"CONTROL_MESSAGE\",\"owner\":\"CloudwatchLogs\",\"logGroup\":\"\",\"logStream\":\"\",\"subscriptionFilters\":[],"
                    + "\"logEvents\":[{\"id\":\"\",\"timestamp\":1480000000000,\"message\":\"CWL CONTROL MESSAGE: Checking health of destination\"}]}";

    @Test
    void log_events_are_unzipped() {
        CloudWatchLogs logs = CloudWatchLogs.ofEvent(Events.bytes("cloudwatch-logs.json"));
        assertThat(logs.messageType()).isEqualTo("DATA_MESSAGE");
        assertThat(logs.isControl()).isFalse();
        assertThat(logs.owner()).isEqualTo("123456789012");
        assertThat(logs.logGroup()).isEqualTo("/aws/lambda/orders");
        assertThat(logs.logStream()).isEqualTo("2026/01/31/[$LATEST]0a1b");
        assertThat(logs.subscriptionFilters()).containsExactly("errors");
        assertThat(logs.policyLevel()).contains("ACCOUNT_LEVEL_POLICY");
        assertThat(logs.logEvents()).hasSize(2);
        LogEvent first = logs.logEvents().get(0);
        assertThat(first.id()).isEqualTo("31953106606966983378809025079804211143289615424298221568");
        assertThat(first.timestamp()).contains(Instant.ofEpochMilli(1432826855000L));
        assertThat(first.message()).isEqualTo("[ERROR] größer 😀 than \"all\"\n");
        assertThat(first.extractedFields()).isEmpty();
        assertThat(logs.logEvents().get(1).extractedFields())
                .containsEntry("status", "500")
                .doesNotContainKey("user");
        assertThat(logs).hasToString("CloudWatchLogs of 2 events from /aws/lambda/orders");
    }

    @Test
    void the_same_zipped_bytes_are_read_out_of_a_stream() {
        CloudWatchLogs logs = CloudWatchLogs.from(zipped(
                "{\"messageType\":\"DATA_MESSAGE\",\"new\":[{}],\"logEvents\":[{\"message\":\"m\",\"timestamp\":null}]}"
                        .getBytes(UTF_8)));
        assertThat(logs.logEvents()).singleElement().satisfies(event -> {
            assertThat(event.message()).isEqualTo("m");
            assertThat(event.timestamp()).isEmpty();
        });
        assertThat(logs.subscriptionFilters()).isEmpty();
        assertThat(logs.policyLevel()).isEmpty();
    }

    @Test
    void control_messages_are_passed_over_and_failures_let_out() {
        List<CloudWatchLogs> seen = new ArrayList<>();
        CloudWatchLogsFunction function = new CloudWatchLogsFunction((logs, context) -> seen.add(logs)) {};
        Events.call(function, event(CONTROL));
        assertThat(seen).isEmpty();
        Events.call(function, Events.bytes("cloudwatch-logs.json"));
        assertThat(seen).hasSize(1);
        CloudWatchLogsFunction failing = new CloudWatchLogsFunction((logs, context) -> {
            throw new IllegalStateException("down");
        }) {};
        assertThatThrownBy(() -> Events.call(failing, Events.bytes("cloudwatch-logs.json")))
                .hasMessage("down");
    }

    @Test
    void a_bomb_is_refused_before_it_fills_the_memory() {
        byte[] bomb = zipped(new byte[CloudWatchLogs.MAX_BYTES + 1]);
        assertThat(bomb.length).isLessThan(100_000);
        assertThatThrownBy(() -> CloudWatchLogs.from(bomb))
                .isInstanceOf(EventException.class)
                .hasMessageContaining("larger than 33554432 bytes");
    }

    @Test
    void more_than_an_event_of_lambda_holds_is_read() {
        String message = "x".repeat(9_000_000);
        String json = "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[{\"message\":\"" + message
                + "\"},{\"message\":\"" + message + "\"}]}";
        assertThat(CloudWatchLogs.from(zipped(json.getBytes(UTF_8))).logEvents())
                .extracting(LogEvent::message)
                .containsExactly(message, message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "",
                "{\"awslogs\":null}",
                "{\"awslogs\":{}}",
                "{\"awslogs\":[]}",
                "{\"awslogs\":{\"data\":null}}",
                "{\"awslogs\":{\"data\":{}}}",
                "{\"awslogs\":{\"data\":\"\"}}",
                "{\"awslogs\":{\"data\":\"SECRET!\"}}",
                "{\"awslogs\":{\"data\":\"U0VDUkVU\"}}",
                "{\"Records\":[]}"
            })
    void an_event_of_another_shape_is_refused_without_an_echo(String json) {
        byte[] event = json.getBytes(UTF_8);
        assertThatThrownBy(() -> CloudWatchLogs.ofEvent(event))
                .isInstanceOf(EventException.class)
                .hasMessageNotContainingAny("SECRET", "U0VDUkVU")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "SECRET",
                "[]",
                "{\"messageType\":\"DATA_MESSAGE\"}",
                "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":{}}",
                "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[null]}",
                "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[[]]}",
                "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[{\"timestamp\":\"SECRET\"}]}",
                "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[{\"message\":{}}]}",
                "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[{\"extractedFields\":[]}]}",
                "{\"logEvents\":[]}",
                "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[]} x"
            })
    void what_was_unzipped_is_refused_when_it_is_something_else(String json) {
        byte[] gzip = zipped(json.getBytes(UTF_8));
        assertThatThrownBy(() -> CloudWatchLogs.from(gzip))
                .isInstanceOf(EventException.class)
                .hasMessageNotContaining("SECRET");
    }

    @Test
    void broken_zips_are_refused_whatever_is_broken() {
        byte[] whole = zipped(CONTROL.getBytes(UTF_8));
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> CloudWatchLogs.from(cut)).isInstanceOf(EventException.class);
        }
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] flipped = whole.clone();
            flipped[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
            readOrRefused(flipped);
        }
    }

    private static void readOrRefused(byte[] gzip) {
        try {
            assertThat(CloudWatchLogs.from(gzip).isControl()).isTrue();
        } catch (EventException refused) {
            assertThat(refused).hasNoCause();
        }
    }

    private static byte[] event(String json) {
        return ("{\"awslogs\":{\"data\":\"" + Base64.getEncoder().encodeToString(zipped(json.getBytes(UTF_8))) + "\"}}")
                .getBytes(UTF_8);
    }

    private static byte[] zipped(byte[] bytes) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(output)) {
            zip.write(bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return output.toByteArray();
    }
}
