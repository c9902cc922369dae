package dev.skiff.benchmarks;

import dev.skiff.benchmarks.routes.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures one match in many of Java's routers, on the same routes and requests: Skiff's, Jooby's, and those that {@code benchmarks/peers/routers} has on the
 * class path. Run by {@code benchmarks/peers/routers/run}, from the root of the repository.
 */
public final class Routers {
    private static final String SCRIPT = "benchmarks/peers/routers/run";

    private Routers() {}

    public static void main(String[] args) throws IOException, RunnerException {
        Arguments arguments = Arguments.of(SCRIPT, args);
        List<JavaHome> javas = arguments.javas();
        Machine machine = Machine.now();
        List<MeasuredRouter> routers = MeasuredRouter.all();
        List<RouterResults> all = new ArrayList<>();
        for (JavaHome java : javas) {
            RouterResults results = new RouterResults(java.version(), routers);
            match(results, Jmh.patient(java, arguments));
            all.add(results);
        }
        String text = new Conditions(SCRIPT, arguments, machine, javas).text(Jmh.howPatient(arguments))
                + RouterResults.report(all);
        System.out.println(text);
        if (arguments.write()) {
            Section.named("routers").replace(text);
        }
    }

    private static void match(RouterResults results, Jmh jmh) throws RunnerException {
        for (MeasuredRouter router : results.routers()) {
            for (Column column : Column.values()) {
                results.add(router, column, router.match(jmh, column));
            }
        }
    }
}
