package dev.skiff.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.benchmarks.routes.Column;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoutingResultsTest {
    @Test
    void a_column_may_take_half_of_jooby_s_time_and_a_static_one_all_of_it() {
        List<Budget> budgets = results(50, 100).budgets();

        assertThat(budgets.get(0).what()).startsWith("static against Jooby");
        assertThat(budgets).allMatch(Budget::met);
        assertThat(results(60, 100).budgets())
                .filteredOn(budget -> !budget.met())
                .extracting(Budget::what)
                .containsExactly(
                        "one parameter against Jooby, Java 17",
                        "two parameters against Jooby, Java 17",
                        "miss at root against Jooby, Java 17",
                        "miss deep against Jooby, Java 17",
                        "all 203 against Jooby, Java 17");
    }

    private static RoutingResults results(double ours, double theirs) {
        RoutingResults results = new RoutingResults(new JavaHome(Path.of("java"), 17, "17", "someone"));
        for (RoutingPeer peer : RoutingPeer.values()) {
            Timing timing = new Timing(List.of(peer == RoutingPeer.SKIFF ? ours : theirs), 0);
            for (Column column : Column.values()) {
                results.add(new RoutingResults.Matched(peer, column, 0), timing);
            }
            for (int size : RoutingResults.SIZES) {
                RoutingResults.GROWING.forEach(
                        column -> results.add(new RoutingResults.Matched(peer, column, size), timing));
            }
            RoutingResults.BUILT.keySet().forEach(routes -> results.add(new RoutingResults.Built(peer, routes), 1.0));
        }
        return results;
    }
}
