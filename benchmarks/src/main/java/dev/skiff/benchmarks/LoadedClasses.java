package dev.skiff.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
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

    static final String SOURCE = " source: ";
    private static final String ARCHIVE = "shared objects file (top)";
    static final String RUNTIME_MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    private static final Set<String> RUNTIMES = Set.of("com.amazonaws.", "software.amazon.");
    private static final Set<String> JDKS = Set.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    /** Reads {@code -Xlog:class+load}; throws if the archive is not what Lambda's is. */
    static LoadedClasses parse(List<String> log) {
        Map<String, Integer> counts = new TreeMap<>();
        boolean archived = false;
        for (String line : log) {
            int at = line.indexOf(SOURCE);
            if (at > 0) {
                String name = line.substring(line.indexOf(']') + 1, at).trim();
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

    /** The names of all classes, sorted; of those made at run time without what differs from run to run. */
    static List<String> names(List<String> log) {
        List<String> names = new ArrayList<>();
        for (String line : log) {
            int at = line.indexOf(SOURCE);
            if (at > 0) {
                names.add(stable(line.substring(line.indexOf(']') + 1, at).trim()));
            }
        }
        Collections.sort(names);
        return names;
    }

    /** {@code Users$$Lambda$14/0x0123} is {@code Users$$Lambda}. */
    private static String stable(String name) {
        int end = name.indexOf("/0x");
        String stem = end < 0 ? name : name.substring(0, end);
        int last = stem.length();
        while (last > 0 && (Character.isDigit(stem.charAt(last - 1)) || stem.charAt(last - 1) == '$')) {
            last--;
        }
        return end < 0 ? name : stem.substring(0, last);
    }

    static boolean isJdk(String name) {
        return startsWithOne(name, JDKS);
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
        if (isJdk(name)) {
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
