package dev.skiff.benchmarks.routers;

import dev.skiff.benchmarks.routes.GithubRoute;
import dev.skiff.benchmarks.routes.Matching;
import java.util.List;
import java.util.Map;
import org.http4k.core.Method;
import org.http4k.core.Request;
import org.http4k.core.Response;
import org.http4k.core.Status;
import org.http4k.routing.RoutedRequest;
import org.http4k.routing.RoutingHttpHandler;
import org.http4k.routing.RoutingKt;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A whole handler of {@code routes(…)}, given a request in memory, since http4k's routes are a function. A route's handler takes the parameters from its path, all
 * at once as {@code request.path(name)} does it for each, and answers with a response that is there already; what http4k wraps and copies is in the figure.
 */
@State(Scope.Thread)
public class Http4kMatching extends Matching {
    private final Response answer = Response.Companion.create(Status.OK);
    private RoutingHttpHandler handler = RoutingKt.routes(new RoutingHttpHandler[0]);
    private Request[] requests = {};
    private String template = "";
    private Map<String, String> parameters = Map.of();

    @Benchmark
    public Object match() {
        return handler.invoke(requests[turn()]);
    }

    @Override
    protected void build(List<GithubRoute> routes, List<GithubRoute> requests) {
        handler = RoutingKt.routes(routes.stream().map(this::bound).toArray(RoutingHttpHandler[]::new));
        this.requests = requests.stream()
                .map(request -> Request.Companion.create(Method.valueOf(request.method()), request.path()))
                .toArray(Request[]::new);
    }

    @Override
    protected String found(int request) {
        template = "";
        handler.invoke(requests[request]);
        return template;
    }

    private RoutingHttpHandler bound(GithubRoute route) {
        boolean hasParameters = route.template().contains("{");
        return RoutingKt.bind(route.template(), Method.valueOf(route.method())).to(request -> {
            template = route.template();
            parameters = hasParameters ? parameters(request) : Map.of();
            return answer;
        });
    }

    private static Map<String, String> parameters(Request request) {
        return ((RoutedRequest) request)
                .getXUriTemplate()
                .extract(request.getUri().getPath());
    }
}
