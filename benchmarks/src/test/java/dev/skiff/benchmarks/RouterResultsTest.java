package dev.skiff.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skiff.benchmarks.routes.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouterResultsTest {
    private static final MeasuredRouter FIRST = new MeasuredRouter("Skiff", "dev.example.SkiffMatching");
    private static final MeasuredRouter OTHER = new MeasuredRouter("Other 2.0", "dev.example.OtherMatching");

    private final RouterResults results = new RouterResults("17.0.1", List.of(FIRST, OTHER));

    @Test
    void each_router_has_a_row_with_a_figure_for_each_column() {
        fill(FIRST, 40, 0);
        fill(OTHER, 5000, 128);

        assertThat(RouterResults.report(List.of(results)))
                .contains("| 17.0.1 | Skiff     |   40.0 (0) |")
                .contains("| 17.0.1 | Other 2.0 | 5000 (128) |");
    }

    @Test
    void the_first_router_is_what_the_others_are_compared_with() {
        fill(FIRST, 40, 0);
        fill(OTHER, 60, 0);
        results.add(OTHER, Column.ALL, new Timing(List.of(4000.0), 0));

        assertThat(rowOf("Other 2.0")).startsWith("1.5").endsWith("100");
        assertThat(rowOf("Skiff")).startsWith("1.0").endsWith("1.0");
    }

    @Test
    void a_router_that_was_not_measured_is_named() {
        fill(FIRST, 40, 0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RouterResults.report(List.of(results)))
                .withMessageContaining("Other 2.0");
    }

    private void fill(MeasuredRouter router, double nanos, double bytes) {
        for (Column column : Column.values()) {
            results.add(router, column, new Timing(List.of(nanos), bytes));
        }
    }

    /** The cells with figures, of the table of comparisons. */
    private List<String> rowOf(String router) {
        String report = RouterResults.report(List.of(results));
        String row = report.substring(report.indexOf("× Skiff"))
                .lines()
                .filter(line -> line.startsWith("|") && line.contains(router))
                .findFirst()
                .orElseThrow();
        List<String> cells =
                List.of(row.split("\\|")).stream().map(String::strip).toList();
        return cells.subList(cells.size() - Column.values().length, cells.size());
    }
}
