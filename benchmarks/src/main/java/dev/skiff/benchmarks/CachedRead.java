package dev.skiff.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures with JMH what a secret costs that is cached. Run by {@code benchmarks/cached-read}, from the root of the repository. */
public final class CachedRead {
    private static final String SCRIPT = "benchmarks/cached-read";
    private static final List<Integer> THREADS = List.of(1, 32);
    private static final int FORKS = 3;
    private static final int WARMUPS = 5;
    private static final TimeValue ITERATION = TimeValue.milliseconds(200);
    private static final TimeValue QUICK_ITERATION = TimeValue.milliseconds(50);

    /** JMH asks for what newer JVMs warn of. */
    private static final String[] UNSAFE = {"--sun-misc-unsafe-memory-access=allow"};

    private CachedRead() {}

    public static void main(String[] args) throws IOException, RunnerException {
        Arguments arguments = Arguments.of(SCRIPT, args);
        List<JavaHome> javas = arguments.javas();
        Machine machine = Machine.now();
        List<Reads> reads = new ArrayList<>();
        for (JavaHome java : javas) {
            for (int threads : THREADS) {
                for (String benchmark : List.of("cached", "clocks")) {
                    System.err.print("Java " + java.version() + ", " + benchmark + ", " + threads + " threads\n");
                    reads.add(Reads.of(java.version(), benchmark, threads, run(java, benchmark, threads, arguments)));
                }
            }
        }
        String how = " iterations of " + iteration(arguments)
                + (isHere(arguments) ? " in one JVM for all" : " in each of " + FORKS + " JVMs") + ", after " + WARMUPS
                + " that don't count; medians, quartiles in brackets.";
        String text = new Conditions(SCRIPT, arguments, machine, javas).text(how) + "\n"
                + Reads.report(reads, machine.cores());
        System.out.println(text);
        if (arguments.write()) {
            Section.named("cached-read").replace(text);
        }
    }

    private static RunResult run(JavaHome java, String benchmark, int threads, Arguments arguments)
            throws RunnerException {
        return new Runner(new OptionsBuilder()
                        .include(SecretReads.class.getName() + "." + benchmark + "$")
                        .jvm(java.java().toString())
                        .jvmArgsAppend(java.feature() < 24 ? new String[0] : UNSAFE)
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.NANOSECONDS)
                        .threads(threads)
                        .forks(isHere(arguments) ? 0 : FORKS)
                        .warmupIterations(WARMUPS)
                        .warmupTime(iteration(arguments))
                        .measurementIterations(arguments.runs())
                        .measurementTime(iteration(arguments))
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .runSingle();
    }

    /** A quick look at one JDK starts no other. */
    private static boolean isHere(Arguments arguments) {
        return arguments.isQuick() && arguments.homes().isEmpty();
    }

    private static TimeValue iteration(Arguments arguments) {
        return arguments.isQuick() ? QUICK_ITERATION : ITERATION;
    }
}
