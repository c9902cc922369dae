package dev.skiff.examples.uploads;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.testing.FakeS3Event;
import dev.skiff.testing.FakeSnsEvent;
import dev.skiff.testing.FunctionClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UploadsTest {
    private final Map<String, String> bucket = new HashMap<>();
    private final List<Imported> told = new ArrayList<>();
    private final Files files = new Files() {
        @Override
        public Optional<InputStream> open(String bucketName, String key, String eTag) throws IOException {
            if (key.contains("unreadable")) {
                throw new IOException("Can't be read: " + key);
            }
            return Optional.ofNullable(bucket.get(key)).map(text -> new ByteArrayInputStream(text.getBytes(UTF_8)));
        }

        @Override
        public void write(String bucketName, String key, String text) {
            bucket.put(key, text);
        }
    };
    private final FunctionClient reading =
            FunctionClient.of(new Import(files, told::add)).rethrowing();
    private final FunctionClient summing = FunctionClient.of(new Summary(files));

    @Test
    void reads_a_file_whose_name_has_blanks_and_umlauts() {
        bucket.put("incoming/März 1.csv", "boat,3\nsail,4\r\noar,5");

        reading.invoke(FakeS3Event.created("incoming/März 1.csv").toBytes());

        assertThat(told).singleElement().satisfies(imported -> {
            assertThat(imported.key()).isEqualTo("incoming/März 1.csv");
            assertThat(imported.lines()).isEqualTo(3);
            assertThat(imported.pieces()).isEqualTo(12);
            assertThat(imported.refusal()).isEmpty();
        });
    }

    @Test
    void tells_of_a_broken_file_and_does_not_try_again() {
        bucket.put("incoming/a.csv", "boat,3\nno number");

        reading.invoke(FakeS3Event.created("incoming/a.csv").toBytes());

        assertThat(told).singleElement().satisfies(imported -> assertThat(imported.refusal())
                .contains("line 2 isn't sku,pieces"));
    }

    @Test
    void fails_where_another_try_can_help() {
        assertThatThrownBy(() -> reading.invoke(
                        FakeS3Event.created("incoming/unreadable.csv").toBytes()))
                .hasStackTraceContaining("Can't be read");
        assertThat(told).isEmpty();
    }

    @Test
    void passes_over_what_is_gone() {
        reading.invoke(FakeS3Event.created("incoming/gone.csv").toBytes());

        assertThat(told).isEmpty();
    }

    @Test
    void a_line_without_end_takes_no_memory() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };

        assertThatThrownBy(() -> Stock.read(endless)).hasMessageContaining("line 1 has more than 10000 characters");
    }

    @Test
    void a_summary_is_written() {
        summing.invoke(FakeSnsEvent.of(
                        "{\"bucket\":\"b\",\"key\":\"incoming/a.csv\",\"eTag\":\"t\",\"lines\":2,\"pieces\":7,\"refusal\":null}")
                .toBytes());

        assertThat(bucket).containsEntry("summaries/a.csv.txt", "2 lines, 7 pieces");
    }
}
