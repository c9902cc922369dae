package dev.skiff.benchmarks.routes;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Which requests are matched, one after the other and again: a column of the table. */
public enum Column {
    STATIC("static", route -> route.parameters() == 0),
    ONE_PARAMETER("one parameter", route -> route.parameters() == 1),
    TWO_PARAMETERS("two parameters", route -> route.parameters() == 2),
    MISS_AT_ROOT("miss at root", route -> true, route -> route.withPath("/nothing" + route.path())),
    MISS_DEEP("miss deep", Column::hasNothingBelow, route -> route.withPath(route.path() + "/nothing")),
    ALL("all 203", route -> true);

    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final Predicate<GithubRoute> routes;

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final UnaryOperator<GithubRoute> request;

    Column(String words, Predicate<GithubRoute> routes) {
        this(words, routes, route -> route);
    }

    Column(String words, Predicate<GithubRoute> routes, UnaryOperator<GithubRoute> request) {
        this.words = words;
        this.routes = routes;
        this.request = request;
    }

    /** For the table's head. */
    public String words() {
        return words;
    }

    /** Whether no route has such a path. */
    public boolean isMiss() {
        return this == MISS_AT_ROOT || this == MISS_DEEP;
    }

    /** The requests of this column among those of the routes. */
    public List<GithubRoute> requests(List<GithubRoute> all) {
        return all.stream().filter(routes).map(request).toList();
    }

    /** Three segments at least, and a file's name is not one more of them. */
    private static boolean hasNothingBelow(GithubRoute route) {
        return route.parameters() > 1
                && !route.template().contains("+}")
                && route.template().endsWith("}");
    }
}
