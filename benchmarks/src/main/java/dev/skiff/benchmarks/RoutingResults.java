package dev.skiff.benchmarks;

import dev.skiff.benchmarks.routes.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What was measured of tables of routes on one JDK. */
final class RoutingResults {
    /** The sizes of tables in which the cost must not grow, the smallest first. */
    static final List<Integer> SIZES = List.of(203, 2_000, 10_000);

    /** The requests by which that is judged. */
    static final List<Column> GROWING = List.of(Column.STATIC, Column.ONE_PARAMETER, Column.MISS_DEEP);

    /** How many routes a function's constructor builds a table of, and in how many milliseconds at most. */
    static final Map<Integer, Double> BUILT = new LinkedHashMap<>();

    static {
        BUILT.put(5, 2.0);
        BUILT.put(203, 7.0);
    }

    /** More than this many times the time of the smallest table is growth, less may be the processor's caches. */
    private static final double MOST_GROWTH = 1.5;

    /** What JMH itself allocates beside the matches is in their figure; one object of the smallest size in a hundred matches would be more. */
    private static final double NOTHING = 0.1;

    private final JavaHome java;
    private final Map<Matched, Timing> matches = new LinkedHashMap<>();
    private final Map<Built, List<Double>> builds = new LinkedHashMap<>();

    RoutingResults(JavaHome java) {
        this.java = java;
    }

    /**
     * What is matched.
     *
     * @param repeated how many routes a table of repeated ones has; 0 for GitHub's own
     */
    record Matched(RoutingPeer router, Column column, int repeated) {}

    /** A table that a function builds. */
    record Built(RoutingPeer router, int routes) {}

    void add(Matched matched, Timing timing) {
        matches.put(matched, timing);
    }

    void add(Built built, double millis) {
        builds.computeIfAbsent(built, first -> new ArrayList<>()).add(millis);
    }

    static String report(List<RoutingResults> all) {
        StringBuilder text = new StringBuilder();
        Report.append(text, "One match: ns (bytes allocated)", columns(all).toString());
        Report.append(
                text,
                "The same in larger tables: ns (bytes allocated)",
                sizes(all).toString());
        Report.append(
                text,
                "A table and its first match in a function's constructor: ms",
                built(all).toString());
        List<Budget> budgets = new ArrayList<>();
        all.forEach(results -> budgets.addAll(results.budgets()));
        return text + "\n" + Report.budgets(budgets);
    }

    List<Budget> budgets() {
        List<Budget> budgets = new ArrayList<>();
        String suffix = ", Java " + java.version();
        for (Column column : Column.values()) {
            double ratio = match(RoutingPeer.SKIFF, column, 0).median()
                    / match(RoutingPeer.JOOBY, column, 0).median();
            budgets.add(new Budget(
                    column.words() + " against Jooby" + suffix, ratio, column == Column.STATIC ? 1 : 0.5, "×"));
        }
        for (Column column : List.of(Column.STATIC, Column.MISS_AT_ROOT, Column.MISS_DEEP)) {
            budgets.add(new Budget(
                    column.words() + ", allocated" + suffix,
                    match(RoutingPeer.SKIFF, column, 0).bytes(),
                    NOTHING,
                    " B"));
        }
        int largest = SIZES.get(SIZES.size() - 1);
        for (Column column : GROWING) {
            double growth = match(RoutingPeer.SKIFF, column, largest).median()
                    / match(RoutingPeer.SKIFF, column, SIZES.get(0)).median();
            budgets.add(new Budget(
                    column.words() + ", " + largest + " routes against " + SIZES.get(0) + suffix,
                    growth,
                    MOST_GROWTH,
                    "×"));
        }
        BUILT.forEach((routes, most) -> budgets.add(new Budget(
                routes + " routes and a match" + suffix,
                built(RoutingPeer.SKIFF, routes).median(),
                most,
                " ms")));
        return budgets;
    }

    private static Table columns(List<RoutingResults> all) {
        Table table = new Table(2, header(List.of("Java", "router"), Arrays.asList(Column.values()), Column::words));
        for (RoutingResults results : all) {
            for (RoutingPeer router : RoutingPeer.values()) {
                table.add(header(
                        List.of(results.java.version(), router.words()),
                        Arrays.asList(Column.values()),
                        column -> results.match(router, column, 0).cell()));
            }
        }
        return table;
    }

    private static Table sizes(List<RoutingResults> all) {
        Table table = new Table(3, header(List.of("Java", "router", "routes"), GROWING, Column::words));
        for (RoutingResults results : all) {
            for (RoutingPeer router : RoutingPeer.values()) {
                for (int size : SIZES) {
                    table.add(header(
                            List.of(results.java.version(), router.words(), Report.bytes(size)),
                            GROWING,
                            column -> results.match(router, column, size).cell()));
                }
            }
        }
        return table;
    }

    private static Table built(List<RoutingResults> all) {
        List<Integer> sizes = List.copyOf(BUILT.keySet());
        Table table = new Table(2, header(List.of("Java", "router"), sizes, size -> size + " routes"));
        for (RoutingResults results : all) {
            for (RoutingPeer router : RoutingPeer.values()) {
                table.add(header(
                        List.of(results.java.version(), router.words()),
                        sizes,
                        size -> spread(results.built(router, size))));
            }
        }
        return table;
    }

    private static String spread(Statistics millis) {
        return Report.number(millis.median(), 1) + " (" + Report.number(millis.low(), 1) + "–"
                + Report.number(millis.high(), 1) + ")";
    }

    private static <T> String[] header(List<String> words, List<T> columns, Function<T, String> cell) {
        List<String> cells = new ArrayList<>(words);
        columns.forEach(column -> cells.add(cell.apply(column)));
        return cells.toArray(String[]::new);
    }

    private Timing match(RoutingPeer router, Column column, int repeated) {
        return measured(matches.get(new Matched(router, column, repeated)));
    }

    private Statistics built(RoutingPeer router, int routes) {
        return Statistics.of(measured(builds.get(new Built(router, routes))));
    }

    private static <T> T measured(@org.jspecify.annotations.Nullable T figure) {
        if (figure == null) {
            throw new IllegalArgumentException("not measured");
        }
        return figure;
    }
}
