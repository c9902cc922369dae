package dev.skiff.benchmarks;

import dev.skiff.benchmarks.routes.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one match costs in routers on one version of Java; the first of them is what the others are compared with. */
final class RouterResults {
    private final String version;
    private final List<MeasuredRouter> routers;
    private final Map<Cell, Timing> timings = new HashMap<>();

    RouterResults(String version, List<MeasuredRouter> routers) {
        this.version = version;
        this.routers = List.copyOf(routers);
    }

    private record Cell(MeasuredRouter router, Column column) {}

    List<MeasuredRouter> routers() {
        return routers;
    }

    void add(MeasuredRouter router, Column column, Timing timing) {
        timings.put(new Cell(router, column), timing);
    }

    static String report(List<RouterResults> all) {
        StringBuilder text = new StringBuilder();
        Report.append(
                text,
                "One match: ns (bytes allocated)",
                table(all, RouterResults::cell).toString());
        Report.append(
                text, "The same, × Skiff", table(all, RouterResults::times).toString());
        return text.toString();
    }

    /** What stands in a column of a router's row. */
    @FunctionalInterface
    private interface Figure {
        String of(RouterResults results, MeasuredRouter router, Column column);
    }

    private static Table table(List<RouterResults> all, Figure figure) {
        List<String> header = new ArrayList<>(List.of("Java", "router"));
        for (Column column : Column.values()) {
            header.add(column.words());
        }
        Table table = new Table(2, header.toArray(String[]::new));
        for (RouterResults results : all) {
            for (MeasuredRouter router : results.routers) {
                table.add(results.row(router, figure));
            }
        }
        return table;
    }

    private String[] row(MeasuredRouter router, Figure figure) {
        List<String> row = new ArrayList<>(List.of(version, router.words()));
        for (Column column : Column.values()) {
            row.add(figure.of(this, router, column));
        }
        return row.toArray(String[]::new);
    }

    private String cell(MeasuredRouter router, Column column) {
        return timing(router, column).cell();
    }

    private String times(MeasuredRouter router, Column column) {
        double ratio =
                timing(router, column).median() / timing(routers.get(0), column).median();
        return Report.number(ratio, ratio < 10 ? 1 : 0);
    }

    private Timing timing(MeasuredRouter router, Column column) {
        Timing timing = timings.get(new Cell(router, column));
        if (timing == null) {
            throw new IllegalArgumentException(router.words() + " was not measured: " + column.words());
        }
        return timing;
    }
}
