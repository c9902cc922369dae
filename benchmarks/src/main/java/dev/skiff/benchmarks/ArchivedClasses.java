package dev.skiff.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How many classes a cold start loaded, and how many of them a JVM found in archives, the JDK's own among them.
 *
 * @param handler whether the function's class was one of these
 */
record ArchivedClasses(int all, int archived, boolean handler) {
    private static final String ARCHIVE = LoadedClasses.SOURCE + "shared objects file";

    static ArchivedClasses of(ColdRunner runner, ColdFunction function) throws IOException, InterruptedException {
        Path log = Files.createTempFile("classes", ".log");
        try {
            runner.run(function, "-Xlog:class+load=info:file=" + log);
            return parse(Files.readAllLines(log), function.handler());
        } finally {
            Files.delete(log);
        }
    }

    /** Reads {@code -Xlog:class+load}. */
    static ArchivedClasses parse(List<String> log, String handler) {
        int all = 0;
        int archived = 0;
        boolean found = false;
        for (String line : log) {
            boolean inArchive = line.contains(ARCHIVE);
            all += line.contains(LoadedClasses.SOURCE) ? 1 : 0;
            archived += inArchive ? 1 : 0;
            found |= inArchive && line.contains(" " + handler + LoadedClasses.SOURCE);
        }
        return new ArchivedClasses(all, archived, found);
    }
}
