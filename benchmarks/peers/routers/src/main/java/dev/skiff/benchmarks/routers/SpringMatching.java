package dev.skiff.benchmarks.routers;

import dev.skiff.benchmarks.routes.GithubRoute;
import dev.skiff.benchmarks.routes.Matching;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * What MVC's {@code RequestMappingHandlerMapping} does with {@link PathPattern}s: mappings without a parameter by their path, else each mapping in turn, method
 * before pattern, and the most specific of those that match, whose variables are extracted. Left out: a mapping's other conditions (parameters, headers, media
 * types, each empty here); the second look at a miss for a 405; and for the mappings found by their path the parsing of it, which Spring does for each request.
 */
@State(Scope.Thread)
public class SpringMatching extends Matching {
    private static final Comparator<Mapping> MOST_SPECIFIC =
            Comparator.comparing(Mapping::pattern, PathPattern.SPECIFICITY_COMPARATOR);

    private final Map<String, List<Mapping>> direct = new HashMap<>();
    private final List<Mapping> mappings = new ArrayList<>();
    private String[] methods = {};
    private String[] paths = {};

    private record Mapping(String method, PathPattern pattern, GithubRoute route) {}

    private record Match(GithubRoute route, Map<String, String> variables) {}

    @Benchmark
    public @Nullable Object match() {
        return find(turn());
    }

    @Override
    protected void build(List<GithubRoute> routes, List<GithubRoute> requests) {
        for (GithubRoute route : routes) {
            PathPattern pattern = PathPatternParser.defaultInstance.parse(route.template());
            Mapping mapping = new Mapping(route.method(), pattern, route);
            mappings.add(mapping);
            if (!pattern.hasPatternSyntax()) {
                direct.computeIfAbsent(route.template(), path -> new ArrayList<>())
                        .add(mapping);
            }
        }
        methods = requests.stream().map(GithubRoute::method).toArray(String[]::new);
        paths = requests.stream().map(GithubRoute::path).toArray(String[]::new);
    }

    @Override
    protected String found(int request) {
        Match match = find(request);
        return match == null ? "" : match.route().template();
    }

    private @Nullable Match find(int request) {
        String method = methods[request];
        for (Mapping mapping : direct.getOrDefault(paths[request], List.of())) {
            if (mapping.method().equals(method)) {
                return new Match(mapping.route(), Map.of());
            }
        }
        return best(method, PathContainer.parsePath(paths[request]));
    }

    private @Nullable Match best(String method, PathContainer path) {
        List<Mapping> matching = new ArrayList<>();
        for (Mapping mapping : mappings) {
            if (mapping.method().equals(method) && mapping.pattern().matches(path)) {
                matching.add(mapping);
            }
        }
        if (matching.isEmpty()) {
            return null;
        }
        if (matching.size() > 1) {
            matching.sort(MOST_SPECIFIC);
        }
        Mapping best = matching.get(0);
        PathPattern.PathMatchInfo variables =
                Objects.requireNonNull(best.pattern().matchAndExtract(path));
        return new Match(best.route(), variables.getUriVariables());
    }
}
