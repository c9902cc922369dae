package dev.skiff.benchmarks.routers;

import dev.skiff.benchmarks.routes.GithubRoute;
import dev.skiff.benchmarks.routes.Matching;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RouterImpl;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A whole {@link Router}, given a request that has a method, a path and no headers: Vert.x has no table to ask without it. So its routing context is in the figure;
 * the handler keeps it, with the parameters in it, and does nothing else.
 */
@State(Scope.Thread)
public class VertxMatching extends Matching {
    private static final int NOT_FOUND = 404;

    private final Router router = new RouterImpl(null);
    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    private HttpMethod[] methods = {};
    private String[] paths = {};
    private @Nullable RoutingContext found;

    @Benchmark
    public @Nullable Object match() {
        return find(turn());
    }

    @Override
    protected void build(List<GithubRoute> routes, List<GithubRoute> requests) {
        for (GithubRoute route : routes) {
            router.route(HttpMethod.valueOf(route.method()), pattern(route.template()))
                    .setName(route.template())
                    .handler(context -> found = context);
        }
        router.errorHandler(NOT_FOUND, context -> found = null);
        methods = requests.stream()
                .map(request -> HttpMethod.valueOf(request.method()))
                .toArray(HttpMethod[]::new);
        paths = requests.stream().map(GithubRoute::path).toArray(String[]::new);
    }

    @Override
    protected String found(int request) {
        RoutingContext context = find(request);
        return context == null ? "" : context.currentRoute().getName();
    }

    private @Nullable RoutingContext find(int request) {
        router.handle(new VertxRequest(methods[request], paths[request], headers));
        return found;
    }

    /** {@code /users/:id} is {@code /users/{id}}. */
    private static String pattern(String template) {
        return template.replace('{', ':').replace("}", "");
    }
}
