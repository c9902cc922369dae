package dev.skiff.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExampleStartTest {
    @Test
    void figures_are_found_in_lambdas_lines() {
        String report = "REPORT RequestId: 6f1c\tDuration: 3.21 ms\tBilled Duration: 187 ms\tMemory Size: 512 MB"
                + "\tMax Memory Used: 61 MB\tInit Duration: 183.10 ms";

        assertThat(ExampleStart.number(report, "Duration")).isEqualTo(3.21);
        assertThat(ExampleStart.number(report, "Init Duration")).isEqualTo(183.1);
        assertThat(ExampleStart.number(report, "Max Memory Used")).isEqualTo(61);
        assertThat(ExampleStart.number(report, "Restore Duration")).isZero();
        assertThat(ExampleStart.number("INIT_REPORT Init Duration: 540.01 ms\tPhase: init", "Init Duration"))
                .isEqualTo(540.01);
    }
}
