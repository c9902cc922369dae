package dev.skiff.benchmarks.routers;

import dev.skiff.benchmarks.routes.GithubRoute;
import java.util.Comparator;
import java.util.List;

/** Routes in the order that a router needs which takes the first that matches: segment by segment, a literal before a parameter. */
final class Specific {
    private static final char AFTER_ALL_LETTERS = '\uffff';

    private Specific() {}

    static List<GithubRoute> first(List<GithubRoute> routes) {
        return routes.stream()
                .sorted(Comparator.comparing(route -> route.template().replace('{', AFTER_ALL_LETTERS)))
                .toList();
    }
}
