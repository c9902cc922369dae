package dev.skiff.benchmarks;

import dev.skiff.batch.BatchLoop;
import dev.skiff.benchmarks.warm.Codecs;
import dev.skiff.benchmarks.warm.HttpEvents;
import dev.skiff.routing.HttpEnds;
import dev.skiff.testing.HttpSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures with JMH what Skiff costs a function that is warm: an HTTP event of each source, its decoding and encoding, the same by many threads, a codec's value, a batch's record. Run by
 * {@code benchmarks/warm}, from the root of the repository.
 */
public final class Warm {
    private static final String SCRIPT = "benchmarks/warm";

    private Warm() {}

    public static void main(String[] args) throws IOException, RunnerException {
        Arguments arguments = Arguments.of(SCRIPT, args);
        List<JavaHome> javas = arguments.javas();
        Machine machine = Machine.now();
        List<WarmResults> all = new ArrayList<>();
        for (JavaHome java : javas) {
            all.add(measured(java, new Jmh(java, arguments)));
        }
        String text = new Conditions(SCRIPT, arguments, machine, javas).text(Jmh.how(arguments))
                + WarmResults.report(all, machine.cores());
        System.out.println(text);
        if (arguments.write()) {
            Section.named("warm").replace(text);
        }
    }

    private static WarmResults measured(JavaHome java, Jmh jmh) throws RunnerException {
        WarmResults results = new WarmResults(java);
        for (HttpSource source : WarmResults.SOURCES) {
            Map<String, String> one = Map.of("source", source.name());
            results.add(source, jmh.run(HttpEvents.class, "skiff", one), jmh.run(HttpEvents.class, "pojos", one));
            results.addEnds(source, jmh.run(HttpEnds.class, "decode", one), jmh.run(HttpEnds.class, "encode", one));
        }
        Map<String, String> crowd = Map.of("source", HttpSource.HTTP_API_2_0.name());
        for (int threads : WarmResults.THREADS) {
            results.add(threads, jmh.run(HttpEvents.class, "skiff", crowd, threads));
        }
        for (Codecs.Kind codec : Codecs.Kind.values()) {
            Map<String, String> one = Map.of("codec", codec.name());
            results.add(codec, jmh.run(Codecs.class, "read", one), jmh.run(Codecs.class, "write", one));
        }
        for (int records : WarmResults.RECORDS) {
            for (WarmResults.Part part : WarmResults.Part.values()) {
                Map<String, String> one = Map.of("records", Integer.toString(records));
                Timing timing = jmh.run(BatchLoop.class, part.method(), one, 1, WarmResults.HEAP);
                results.add(part, records, timing);
            }
        }
        return results;
    }
}
