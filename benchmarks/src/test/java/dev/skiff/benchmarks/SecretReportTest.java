package dev.skiff.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretReportTest {
    private static final List<String> ROWS =
            List.of("floor", "skiff-extension", "skiff-direct", "sdk", "skiff-direct-tls", "sdk-tls");

    @Test
    void a_program_is_judged_by_its_whole_time_and_a_function_by_what_the_secret_adds() {
        Results programs = measured(40, 70, 200, 800, 500, 1000);
        Results functions = measured(100, 150, 200, 600, 700, 900);

        assertThat(SecretReport.budgets(functions, programs))
                .extracting(Budget::figure)
                .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : Double.compare(a, b), Double.class)
                .containsExactly(0.0875, 0.25, 0.5, 0.1, 0.2, 0.75);
    }

    @Test
    void each_way_has_its_own_limit() {
        Results same = measured(0, 100, 100, 100, 100, 100);

        assertThat(SecretReport.budgets(same, same))
                .extracting(Budget::most)
                .containsExactly(0.15, 0.35, 0.6, 0.15, 0.35, 0.6);
        assertThat(SecretReport.budgets(same, same)).noneMatch(Budget::met);
    }

    private static Results measured(double... millis) {
        List<ColdFunction> functions = ROWS.stream()
                .map(name -> ColdFunction.of(name, name, ColdFunction.Kind.SECRET, Path.of(name), "Handler"))
                .toList();
        Results results = new Results(JavaHome.current(), functions);
        for (int i = 0; i < millis.length; i++) {
            results.add(functions.get(i), new Measured(millis[i], 1, 1));
        }
        return results;
    }
}
