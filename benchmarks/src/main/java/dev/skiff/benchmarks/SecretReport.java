package dev.skiff.benchmarks;

import java.io.IOException;
import java.util.List;

/** What the first secret costs, as Markdown. */
final class SecretReport {
    private final Conditions conditions;
    private final List<Results> results;

    SecretReport(Conditions conditions, List<Results> results) {
        this.conditions = conditions;
        this.results = results;
    }

    String text() throws IOException {
        StringBuilder text = new StringBuilder(conditions.text());
        for (Results one : results) {
            String version = one.java().version();
            Report.append(text, "First secret, Java " + version, figures(one) + "\n" + Report.budgets(budgets(one)));
            Report.append(
                    text,
                    "Classes loaded for the first secret, Java " + version,
                    Report.classes(one).toString());
        }
        Report.append(text, "Sizes with secrets", sizes(results.get(0)).toString());
        return text.toString();
    }

    /** From the start of the JVM, all of it, as a function's caller waits for it. */
    static List<Budget> budgets(Results results) {
        return List.of(
                budget(results, "extension against the SDK", "skiff-extension", "sdk", 0.15),
                budget(results, "direct against the SDK, plain HTTP", "skiff-direct", "sdk", 0.35),
                budget(results, "direct against the SDK, TLS", "skiff-direct-tls", "sdk-tls", 0.6));
    }

    private static Budget budget(Results results, String what, String function, String other, double most) {
        return new Budget(what, results.wall(function).ratio(results.wall(other)), most, "×");
    }

    private static Table figures(Results results) {
        Table table = new Table(
                2,
                "way",
                "function",
                "ms",
                "× SDK",
                "beyond the floor",
                "× SDK",
                "CPU ms",
                "× SDK",
                "peak MB",
                "classes");
        double floor = results.wall("floor").median();
        for (ColdFunction function : results.functions()) {
            String sdk = function.name().endsWith("-tls") ? "sdk-tls" : "sdk";
            Statistics wall = results.wall(function.name());
            Statistics cpu = results.cpu(function.name());
            double beyond = wall.median() - floor;
            table.add(
                    way(function),
                    function.what(),
                    Report.spread(wall),
                    Report.number(wall.ratio(results.wall(sdk)), 2),
                    Report.number(beyond, 0),
                    Report.number(beyond / (results.wall(sdk).median() - floor), 2),
                    Report.number(cpu.median(), 0),
                    Report.number(cpu.ratio(results.cpu(sdk)), 2),
                    Report.number(results.peak(function.name()).median(), 0),
                    Integer.toString(results.classes(function).total()));
        }
        return table;
    }

    private static String way(ColdFunction function) {
        if (function.name().equals("floor")) {
            return "none";
        }
        return function.name().endsWith("-tls") ? "TLS" : "HTTP";
    }

    private static Table sizes(Results results) throws IOException {
        Table table = new Table(1, "what a function carries", "bytes", "jars");
        for (String name : List.of("floor", "skiff-direct", "sdk")) {
            ColdFunction function = results.function(name);
            table.add(
                    name.equals("skiff-direct") ? "Skiff, extension or direct" : function.what(),
                    Report.bytes(TaskRoots.carried(function.taskRoot())),
                    Integer.toString(TaskRoots.jars(function.taskRoot())));
        }
        return table;
    }
}
