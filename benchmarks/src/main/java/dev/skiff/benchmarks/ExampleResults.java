package dev.skiff.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What the starts of the examples' functions took on one JDK, by the names of their rows. */
final class ExampleResults {
    private final String version;
    private final Map<String, List<ExampleStart.Took>> all = new LinkedHashMap<>();

    ExampleResults(String version) {
        this.version = version;
    }

    String version() {
        return version;
    }

    void add(String name, ExampleStart.Took took) {
        all.computeIfAbsent(name, first -> new ArrayList<>()).add(took);
    }

    Statistics of(String name, ToDoubleFunction<ExampleStart.Took> figure) {
        List<ExampleStart.Took> took = all.getOrDefault(name, List.of());
        return Statistics.of(took.stream().map(figure::applyAsDouble).toList());
    }
}
