package dev.skiff.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/** The figures as Markdown, which a terminal shows well enough. */
final class Report {
    private static final long MOST_CARRIED = 1_000_000;
    private static final long MOST_OWN = 150_000;

    private final Conditions conditions;
    private final List<Results> results;

    Report(Conditions conditions, List<Results> results) {
        this.conditions = conditions;
        this.results = results;
    }

    String text() throws IOException {
        StringBuilder text = new StringBuilder(conditions.text());
        for (Results one : results) {
            String version = one.java().version();
            append(text, "Java " + version, figures(one) + "\n" + budgets(Budget.of(one)));
            append(text, "Milliseconds by phase, Java " + version, phases(one).toString());
            append(text, "Classes loaded, Java " + version, classes(one).toString());
        }
        append(text, "Sizes", sizes(results.get(0)).toString());
        return text.toString();
    }

    static void append(StringBuilder text, String heading, String content) {
        text.append("\n### ").append(heading).append("\n\n").append(content);
    }

    private static Table figures(Results results) throws IOException {
        Table table =
                new Table(2, "call", "function", "ms", "× floor", "× usual", "CPU ms", "× floor", "peak MB", "classes");
        Statistics floor = results.wall("floor");
        Statistics floorCpu = results.cpu("floor");
        for (ColdFunction function : results.functions()) {
            Statistics wall = results.wall(function.name());
            Statistics cpu = results.cpu(function.name());
            table.add(
                    function.kind().toString(),
                    function.what(),
                    spread(wall),
                    number(wall.ratio(floor), 2),
                    usual(results, function, wall),
                    number(cpu.median(), 0),
                    number(cpu.ratio(floorCpu), 2),
                    number(results.peak(function.name()).median(), 0),
                    Integer.toString(results.classes(function).total()));
        }
        return table;
    }

    private static String usual(Results results, ColdFunction function, Statistics wall) {
        return switch (function.kind()) {
            case GET -> number(wall.ratio(results.wall("usual-get")), 2);
            case POST -> number(wall.ratio(results.wall("usual-post")), 2);
            case SQS -> number(wall.ratio(results.wall("usual-sqs")), 2);
            case TEXT, TABLE, SECRET -> "";
        };
    }

    static Table budgets(List<Budget> budgets) {
        Table table = new Table(1, "budget", "figure", "at most", "");
        for (Budget budget : budgets) {
            table.add(
                    budget.what(),
                    number(budget.figure(), 2) + budget.unit(),
                    number(budget.most(), 2) + budget.unit(),
                    verdict(budget.met()));
        }
        return table;
    }

    static Table classes(Results results) {
        List<ColdFunction> functions = results.functions();
        TreeSet<String> sources = new TreeSet<>();
        functions.forEach(
                function -> sources.addAll(results.classes(function).bySource().keySet()));
        List<String> header =
                prepend("from", functions.stream().map(ColdFunction::name).toList());
        Table table = new Table(1, header.toArray(String[]::new));
        for (String source : sources) {
            table.add(counts(
                    source, functions, function -> results.classes(function).of(source)));
        }
        table.add(counts("all", functions, function -> results.classes(function).total()));
        return table;
    }

    /** Of the starts that were written down class by class, which takes a little longer. */
    static Table phases(Results results) {
        Table table = new Table(1, "function", "JVM", "runtime client", "function's init", "first event", "all");
        for (ColdFunction function : results.functions()) {
            List<Diary> diaries = results.diaries(function);
            table.add(
                    function.name(),
                    millis(diaries, Diary::jvm),
                    millis(diaries, Diary::runtime),
                    millis(diaries, Diary::init),
                    millis(diaries, Diary::event),
                    millis(diaries, Diary::all));
        }
        return table;
    }

    private static String millis(List<Diary> diaries, ToDoubleFunction<Diary> phase) {
        return number(
                Statistics.of(diaries.stream()
                                .map(diary -> phase.applyAsDouble(diary))
                                .toList())
                        .median(),
                0);
    }

    private static Table sizes(Results results) throws IOException {
        Table table = new Table(1, "what a function carries", "bytes", "at most", "");
        Map<String, ColdFunction> carriers = new LinkedHashMap<>();
        results.functions().forEach(function -> carriers.putIfAbsent(function.what(), function));
        ColdFunction skiff = results.function("skiff-get");
        for (ColdFunction function : carriers.values()) {
            long bytes = TaskRoots.carried(function.taskRoot());
            boolean limited = function.equals(skiff);
            table.add(
                    function.what(),
                    bytes(bytes),
                    limited ? bytes(MOST_CARRIED) : "",
                    limited ? verdict(bytes <= MOST_CARRIED) : "");
        }
        long own = TaskRoots.carried(skiff.taskRoot(), "lib/skiff-");
        table.add("of which Skiff's own jars", bytes(own), bytes(MOST_OWN), verdict(own <= MOST_OWN));
        return table;
    }

    private static String verdict(boolean met) {
        return met ? "met" : "**missed**";
    }

    private static String[] counts(String source, List<ColdFunction> functions, ToIntFunction<ColdFunction> count) {
        List<String> counts = functions.stream()
                .mapToInt(count)
                .mapToObj(classes -> classes == 0 ? "" : Integer.toString(classes))
                .toList();
        return prepend(source, counts).toArray(String[]::new);
    }

    static String bytes(long bytes) {
        return String.format(Locale.ROOT, "%,d", bytes);
    }

    static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    static String spread(Statistics millis) {
        return number(millis.median(), 0) + " (" + number(millis.low(), 0) + "–" + number(millis.high(), 0) + ")";
    }

    private static List<String> prepend(String first, List<String> rest) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(rest);
        return all;
    }
}
