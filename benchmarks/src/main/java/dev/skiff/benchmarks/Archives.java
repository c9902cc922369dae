package dev.skiff.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what archives of classes give cold starts in container images: the same harness as {@link ColdStart}, with the function's jars on the class path and an
 * archive made of them as {@code examples/container} makes it. Run by {@code benchmarks/archives}, from the root of the repository.
 */
public final class Archives {
    private static final Path WORK = Path.of("benchmarks", "target", "archives");
    private static final Path EXAMPLE = Path.of("examples", "hello", "target", "hello.zip");
    private static final Path TRAINING = Path.of("examples", "container", "Training.java");
    private static final String SCRIPT = "benchmarks/archives";

    private Archives() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Arguments arguments = Arguments.of(SCRIPT, args);
        List<JavaHome> javas = arguments.javas();
        Machine machine = Machine.now();
        List<ArchiveResults> all = new ArrayList<>();
        for (JavaHome java : javas) {
            all.add(measure(java, arguments.runs()));
        }
        String text = new Conditions(SCRIPT, arguments, machine, javas).text() + ArchiveResults.report(all);
        System.out.println(text);
        if (arguments.write()) {
            Section.named("archives").replace(text);
        }
    }

    private static ArchiveResults measure(JavaHome java, int runs) throws IOException, InterruptedException {
        TaskRoots roots = new TaskRoots(WORK);
        List<ArchiveStart> starts =
                new ArrayList<>(ArchiveStart.all(ColdFunction.floor(roots), roots, java, WORK, TRAINING));
        starts.addAll(ArchiveStart.all(ColdFunction.example(roots, EXAMPLE), roots, java, WORK, TRAINING));
        Map<ColdFunction, ColdRunner> runners = new HashMap<>();
        starts.forEach(start -> runners.put(start.function(), start.runner()));
        Results results =
                new Results(java, starts.stream().map(ArchiveStart::function).toList());
        results.fill(runs, function -> runner(runners, function).run(function));
        return new ArchiveResults(starts, results);
    }

    private static ColdRunner runner(Map<ColdFunction, ColdRunner> runners, ColdFunction function) {
        ColdRunner runner = runners.get(function);
        if (runner == null) {
            throw new IllegalArgumentException(function.name() + " has no runner");
        }
        return runner;
    }
}
