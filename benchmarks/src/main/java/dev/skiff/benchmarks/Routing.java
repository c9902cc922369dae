package dev.skiff.benchmarks;

import dev.skiff.benchmarks.routes.Column;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures tables of routes, Skiff's and Jooby's, on the same routes and requests: matching with JMH, and building one in a function's constructor under
 * AWS's Runtime Interface Client. Run by {@code benchmarks/routing}, from the root of the repository.
 */
public final class Routing {
    private static final Path WORK = Path.of("benchmarks", "target", "routing");
    private static final String SCRIPT = "benchmarks/routing";

    private Routing() {}

    public static void main(String[] args) throws IOException, InterruptedException, RunnerException {
        Arguments arguments = Arguments.of(SCRIPT, args);
        List<JavaHome> javas = arguments.javas();
        Machine machine = Machine.now();
        List<RoutingResults> all = new ArrayList<>();
        for (JavaHome java : javas) {
            RoutingResults results = new RoutingResults(java);
            build(results, java, arguments.runs());
            match(results, new Jmh(java, arguments));
            all.add(results);
        }
        String text =
                new Conditions(SCRIPT, arguments, machine, javas).text(Jmh.how(arguments)) + RoutingResults.report(all);
        System.out.println(text);
        if (arguments.write()) {
            Section.named("routing").replace(text);
        }
    }

    private static void match(RoutingResults results, Jmh jmh) throws RunnerException {
        for (RoutingPeer router : RoutingPeer.values()) {
            for (Column column : Column.values()) {
                results.add(new RoutingResults.Matched(router, column, 0), router.match(jmh, column, 0));
            }
            for (int size : RoutingResults.SIZES) {
                for (Column column : RoutingResults.GROWING) {
                    results.add(new RoutingResults.Matched(router, column, size), router.match(jmh, column, size));
                }
            }
        }
    }

    private static void build(RoutingResults results, JavaHome java, int runs)
            throws IOException, InterruptedException {
        TaskRoots roots = new TaskRoots(WORK);
        Map<RoutingResults.Built, ColdFunction> functions = new LinkedHashMap<>();
        for (RoutingPeer router : RoutingPeer.values()) {
            for (int routes : RoutingResults.BUILT.keySet()) {
                functions.put(new RoutingResults.Built(router, routes), router.building(roots, routes));
            }
        }
        ColdRunner runner = ColdRunner.withArchive(java, WORK);
        for (int round = 0; round <= runs; round++) {
            for (Map.Entry<RoutingResults.Built, ColdFunction> one :
                    Statistics.shuffled(List.copyOf(functions.entrySet()))) {
                byte[] answer = runner.start(one.getValue()).answer();
                if (round > 0) {
                    results.add(one.getKey(), Long.parseLong(ColdFunction.Kind.TABLE.text(answer)) / 1e6);
                }
            }
        }
    }
}
