package dev.skiff.benchmarks.routers;

import dev.skiff.benchmarks.routes.GithubRoute;
import dev.skiff.benchmarks.routes.Matching;
import io.micronaut.context.ExecutionHandleLocator;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.ReturnType;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.simple.SimpleHttpRequest;
import io.micronaut.inject.ExecutableMethod;
import io.micronaut.inject.ExecutionHandle;
import io.micronaut.web.router.DefaultRouteBuilder;
import io.micronaut.web.router.DefaultRouter;
import io.micronaut.web.router.UriRouteMatch;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A {@link DefaultRouter} without a context of beans, as Micronaut's server asks it: the closest match for a request, then its variables. Left out: the second
 * look at a miss, for a 405.
 */
@State(Scope.Thread)
public class MicronautMatching extends Matching {
    private DefaultRouter router = new DefaultRouter();
    private HttpRequest<?>[] requests = {};

    private record Match(UriRouteMatch<Object, Object> route, Map<String, Object> variables) {}

    @Benchmark
    public @Nullable Object match() {
        return find(turn());
    }

    @Override
    protected void build(List<GithubRoute> routes, List<GithubRoute> requests) {
        Routes builder = new Routes();
        routes.forEach(builder::add);
        router = new DefaultRouter(builder);
        this.requests = requests.stream()
                .map(request -> new SimpleHttpRequest<>(HttpMethod.valueOf(request.method()), request.path(), ""))
                .toArray(HttpRequest<?>[]::new);
    }

    @Override
    protected String found(int request) {
        Match match = find(request);
        return match == null
                ? ""
                : match.route().getRouteInfo().getUriMatchTemplate().toString();
    }

    private @Nullable Match find(int request) {
        UriRouteMatch<Object, Object> match = router.findClosest(requests[request]);
        return match == null ? null : new Match(match, match.getVariableValues());
    }

    private static final class Routes extends DefaultRouteBuilder {
        Routes() {
            super(ExecutionHandleLocator.EMPTY);
        }

        void add(GithubRoute route) {
            buildRoute(HttpMethod.valueOf(route.method()), route.template(), ExecutionHandle.of(this, new Unused()));
        }
    }

    /** A method that is never called. */
    private static final class Unused implements ExecutableMethod<Object, Object> {
        @Override
        @SuppressWarnings("unchecked") // of an object's class
        public Class<Object> getDeclaringType() {
            return (Class<Object>) (Class<?>) Unused.class;
        }

        @Override
        public Argument<?>[] getArguments() {
            return Argument.ZERO_ARGUMENTS;
        }

        @Override
        public Object invoke(Object target, @Nullable Object... arguments) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Method getTargetMethod() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ReturnType<Object> getReturnType() {
            return ReturnType.of(Object.class);
        }

        @Override
        public String getMethodName() {
            return "handle";
        }
    }
}
