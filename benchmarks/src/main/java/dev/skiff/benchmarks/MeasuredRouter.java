package dev.skiff.benchmarks;

import dev.skiff.benchmarks.routes.Column;
import dev.skiff.benchmarks.routes.JoobyMatching;
import dev.skiff.routing.SkiffMatching;
import io.jooby.Jooby;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/**
 * A router with what runs it under JMH.
 *
 * @param words its name and version
 * @param benchmark the name of a class that extends {@link dev.skiff.benchmarks.routes.Matching}
 */
record MeasuredRouter(String words, String benchmark) {
    private static final String FILE = "/routers.tsv";

    /** Skiff's, Jooby's, and those of the class path. */
    static List<MeasuredRouter> all() throws IOException {
        List<MeasuredRouter> all = new ArrayList<>();
        all.add(new MeasuredRouter("Skiff", SkiffMatching.class.getName()));
        all.add(new MeasuredRouter(
                "Jooby " + Jooby.class.getPackage().getImplementationVersion(), JoobyMatching.class.getName()));
        try (InputStream file = MeasuredRouter.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new FileNotFoundException("there is no " + FILE + " on the class path");
            }
            all.addAll(parse(new String(file.readAllBytes(), StandardCharsets.UTF_8)));
        }
        return all;
    }

    /** A router on each line: its words, a tab, its class. */
    static List<MeasuredRouter> parse(String lines) {
        return lines.lines().map(MeasuredRouter::parsed).toList();
    }

    Timing match(Jmh jmh, Column column) throws RunnerException {
        return jmh.run(benchmark, "match", Map.of("column", column.name()));
    }

    private static MeasuredRouter parsed(String line) {
        int tab = line.indexOf('\t');
        if (tab < 1 || line.contains("${")) {
            throw new IllegalArgumentException("not a router and its class: " + line);
        }
        return new MeasuredRouter(line.substring(0, tab), line.substring(tab + 1));
    }
}
