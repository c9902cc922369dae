package dev.skiff.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** All that was measured on one JDK. */
final class Results {
    private final JavaHome java;
    private final List<ColdFunction> functions;
    private final Map<ColdFunction, List<Measured>> measured = new LinkedHashMap<>();
    private final Map<ColdFunction, List<Diary>> diaries = new LinkedHashMap<>();

    Results(JavaHome java, List<ColdFunction> functions) {
        this.java = java;
        this.functions = List.copyOf(functions);
    }

    /** One cold start. */
    @FunctionalInterface
    interface Start {
        Measured of(ColdFunction function) throws IOException, InterruptedException;
    }

    JavaHome java() {
        return java;
    }

    /** With so many starts of each function. */
    void fill(int runs, Start start) throws IOException, InterruptedException {
        System.err.print("Java " + java.version() + " ");
        // round 0 warms up the files' cache, the processor and this JVM
        for (int round = 0; round <= runs; round++) {
            for (ColdFunction function : Statistics.shuffled(functions)) {
                Measured run = start.of(function);
                if (round > 0) {
                    add(function, run);
                }
            }
            System.err.print('.');
        }
        System.err.println();
    }

    void add(ColdFunction function, Measured run) {
        measured.computeIfAbsent(function, first -> new ArrayList<>()).add(run);
    }

    void add(ColdFunction function, Diary diary) {
        diaries.computeIfAbsent(function, first -> new ArrayList<>()).add(diary);
    }

    /** In the order of the table. */
    List<ColdFunction> functions() {
        return functions;
    }

    LoadedClasses classes(ColdFunction function) {
        return diaries(function).get(0).classes();
    }

    List<Diary> diaries(ColdFunction function) {
        List<Diary> kept = diaries.get(function);
        if (kept == null) {
            throw new IllegalArgumentException(function.name() + " was not measured");
        }
        return kept;
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
