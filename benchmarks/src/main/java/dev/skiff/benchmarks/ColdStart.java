package dev.skiff.benchmarks;

import java.io.IOException;
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
    private static final Path PAGE = Path.of("docs", "performance.md");

    private ColdStart() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Arguments arguments = parsed(args);
        List<JavaHome> javas = JavaHome.chosen(JavaHome.current(), arguments.homes());
        List<ColdFunction> functions = ColdFunction.all(new TaskRoots(WORK), EXAMPLE);
        Machine machine = Machine.now();
        List<Results> results = new ArrayList<>();
        for (JavaHome java : javas) {
            results.add(measure(java, functions, arguments.runs()));
        }
        Report report = new Report(arguments, machine, results);
        System.out.println(report.text());
        if (arguments.write()) {
            Section.in(PAGE).replace(report.text());
        }
    }

    private static Arguments parsed(String[] args) {
        try {
            return Arguments.parse(List.of(args), System.getenv());
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.println(Arguments.USAGE);
            System.exit(2);
            throw wrong;
        }
    }

    private static Results measure(JavaHome java, List<ColdFunction> functions, int runs)
            throws IOException, InterruptedException {
        System.err.print("Java " + java.version() + " ");
        ColdRunner runner = ColdRunner.withArchive(java, WORK);
        Results results = new Results(java);
        for (ColdFunction function : functions) {
            results.add(function, LoadedClasses.of(runner, function));
        }
        // round 0 warms up the files' cache, the processor and this JVM
        for (int round = 0; round <= runs; round++) {
            for (ColdFunction function : Statistics.shuffled(functions)) {
                Measured measured = runner.run(function);
                if (round > 0) {
                    results.add(function, measured);
                }
            }
            System.err.print('.');
        }
        System.err.println();
        return results;
    }
}
