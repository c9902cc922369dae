package dev.skiff.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which classes each path of a cold start loads beyond those of the floor, on the same JDK: its own, its jars', and those of the JDK that it is the first to
 * need, such as those of a regular expression. What the JDK and the runtime client load anyway differs from build to build and is in neither.
 *
 * @param byPath sorted; a name stands as often as such a class was made, as those of lambdas are
 */
record ClassRecord(Map<String, List<String>> byPath) {
    private static final double MOST = 1.10;
    private static final String INDENT = "  ";

    /** What one list has more than the other; both are sorted, and names count as often as they stand there. */
    static List<String> beyond(List<String> names, List<String> others) {
        List<String> rest = new ArrayList<>(names);
        others.forEach(rest::remove);
        return rest;
    }

    static ClassRecord read(Path file) throws IOException {
        Map<String, List<String>> byPath = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(INDENT)) {
                names.add(line.strip());
            } else if (!line.startsWith("#")) {
                names = new ArrayList<>();
                byPath.put(line, names);
            }
        }
        return new ClassRecord(byPath);
    }

    String text() {
        StringBuilder text =
                new StringBuilder("# What each path loads beyond the floor; written by benchmarks/classes --write\n");
        byPath.forEach((path, names) -> {
            text.append(path).append('\n');
            names.forEach(name -> text.append(INDENT).append(name).append('\n'));
        });
        return text.toString();
    }

    /** The paths that load more than a tenth more than is recorded here, or that aren't recorded at all. */
    List<String> heavier(ClassRecord now) {
        return now.byPath.keySet().stream()
                .filter(path -> now.count(path) > count(path) * MOST)
                .toList();
    }

    int count(String path) {
        return names(path).size();
    }

    List<String> names(String path) {
        return byPath.getOrDefault(path, List.of());
    }
}
