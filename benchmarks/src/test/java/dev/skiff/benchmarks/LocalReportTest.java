package dev.skiff.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LocalReportTest {
    @Test
    void a_pair_is_read_as_it_was_printed() {
        LocalCalls.Pair pair = new LocalCalls.Pair(412_345, 251_000);

        assertThat(LocalCalls.Pair.parse(pair.toString())).isEqualTo(pair);
    }

    @Test
    void the_door_is_what_a_call_takes_more_behind_it() {
        LocalReport report = new LocalReport();
        report.add(
                "17.0.15",
                List.of(new LocalRunner.Start(400, 700)),
                List.of(new LocalCalls.Pair(400_000, 250_000), new LocalCalls.Pair(600_000, 250_000)));

        assertThat(report.text()).contains("400 (400–400)", "700 (700–700)", "|          250 | ", "2.00");
    }
}
