package dev.skiff.routing;

import dev.skiff.benchmarks.routes.GithubRoute;
import dev.skiff.benchmarks.routes.Matching;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Skiff's table, asked as a router asks it for a request of an HTTP API. JMH extends it, so it is not final. */
@State(Scope.Thread)
public class SkiffMatching extends Matching {
    private RouteTree tree = new RouteTree(List.of(), false);
    private String[] methods = {};
    private RequestPath[] paths = {};

    @Benchmark
    public @Nullable Object match() {
        return find(turn());
    }

    @Override
    protected void build(List<GithubRoute> routes, List<GithubRoute> requests) {
        Router.Builder builder = Router.builder();
        for (GithubRoute route : routes) {
            builder.route(route.method(), route.template(), request -> Response.noContent());
        }
        tree = builder.build().tree;
        methods = requests.stream().map(GithubRoute::method).toArray(String[]::new);
        paths = requests.stream()
                .map(request -> RequestPath.decoded(request.path()))
                .toArray(RequestPath[]::new);
    }

    @Override
    protected String found(int request) {
        Target target = find(request);
        return target == null ? "" : target.template();
    }

    private @Nullable Target find(int request) {
        RequestPath path = paths[request];
        return tree.find(methods[request], path.text(), path.isEscaped());
    }
}
