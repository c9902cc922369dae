package dev.skiff.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** The tree against a matcher so plain that it can be seen to be right, over random routes in random order. */
class RouteOrderTest {
    private static final String[] SEGMENTS = {"a", "b", "aa", "ab", "{}", "{}"};
    private static final String[] PATHS = {"a", "b", "aa", "ab", "c", "%61", ""};
    private static final String[] METHODS = {"GET", "POST", "ANY", "HEAD"};

    @Property(tries = 300)
    void the_order_of_registration_never_matters(@ForAll long seed) {
        check(new Random(seed), SEGMENTS, PATHS, 25);
    }

    /** More siblings than a table's first places, of the same beginnings, ends and lengths, some shorter than what the hash looks at. */
    @Property(tries = 100)
    void names_that_look_alike_are_told_apart(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> names = new ArrayList<>(List.of("{}", "a", "ab", "abc", "abcd"));
        for (int i = 0; i < 40; i++) {
            names.add((random.nextBoolean() ? "abcd" : "xyz") + (10 + i) + (random.nextBoolean() ? "-z" : ""));
        }
        List<String> asked = new ArrayList<>(names.subList(1, names.size()));
        asked.addAll(List.of("abcd10-", "abcd", "xyz", "abcde-z", "%61bcd", "%61b"));

        check(random, names.toArray(new String[0]), asked.toArray(new String[0]), 120);
    }

    private static void check(Random random, String[] segments, String[] paths, int most) {
        List<String> routes = routes(random, segments, most);
        Router one = router(routes);
        Collections.shuffle(routes, random);
        Router other = router(routes);

        for (int i = 0; i < 60; i++) {
            String method = new String[] {"GET", "POST", "HEAD", "PUT", "OPTIONS"}[random.nextInt(5)];
            String path = random.nextBoolean() ? path(random, paths) : asked(routes, random, paths);
            String expected = expected(routes, method, path);
            assertThat(outcome(one, method, path))
                    .as(method + " " + path + " of " + routes)
                    .isEqualTo(expected);
            assertThat(outcome(other, method, path))
                    .as(method + " " + path + " of " + routes)
                    .isEqualTo(expected);
        }
    }

    private static List<String> routes(Random random, String[] segments, int most) {
        Map<String, String> byShape = new LinkedHashMap<>();
        int count = 1 + random.nextInt(most);
        for (int i = 0; i < count; i++) {
            StringBuilder template = new StringBuilder();
            int length = random.nextInt(5);
            for (int s = 0; s < length; s++) {
                String segment = segments[random.nextInt(segments.length)];
                template.append('/').append(segment.equals("{}") ? "{p" + s + "}" : segment);
            }
            if (random.nextInt(5) == 0) {
                template.append("/{rest+}");
            }
            String route = METHODS[random.nextInt(METHODS.length)] + " " + (template.isEmpty() ? "/" : template);
            byShape.put(route, route);
        }
        return new ArrayList<>(byShape.values());
    }

    /** A path that one of the routes has. */
    private static String asked(List<String> routes, Random random, String[] paths) {
        String route = routes.get(random.nextInt(routes.size()));
        StringBuilder path = new StringBuilder();
        for (String segment : route.substring(route.indexOf(' ') + 2).split("/", -1)) {
            path.append('/').append(segment.startsWith("{") ? paths[random.nextInt(paths.length)] : segment);
        }
        return path.toString();
    }

    private static String path(Random random, String[] paths) {
        StringBuilder path = new StringBuilder();
        int length = random.nextInt(6);
        for (int s = 0; s < length; s++) {
            path.append('/').append(paths[random.nextInt(paths.length)]);
        }
        return path.isEmpty() ? "/" : path.toString();
    }

    private static Router router(List<String> routes) {
        Router.Builder builder = Router.builder();
        for (String route : routes) {
            int blank = route.indexOf(' ');
            builder.route(route.substring(0, blank), route.substring(blank + 1), request -> Response.text(route));
        }
        return builder.build();
    }

    private static String outcome(Router router, String method, String path) {
        Response response = router.handle(Request.of(method, path));
        return response.status() == 200
                ? response.text()
                : response.status() + " " + response.header("Allow").orElse("");
    }

    /** The best of all routes that fit, or what there is instead. */
    private static String expected(List<String> routes, String method, String path) {
        String best = null;
        TreeSet<String> methods = new TreeSet<>();
        for (String route : routes) {
            String own = route.substring(0, route.indexOf(' '));
            String rank = rank(route.substring(route.indexOf(' ') + 1), path);
            if (rank == null) {
                continue;
            }
            methods.add(own);
            int fitness =
                    own.equals(method) ? 0 : own.equals("GET") && method.equals("HEAD") ? 1 : own.equals("ANY") ? 2 : 3;
            String candidate = rank + fitness + route;
            if (fitness < 3 && (best == null || candidate.compareTo(best) < 0)) {
                best = candidate;
            }
        }
        if (best != null) {
            return best.replaceFirst("^[0-9]*", "");
        }
        if (methods.isEmpty()) {
            return "404 ";
        }
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        methods.add("OPTIONS");
        return (method.equals("OPTIONS") ? "204 " : "405 ") + String.join(", ", methods);
    }

    /** A digit a segment, the smaller the better: 1 literal, 2 parameter, 3 the rest; null when it doesn't fit. */
    private static @Nullable String rank(String template, String path) {
        List<String> wanted = segments(template);
        List<String> given = segments(path);
        StringBuilder rank = new StringBuilder();
        for (int i = 0; i < wanted.size(); i++) {
            String segment = wanted.get(i);
            if (segment.endsWith("+}")) {
                boolean something = i < given.size()
                        && !(i == given.size() - 1 && given.get(i).isEmpty());
                return something ? rank.append('3').toString() : null;
            }
            if (i >= given.size() || given.get(i).isEmpty()) {
                return null;
            }
            if (segment.startsWith("{")) {
                rank.append('2');
            } else if (segment.equals(given.get(i).replace("%61", "a"))) {
                rank.append('1');
            } else {
                return null;
            }
        }
        return wanted.size() == given.size() ? rank.toString() : null;
    }

    /** Without one trailing slash. */
    private static List<String> segments(String path) {
        String inner = path.substring(1);
        if (inner.endsWith("/")) {
            inner = inner.substring(0, inner.length() - 1);
        } else if (inner.isEmpty()) {
            return List.of();
        }
        return List.of(inner.split("/", -1));
    }
}
