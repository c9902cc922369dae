package dev.skiff.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.results.RunResult;

/**
 * How long something takes again and again, and what it allocates.
 *
 * @param nanos of a call, one for each iteration
 * @param bytes of a call, on average
 */
record Timing(List<Double> nanos, double bytes) {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    static Timing of(RunResult result) {
        List<Double> nanos = new ArrayList<>();
        result.getBenchmarkResults().forEach(fork -> fork.getIterationResults()
                .forEach(iteration -> nanos.add(iteration.getPrimaryResult().getScore())));
        return new Timing(
                nanos,
                Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATED), ALLOCATED)
                        .getScore());
    }

    Statistics statistics() {
        return Statistics.of(nanos);
    }

    double median() {
        return statistics().median();
    }

    /** As a table shows it: nanoseconds, and bytes in brackets. */
    String cell() {
        return Report.number(median(), median() < 100 ? 1 : 0) + " (" + Report.number(bytes, 0) + ")";
    }
}
