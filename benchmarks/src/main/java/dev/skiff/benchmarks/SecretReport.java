package dev.skiff.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What the first secret costs, as Markdown. */
final class SecretReport {
    private final Conditions conditions;
    private final List<Results> functions;
    private final List<Results> programs;

    /**
     * A report.
     *
     * @param functions one for each JDK
     * @param programs the same functions on the same JDKs as programs of their own
     */
    SecretReport(Conditions conditions, List<Results> functions, List<Results> programs) {
        this.conditions = conditions;
        this.functions = functions;
        this.programs = programs;
    }

    String text() throws IOException {
        StringBuilder text = new StringBuilder(conditions.text());
        for (int i = 0; i < functions.size(); i++) {
            Results function = functions.get(i);
            Results program = programs.get(i);
            String java = "Java " + function.java().version();
            Report.append(
                    text,
                    "First secret of a function, " + java,
                    figures(function, true).toString());
            Report.append(
                    text,
                    "First secret of a program, " + java,
                    figures(program, false) + "\n" + Report.budgets(budgets(function, program)));
            Report.append(
                    text,
                    "First secret of a function: milliseconds by phase, " + java,
                    Report.phases(function).toString());
            Report.append(
                    text,
                    "Classes loaded for the first secret, " + java,
                    Report.classes(function).toString());
        }
        Report.append(text, "Sizes with secrets", sizes(functions.get(0)).toString());
        return text.toString();
    }

    /** A program's whole time; and of a function's, what the secret adds. */
    static List<Budget> budgets(Results function, Results program) {
        List<Budget> budgets = new ArrayList<>();
        for (Results results : List.of(program, function)) {
            double floor = results == function ? results.wall("floor").median() : 0;
            String what = results == function ? ", a function's time beyond the floor" : ", a program's whole time";
            budgets.add(budget(results, "extension against the SDK" + what, "skiff-extension", "sdk", floor, 0.15));
            budgets.add(budget(results, "direct against the SDK, HTTP" + what, "skiff-direct", "sdk", floor, 0.35));
            budgets.add(
                    budget(results, "direct against the SDK, TLS" + what, "skiff-direct-tls", "sdk-tls", floor, 0.6));
        }
        return budgets;
    }

    private static Budget budget(
            Results results, String what, String function, String other, double floor, double most) {
        double figure =
                (results.wall(function).median() - floor) / (results.wall(other).median() - floor);
        return new Budget(what, figure, most, "×");
    }

    private static Table figures(Results results, boolean classes) {
        Table table = new Table(
                2,
                "way",
                "secret by",
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
            Statistics wall = results.wall(function.name());
            Statistics cpu = results.cpu(function.name());
            Statistics sdk = results.wall(sdkOf(function));
            double beyond = wall.median() - floor;
            table.add(
                    way(function),
                    function.what(),
                    Report.spread(wall),
                    Report.number(wall.ratio(sdk), 2),
                    Report.number(beyond, 0),
                    Report.number(beyond / (sdk.median() - floor), 2),
                    Report.number(cpu.median(), 0),
                    Report.number(cpu.ratio(results.cpu(sdkOf(function))), 2),
                    Report.number(results.peak(function.name()).median(), 0),
                    classes ? Integer.toString(results.classes(function).total()) : "");
        }
        return table;
    }

    private static String sdkOf(ColdFunction function) {
        return function.name().endsWith("-tls") ? "sdk-tls" : "sdk";
    }

    private static String way(ColdFunction function) {
        if (function.name().equals("floor")) {
            return "";
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
