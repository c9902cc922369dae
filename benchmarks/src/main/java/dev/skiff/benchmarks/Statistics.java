package dev.skiff.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The middle of many measurements, and where half of them lie.
 *
 * @param low a quarter is below
 * @param high a quarter is above
 */
record Statistics(double low, double median, double high) {
    static Statistics of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        List<Double> sorted = values.stream().sorted().toList();
        return new Statistics(quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75));
    }

    /** How many times the other's median this one's is. */
    double ratio(Statistics other) {
        return median / other.median;
    }

    static <T> List<T> shuffled(List<T> list) {
        List<T> copy = new ArrayList<>(list);
        Collections.shuffle(copy);
        return copy;
    }

    /** Between two values, as much nearer to one as the rank is. */
    private static double quantile(List<Double> sorted, double part) {
        double rank = part * (sorted.size() - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, sorted.size() - 1);
        return sorted.get(below) + (rank - below) * (sorted.get(above) - sorted.get(below));
    }
}
