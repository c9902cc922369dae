package dev.skiff.benchmarks;

import com.amazonaws.services.lambda.runtime.Context;
import dev.skiff.local.FunctionDefinition;
import dev.skiff.local.InitializationType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures how the examples' functions start, and what priming, provisioned concurrency and SnapStart give back to the one that
 * uses the AWS SDK. Run by {@code benchmarks/examples}, from the root of the repository.
 */
public final class ExampleStarts {
    static final String FLOOR = "floor";
    static final String PROVISIONED = "provisioned concurrency, primed";
    static final String SNAP_START = "SnapStart, primed";

    private static final Path WORK = Path.of("benchmarks", "target", "examples");
    private static final String SCRIPT = "benchmarks/examples";

    private ExampleStarts() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Arguments arguments = Arguments.of(SCRIPT, args);
        List<JavaHome> javas = arguments.javas();
        Machine machine = Machine.now();
        List<ExampleResults> results = new ArrayList<>();
        try (StubServices services = StubServices.start()) {
            for (JavaHome java : javas) {
                results.add(measure(starts(java, services), java.version(), arguments.runs()));
            }
        }
        String how =
                " starts of each, in rounds of random order after one that doesn't count; medians, quartiles in brackets.";
        String text = new Conditions(SCRIPT, arguments, machine, javas).text(how) + new ExampleReport(results).text();
        System.out.println(text);
        if (arguments.write()) {
            Section.named("examples").replace(text);
        }
    }

    /** Everything that is started, a row each. */
    static List<ExampleStart> starts(JavaHome java, StubServices services) throws IOException {
        List<ExampleStart> starts = new ArrayList<>();
        starts.add(floor(java));
        for (ExampleFunction function : ExampleFunction.all()) {
            starts.add(start(function.name(), function, function.definition(java, services)));
        }
        ExampleFunction orders = ExampleFunction.orders();
        starts.add(start(
                PROVISIONED,
                orders,
                orders.definition(java, services)
                        .initialization(InitializationType.PROVISIONED_CONCURRENCY)
                        .provisionedConcurrency(1)));
        starts.add(start(
                SNAP_START, orders, orders.definition(java, services).initialization(InitializationType.SNAP_START)));
        return starts;
    }

    private static ExampleStart floor(JavaHome java) throws IOException {
        Path root = new TaskRoots(WORK).staged(FLOOR, List.of(ColdFunction.folder("floor")), List.of(Context.class));
        FunctionDefinition.Builder definition = FunctionDefinition.builder(
                        FLOOR, "dev.skiff.benchmarks.functions.floor.FloorFunction", root)
                .memorySize(512)
                .timeout(Duration.ofSeconds(30))
                .javaHome(java.home());
        return new ExampleStart(FLOOR, definition.build(), "{}", "");
    }

    private static ExampleStart start(String name, ExampleFunction function, FunctionDefinition.Builder definition) {
        return new ExampleStart(name, definition.build(), function.event(), function.answer());
    }

    private static ExampleResults measure(List<ExampleStart> starts, String version, int runs)
            throws InterruptedException {
        ExampleResults results = new ExampleResults(version);
        System.err.print("Java " + version + " ");
        for (int round = 0; round <= runs; round++) {
            for (ExampleStart start : Statistics.shuffled(starts)) {
                ExampleStart.Took took = start.run();
                if (round > 0) {
                    results.add(start.name(), took);
                }
            }
            System.err.print('.');
        }
        System.err.println();
        return results;
    }
}
