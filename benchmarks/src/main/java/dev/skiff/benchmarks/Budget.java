package dev.skiff.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * What a figure may be at most.
 *
 * @param unit what stands behind the figure
 */
record Budget(String what, double figure, double most, String unit) {
    private static final int NEWER = 25;

    /** As it is printed: what reads 1.00 is not above 1.00. */
    boolean met() {
        return Math.round(figure * 100) <= Math.round(most * 100);
    }

    /** Java 17's hold for all versions before 25. */
    static List<Budget> of(Results results) {
        boolean newer = results.java().feature() >= NEWER;
        List<Budget> budgets = new ArrayList<>();
        budgets.add(wall(results, "GET, a record out, against the floor", "skiff-get", "floor", 1.5));
        budgets.add(wall(results, "POST, typed in and out, against the floor", "skiff-post", "floor", 1.6));
        budgets.add(
                wall(results, "SQS, 10 typed messages, against the floor", "skiff-sqs", "floor", newer ? 1.8 : 1.7));
        budgets.add(wall(results, "GET against the usual function", "skiff-get", "usual-get", 0.35));
        budgets.add(wall(results, "POST against the usual function", "skiff-post", "usual-post", 0.35));
        budgets.add(wall(results, "GET against avaje-sigma", "skiff-get", "sigma-get", 0.75));
        budgets.add(cpu(results, "GET against avaje-sigma, CPU time", "skiff-get", "sigma-get", 0.75));
        budgets.add(wall(results, "POST against avaje-sigma", "skiff-post", "sigma-post", 0.75));
        budgets.add(cpu(results, "POST against avaje-sigma, CPU time", "skiff-post", "sigma-post", 0.75));
        budgets.add(peak(results, "GET, resident memory beyond the floor's", "skiff-get"));
        budgets.add(peak(results, "POST, resident memory beyond the floor's", "skiff-post"));
        return budgets;
    }

    private static Budget wall(Results results, String what, String function, String other, double most) {
        return new Budget(what, results.wall(function).ratio(results.wall(other)), most, "×");
    }

    private static Budget cpu(Results results, String what, String function, String other, double most) {
        return new Budget(what, results.cpu(function).ratio(results.cpu(other)), most, "×");
    }

    private static Budget peak(Results results, String what, String function) {
        return new Budget(
                what, results.peak(function).median() - results.peak("floor").median(), 10, " MB");
    }
}
