package dev.skiff.benchmarks.routers;

import dev.skiff.benchmarks.routes.GithubRoute;
import dev.skiff.benchmarks.routes.Matching;
import io.avaje.sigma.RequestHandler;
import io.avaje.sigma.Router;
import io.avaje.sigma.Sigma;
import io.avaje.sigma.routes.RoutesBuilder;
import io.avaje.sigma.routes.SpiRoutes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** {@link SpiRoutes}, the table that sigma has from Jex, as sigma's function asks it: the entry that matches, then its parameters. Nothing is left out. */
@State(Scope.Thread)
public class SigmaMatching extends Matching {
    private final Map<RequestHandler, GithubRoute> byHandler = new HashMap<>();
    private @Nullable SpiRoutes table;
    private Router.HttpMethod[] methods = {};
    private String[] paths = {};

    private record Match(RequestHandler handler, Map<String, String> parameters) {}

    @Benchmark
    public @Nullable Object match() {
        return find(turn());
    }

    @Override
    protected void build(List<GithubRoute> routes, List<GithubRoute> requests) {
        Sigma.create().routing(router -> {
            routes.forEach(route -> add(router, route));
            table = new RoutesBuilder(router, true).build();
        });
        methods = requests.stream()
                .map(request -> Router.HttpMethod.valueOf(request.method()))
                .toArray(Router.HttpMethod[]::new);
        paths = requests.stream().map(GithubRoute::path).toArray(String[]::new);
    }

    private void add(Router router, GithubRoute route) {
        RequestHandler handler = context -> context.text(route.template());
        byHandler.put(handler, route);
        switch (route.method()) {
            case "GET" -> router.get(route.template(), handler);
            case "POST" -> router.post(route.template(), handler);
            case "PUT" -> router.put(route.template(), handler);
            case "DELETE" -> router.delete(route.template(), handler);
            default -> throw new IllegalArgumentException("no route has the method " + route.method());
        }
    }

    @Override
    protected String found(int request) {
        Match match = find(request);
        return match == null ? "" : byHandler.get(match.handler()).template();
    }

    private @Nullable Match find(int request) {
        String path = paths[request];
        SpiRoutes.Entry entry = table.match(methods[request], path);
        return entry == null ? null : new Match(entry.handler(), entry.pathParams(path));
    }
}
