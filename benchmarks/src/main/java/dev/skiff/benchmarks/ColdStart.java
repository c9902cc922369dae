package dev.skiff.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures cold starts on this machine: functions in a layout like Lambda's managed runtime, under AWS's Runtime
 * Interface Client, from the start of the process to the first answer. Run by {@code benchmarks/cold-start}, from the
 * root of the repository.
 */
public final class ColdStart {
    private static final Path WORK = Path.of("benchmarks", "target", "cold-start");
    private static final Path EXAMPLE = Path.of("examples", "hello", "target", "hello.zip");
    private static final Path PLOT = Path.of("docs", "images", "cold-start.svg");
    private static final String SCRIPT = "benchmarks/cold-start";

    private ColdStart() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Arguments arguments = Arguments.of(SCRIPT, args);
        List<JavaHome> javas = arguments.javas();
        List<ColdFunction> functions = ColdFunction.all(new TaskRoots(WORK), EXAMPLE);
        Machine machine = Machine.now();
        List<Results> results = new ArrayList<>();
        for (JavaHome java : javas) {
            results.add(ColdRunner.withArchive(java, WORK).measure(functions, arguments.runs()));
        }
        String text = new Report(new Conditions(SCRIPT, arguments, machine, javas), results).text();
        System.out.println(text);
        if (arguments.write()) {
            Section.named("cold-start").replace(text);
            Files.createDirectories(PLOT.getParent());
            Files.writeString(PLOT, ColdStartPlot.of(results));
        }
    }
}
