package dev.skiff.benchmarks.routers;

import dev.skiff.benchmarks.routes.GithubRoute;
import dev.skiff.benchmarks.routes.Matching;
import io.undertow.util.HttpString;
import io.undertow.util.PathTemplateMatcher;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A {@link PathTemplateMatcher} for each method, as {@link io.undertow.server.RoutingHandler} has them. Left out: that it attaches the match to the exchange
 * and adds the parameters to the query's.
 */
@State(Scope.Thread)
public class UndertowMatching extends Matching {
    private final Map<HttpString, PathTemplateMatcher<GithubRoute>> matchers = new HashMap<>();
    private HttpString[] methods = {};
    private String[] paths = {};

    @Benchmark
    public @Nullable Object match() {
        return find(turn());
    }

    @Override
    protected void build(List<GithubRoute> routes, List<GithubRoute> requests) {
        for (GithubRoute route : routes) {
            matchers.computeIfAbsent(new HttpString(route.method()), method -> new PathTemplateMatcher<>())
                    .add(route.template(), route);
        }
        methods = requests.stream()
                .map(request -> new HttpString(request.method()))
                .toArray(HttpString[]::new);
        paths = requests.stream().map(GithubRoute::path).toArray(String[]::new);
    }

    @Override
    protected String found(int request) {
        PathTemplateMatcher.PathMatchResult<GithubRoute> match = find(request);
        return match == null ? "" : match.getValue().template();
    }

    private PathTemplateMatcher.@Nullable PathMatchResult<GithubRoute> find(int request) {
        PathTemplateMatcher<GithubRoute> matcher = matchers.get(methods[request]);
        return matcher == null ? null : matcher.match(paths[request]);
    }
}
