package dev.skiff.benchmarks;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs methods of JMH one by one, each in JVMs of its own, with the GC profiler. Many short iterations: the median of them leaves out those in which
 * something else had the processor.
 *
 * @param patient for code so slow that it isn't compiled, or has not been for long, when it has run a second
 */
record Jmh(JavaHome java, Arguments arguments, boolean patient) {
    private static final int FORKS = 2;
    private static final int WARMUPS = 20;
    private static final int QUICK_WARMUPS = 5;
    private static final TimeValue ITERATION = TimeValue.milliseconds(50);
    private static final TimeValue QUICK_ITERATION = TimeValue.milliseconds(30);
    private static final TimeValue PATIENCE = TimeValue.milliseconds(200);
    private static final TimeValue QUICK_PATIENCE = TimeValue.milliseconds(100);

    /** JMH asks for what newer JVMs warn of. */
    private static final String[] UNSAFE = {"--sun-misc-unsafe-memory-access=allow"};

    Jmh(JavaHome java, Arguments arguments) {
        this(java, arguments, false);
    }

    static Jmh patient(JavaHome java, Arguments arguments) {
        return new Jmh(java, arguments, true);
    }

    /** For the conditions, behind the number of runs. */
    static String how(Arguments arguments) {
        return how(arguments, false);
    }

    /** The same of {@link #patient}. */
    static String howPatient(Arguments arguments) {
        return how(arguments, true);
    }

    private static String how(Arguments arguments, boolean patient) {
        boolean here = isHere(arguments, patient);
        return " iterations of " + iteration(arguments)
                + (here ? " in one JVM for all" : " in each of " + forks(arguments) + " JVMs") + ", after "
                + (here ? QUICK_WARMUPS : WARMUPS) + (patient ? " of " + warmup(arguments, true) : "")
                + " that don't count; medians.";
    }

    Timing run(Class<?> type, String method, Map<String, String> parameters) throws RunnerException {
        return run(type, method, parameters, 1);
    }

    /** The same of a class that may be in another project. */
    Timing run(String type, String method, Map<String, String> parameters) throws RunnerException {
        return run(type, method, parameters, 1);
    }

    Timing run(Class<?> type, String method, Map<String, String> parameters, int threads, String... options)
            throws RunnerException {
        return run(type.getName(), method, parameters, threads, options);
    }

    private Timing run(String type, String method, Map<String, String> parameters, int threads, String... options)
            throws RunnerException {
        String name = type.substring(type.lastIndexOf('.') + 1);
        System.err.println("Java " + java.version() + ", " + name + "." + method + " " + parameters
                + (threads == 1 ? "" : ", " + threads + " threads"));
        boolean here = isHere(arguments, patient);
        ChainedOptionsBuilder builder = new OptionsBuilder()
                .include("^" + type.replace(".", "\\.") + "\\." + method + "$")
                .jvm(java.java().toString())
                .jvmArgs(options)
                .jvmArgsAppend(java.feature() < 24 ? new String[0] : UNSAFE)
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .threads(threads)
                .forks(here && options.length == 0 ? 0 : forks(arguments))
                .warmupIterations(here ? QUICK_WARMUPS : WARMUPS)
                .warmupTime(warmup(arguments, patient))
                .measurementIterations(arguments.runs())
                .measurementTime(iteration(arguments))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        parameters.forEach(builder::param);
        return Timing.of(new Runner(builder.build()).runSingle());
    }

    /** A quick look at one JDK starts no JVM unless it must: starting them would take longer than what is measured. */
    private static boolean isHere(Arguments arguments, boolean patient) {
        return arguments.isQuick() && arguments.homes().isEmpty() && !patient;
    }

    private static int forks(Arguments arguments) {
        return arguments.isQuick() ? 1 : FORKS;
    }

    private static TimeValue iteration(Arguments arguments) {
        return arguments.isQuick() ? QUICK_ITERATION : ITERATION;
    }

    private static TimeValue warmup(Arguments arguments, boolean patient) {
        return !patient ? iteration(arguments) : arguments.isQuick() ? QUICK_PATIENCE : PATIENCE;
    }
}
