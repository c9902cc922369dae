package dev.skiff.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** All that was measured on one JDK. */
final class Results {
    private final JavaHome java;
    private final Map<ColdFunction, List<Measured>> measured = new LinkedHashMap<>();
    private final Map<ColdFunction, LoadedClasses> classes = new LinkedHashMap<>();

    Results(JavaHome java) {
        this.java = java;
    }

    JavaHome java() {
        return java;
    }

    void add(ColdFunction function, Measured run) {
        measured.computeIfAbsent(function, first -> new ArrayList<>()).add(run);
    }

    void add(ColdFunction function, LoadedClasses loaded) {
        classes.put(function, loaded);
    }

    /** In the order of the table. */
    List<ColdFunction> functions() {
        return List.copyOf(classes.keySet());
    }

    LoadedClasses classes(ColdFunction function) {
        LoadedClasses loaded = classes.get(function);
        if (loaded == null) {
            throw new IllegalArgumentException(function.name() + " was not measured");
        }
        return loaded;
    }

    Statistics wall(String function) {
        return statistics(function, Measured::wallMillis);
    }

    Statistics cpu(String function) {
        return statistics(function, Measured::cpuMillis);
    }

    Statistics peak(String function) {
        return statistics(function, Measured::peakMegabytes);
    }

    ColdFunction function(String name) {
        return functions().stream()
                .filter(function -> function.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " was not measured"));
    }

    private Statistics statistics(String name, ToDoubleFunction<Measured> figure) {
        List<Measured> runs = measured.getOrDefault(function(name), List.of());
        return Statistics.of(runs.stream().map(figure::applyAsDouble).toList());
    }
}
