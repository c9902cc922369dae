package dev.skiff.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.results.RunResult;

/**
 * How long one of {@link SecretReads} takes by some threads at once.
 *
 * @param nanos of a thread, one for each iteration
 * @param bytes allocated, on average
 */
record Reads(String version, String benchmark, int threads, List<Double> nanos, double bytes) {
    private static final double MOST_NANOS = 15;

    static Reads of(String version, String benchmark, int threads, RunResult result) {
        List<Double> nanos = new ArrayList<>();
        result.getBenchmarkResults().forEach(fork -> fork.getIterationResults()
                .forEach(iteration -> nanos.add(iteration.getPrimaryResult().getScore())));
        String allocated = "gc.alloc.rate.norm";
        double bytes = Objects.requireNonNull(result.getSecondaryResults().get(allocated), allocated)
                .getScore();
        return new Reads(version, benchmark, threads, nanos, bytes);
    }

    /** More threads than cores wait for one another: this is the time in which one of them is at work. */
    Statistics nanosOfCore(int cores) {
        double part = Math.min(1, (double) cores / threads);
        return Statistics.of(nanos.stream().map(one -> one * part).toList());
    }

    static String report(List<Reads> all, int cores) {
        Table table = new Table(2, "Java", "what", "threads", "ns", "B/op");
        for (Reads reads : all) {
            Statistics nanos = reads.nanosOfCore(cores);
            table.add(
                    reads.version,
                    reads.isRead() ? "get() of a cached Secret<String>" : "a look at each of two clocks",
                    Integer.toString(reads.threads),
                    Report.number(nanos.median(), 1) + " (" + Report.number(nanos.low(), 1) + "–"
                            + Report.number(nanos.high(), 1) + ")",
                    Report.number(reads.bytes, 2));
        }
        return table + "\n" + Report.budgets(budgets(all, cores));
    }

    /** Of each read: with the clocks, which no code of ours can make faster, without them, and its garbage. */
    static List<Budget> budgets(List<Reads> all, int cores) {
        List<Budget> budgets = new ArrayList<>();
        for (Reads read : all) {
            if (read.isRead()) {
                String what = read.threads + (read.threads == 1 ? " thread" : " threads") + ", Java " + read.version;
                double nanos = read.nanosOfCore(cores).median();
                double clocks = read.clocksIn(all).nanosOfCore(cores).median();
                budgets.add(new Budget("cached read, " + what, nanos, MOST_NANOS, " ns"));
                budgets.add(new Budget("beyond the clocks, " + what, nanos - clocks, MOST_NANOS, " ns"));
                budgets.add(new Budget("allocated, " + what, read.bytes, 0, " B"));
            }
        }
        return budgets;
    }

    private Reads clocksIn(List<Reads> all) {
        return all.stream()
                .filter(other -> !other.isRead() && other.threads == threads && other.version.equals(version))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("clocks were not measured"));
    }

    private boolean isRead() {
        return benchmark.equals("cached");
    }
}
