package dev.skiff.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How many classes a cold start loaded, by where they came from. */
record LoadedClasses(Map<String, Integer> bySource) {
    static final String JDK = "JDK";
    static final String RUNTIME = "runtime client";
    static final String GENERATED = "generated";
    static final String OWN = "classes";

    private static final String SOURCE = " source: ";
    private static final String ARCHIVE = "shared objects file (top)";
    private static final String RUNTIME_MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    private static final Set<String> RUNTIMES = Set.of("com.amazonaws.", "software.amazon.");
    private static final Set<String> JDKS = Set.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    static LoadedClasses of(ColdRunner runner, ColdFunction function) throws IOException, InterruptedException {
        Path log = Files.createTempFile("classes", ".log");
        try {
            runner.run(function, "-Xlog:class+load=info:file=" + log + ":none");
            return parse(Files.readAllLines(log));
        } finally {
            Files.delete(log);
        }
    }

    /** Reads {@code -Xlog:class+load}; throws if the archive is not what Lambda's is. */
    static LoadedClasses parse(List<String> log) {
        Map<String, Integer> counts = new TreeMap<>();
        boolean archived = false;
        for (String line : log) {
            int at = line.indexOf(SOURCE);
            if (at > 0) {
                String name = line.substring(0, at);
                String source = line.substring(at + SOURCE.length());
                archived |= name.equals(RUNTIME_MAIN) && source.startsWith(ARCHIVE);
                counts.merge(place(name, source), 1, Integer::sum);
            }
        }
        if (!archived) {
            throw new IllegalStateException("the runtime client was not loaded from the class-data archive");
        }
        return new LoadedClasses(counts);
    }

    int total() {
        return bySource.values().stream().mapToInt(Integer::intValue).sum();
    }

    int of(String source) {
        return bySource.getOrDefault(source, 0);
    }

    private static String place(String name, String source) {
        if (name.contains("$$") || name.contains("/0x") || name.contains("+0x")) {
            return GENERATED;
        }
        if (startsWithOne(name, JDKS)) {
            return JDK;
        }
        if (source.startsWith(ARCHIVE)) {
            return archived(name);
        }
        if (source.startsWith("file:")) {
            return file(name, source);
        }
        return GENERATED;
    }

    private static String archived(String name) {
        if (!startsWithOne(name, RUNTIMES)) {
            throw new IllegalStateException("the class-data archive holds " + name + ", a class of a function");
        }
        return RUNTIME;
    }

    private static String file(String name, String source) {
        String file = source.substring(source.lastIndexOf('/') + 1);
        if (file.isEmpty()) {
            return OWN;
        }
        boolean inTaskRoot = source.contains("/lib/" + file);
        return inTaskRoot || !startsWithOne(name, RUNTIMES) ? file : RUNTIME;
    }

    private static boolean startsWithOne(String name, Set<String> prefixes) {
        return prefixes.stream().anyMatch(name::startsWith);
    }
}
