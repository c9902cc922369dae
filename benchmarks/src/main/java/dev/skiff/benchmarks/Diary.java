package dev.skiff.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A cold start written down class by class: what was loaded, and how many milliseconds each phase took. The phases end where the runtime client's main class
 * is loaded, where the function's class is loaded, where the first event is asked for, and where its answer has arrived. The JVM writes its log by the same
 * clock that this program looks at, the system's monotonic one.
 *
 * @param jvm from the start of the process
 * @param runtime of the runtime client, before it turns to the function
 * @param init of the function's class and its constructor
 * @param event from the first event asked for to its answer
 */
record Diary(LoadedClasses classes, List<String> names, double jvm, double runtime, double init, double event) {

    static Diary of(ColdRunner runner, ColdFunction function) throws IOException, InterruptedException {
        Path log = Files.createTempFile("classes", ".log");
        try {
            ColdRun run = runner.start(function, "-Xlog:class+load=info:file=" + log + ":timenanos");
            return parse(Files.readAllLines(log), function.handler(), run);
        } finally {
            Files.delete(log);
        }
    }

    static Diary parse(List<String> log, String handler, ColdRun run) {
        long client = loadedAt(log, LoadedClasses.RUNTIME_MAIN);
        long function = loadedAt(log, handler);
        return new Diary(
                LoadedClasses.parse(log),
                LoadedClasses.names(log),
                millis(run.startedAt(), client),
                millis(client, function),
                millis(function, run.askedAt()),
                millis(run.askedAt(), run.answeredAt()));
    }

    double all() {
        return jvm + runtime + init + event;
    }

    /** A line is {@code [123ns] com.example.Users source: …}. */
    private static long loadedAt(List<String> log, String name) {
        String text = "] " + name + LoadedClasses.SOURCE;
        for (String line : log) {
            int at = line.indexOf(text);
            if (at > 0) {
                return Long.parseLong(line.substring(1, line.indexOf("ns]")).trim());
            }
        }
        throw new IllegalStateException(name + " was not loaded");
    }

    private static double millis(long from, long to) {
        return (to - from) / 1e6;
    }
}
