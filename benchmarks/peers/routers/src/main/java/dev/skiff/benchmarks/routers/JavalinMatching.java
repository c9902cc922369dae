package dev.skiff.benchmarks.routers;

import dev.skiff.benchmarks.routes.GithubRoute;
import dev.skiff.benchmarks.routes.Matching;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import io.javalin.router.ParsedEndpoint;
import io.javalin.router.matcher.PathMatcher;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A {@link PathMatcher}, as Javalin's servlet asks it: the first endpoint that matches, then its parameters. Left out: that the servlet looks for handlers
 * before and after, too, of which there are none.
 */
@State(Scope.Thread)
public class JavalinMatching extends Matching {
    private final PathMatcher matcher = new PathMatcher();
    private HandlerType[] methods = {};
    private String[] paths = {};

    private record Match(ParsedEndpoint endpoint, Map<String, String> parameters) {}

    @Benchmark
    public @Nullable Object match() {
        return find(turn());
    }

    @Override
    protected void build(List<GithubRoute> routes, List<GithubRoute> requests) {
        JavalinConfig config = new JavalinConfig();
        for (GithubRoute route : routes) {
            Endpoint endpoint = new Endpoint(
                    HandlerType.valueOf(route.method()), route.template(), context -> context.result("found"));
            matcher.add(new ParsedEndpoint(endpoint, config.router));
        }
        methods = requests.stream()
                .map(request -> HandlerType.valueOf(request.method()))
                .toArray(HandlerType[]::new);
        paths = requests.stream().map(GithubRoute::path).toArray(String[]::new);
    }

    @Override
    protected String found(int request) {
        Match match = find(request);
        return match == null ? "" : match.endpoint().getEndpoint().getPath();
    }

    private @Nullable Match find(int request) {
        String path = paths[request];
        return matcher.findEntries(methods[request], path)
                .findFirst()
                .map(endpoint -> new Match(endpoint, endpoint.extractPathParams(path)))
                .orElse(null);
    }
}
