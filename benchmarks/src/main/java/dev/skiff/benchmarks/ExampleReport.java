package dev.skiff.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How the examples' functions start, as Markdown. */
final class ExampleReport {
    private final List<ExampleResults> results;

    /** One for each JDK. */
    ExampleReport(List<ExampleResults> results) {
        this.results = results;
    }

    String text() throws IOException {
        StringBuilder text = new StringBuilder();
        for (ExampleResults one : results) {
            Report.append(
                    text,
                    "Examples, Java " + one.version(),
                    starts(one) + "\nThe ways to start `OrdersApi`:\n\n" + ways(one));
        }
        Report.append(text, "What the examples' functions carry", sizes().toString());
        return text.toString();
    }

    private static Table starts(ExampleResults took) {
        Table table = new Table(3, "function", "called by", "calls", "ms", "× floor", "init ms", "call ms", "peak MB");
        row(table, took, ExampleStarts.FLOOR, "", "none");
        for (ExampleFunction function : ExampleFunction.all()) {
            row(table, took, function.name(), function.source(), function.api());
        }
        return table;
    }

    private static void row(Table table, ExampleResults took, String name, String source, String calls) {
        Statistics wall = took.of(name, ExampleStart.Took::wall);
        table.add(
                name,
                source,
                calls,
                Report.spread(wall),
                Report.number(wall.ratio(took.of(ExampleStarts.FLOOR, ExampleStart.Took::wall)), 2),
                median(took, name, ExampleStart.Took::init),
                median(took, name, ExampleStart.Took::call),
                median(took, name, ExampleStart.Took::memory));
    }

    private static Table ways(ExampleResults took) {
        Table table = new Table(1, "way", "init ms", "the caller waits, ms", "of that restore", "of that the call");
        String onDemand = ExampleFunction.orders().name();
        for (String name : List.of(onDemand, ExampleStarts.PROVISIONED, ExampleStarts.SNAP_START)) {
            table.add(
                    name.equals(onDemand) ? "on demand, the caller waits for init, too" : name,
                    median(took, name, ExampleStart.Took::init),
                    Report.spread(took.of(name, ExampleStart.Took::wall)),
                    median(took, name, ExampleStart.Took::restore),
                    median(took, name, ExampleStart.Took::call));
        }
        return table;
    }

    private static Table sizes() throws IOException {
        Table table = new Table(1, "function", "zip, bytes", "layer, bytes");
        for (ExampleFunction function : ExampleFunction.all()) {
            table.add(
                    function.name(),
                    Report.bytes(Files.size(function.zip())),
                    function.layer().isPresent()
                            ? Report.bytes(Files.size(function.layer().get()))
                            : "");
        }
        return table;
    }

    private static String median(ExampleResults took, String name, ToDoubleFunction<ExampleStart.Took> figure) {
        return Report.number(took.of(name, figure).median(), 0);
    }
}
