package dev.skiff.local;

import dev.skiff.local.template.SamRoute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The routes of one stage, and API Gateway's choice among them: those of the call's method or {@code ANY}; of these a full
 * match before a greedy one before {@code $default}, a literal segment before a parameter, the method before {@code ANY}.
 */
final class RouteTable {
    private static final Comparator<Entry> MOST_SPECIFIC_FIRST =
            Comparator.comparing((Entry entry) -> entry.rank).thenComparing(entry -> entry.method.equals("ANY"));

    private final List<Entry> entries = new ArrayList<>();

    /** Adds a route; two with the same key would be refused by API Gateway too. */
    void add(SamRoute route, LocalFunction function) {
        for (Entry other : entries) {
            if (other.shape().equals(Entry.of(route, function).shape())) {
                throw new LocalException("two routes are the same: " + other.route.key() + " (" + other.route.place()
                        + ") and " + route.key() + " (" + route.place() + ")");
            }
        }
        entries.add(Entry.of(route, function));
        entries.sort(MOST_SPECIFIC_FIRST);
    }

    /** The route of a call whose path is decoded and has lost its stage. */
    Optional<Match> match(String method, String path) {
        for (Entry entry : entries) {
            Map<String, String> parameters = entry.takes(method) ? entry.parameters(path) : null;
            if (parameters != null) {
                return Optional.of(new Match(entry.route, entry.function, parameters));
            }
        }
        return Optional.empty();
    }

    /** The most specific route of this path, whatever its method. */
    Optional<Match> matchAnyMethod(String path) {
        for (Entry entry : entries) {
            Map<String, String> parameters = entry.parameters(path);
            if (parameters != null) {
                return Optional.of(new Match(entry.route, entry.function, parameters));
            }
        }
        return Optional.empty();
    }

    /** The methods of all routes that have the path of this one. */
    Set<String> methods(SamRoute route) {
        Set<String> methods = new TreeSet<>();
        for (Entry entry : entries) {
            if (entry.segments.equals(Entry.of(route, entry.function).segments)) {
                methods.add(entry.method);
            }
        }
        return methods;
    }

    /** A chosen route, with the parameters that its path has for it. */
    record Match(SamRoute route, LocalFunction function, Map<String, String> parameters) {}

    /**
     * A route taken apart.
     *
     * @param rank one digit per segment, so that the better route sorts first: literal, parameter, greedy, nothing
     */
    private record Entry(SamRoute route, LocalFunction function, String method, List<String> segments, String rank) {
        static Entry of(SamRoute route, LocalFunction function) {
            if (route.key().equals("$default")) {
                return new Entry(route, function, "ANY", List.of(), "9");
            }
            int blank = route.key().indexOf(' ');
            List<String> segments = segments(route.key().substring(blank + 1));
            return new Entry(route, function, route.key().substring(0, blank), segments, rank(segments));
        }

        /** What must not stand twice. */
        String shape() {
            StringBuilder shape = new StringBuilder(method).append(' ').append(rank);
            segments.forEach(segment -> shape.append('/').append(segment.startsWith("{") ? "{}" : segment));
            return shape.toString();
        }

        boolean takes(String callMethod) {
            return method.equals("ANY") || method.equals(callMethod);
        }

        /** Null if the path is not this route's. */
        @Nullable Map<String, String> parameters(String path) {
            if (route.key().equals("$default")) {
                return Map.of();
            }
            List<String> given = segments(path);
            Map<String, String> parameters = new LinkedHashMap<>();
            for (int i = 0; i < segments.size(); i++) {
                String segment = segments.get(i);
                if (i >= given.size()) {
                    return null;
                }
                if (segment.endsWith("+}")) {
                    String rest = rest(path, i);
                    parameters.put(segment.substring(1, segment.length() - 2), rest);
                    return rest.isEmpty() ? null : parameters;
                }
                if (segment.startsWith("{")) {
                    parameters.put(segment.substring(1, segment.length() - 1), given.get(i));
                }
                if (segment.startsWith("{") ? given.get(i).isEmpty() : !segment.equals(given.get(i))) {
                    return null;
                }
            }
            return segments.size() == given.size() ? parameters : null;
        }

        /** A greedy route sorts behind all others, whatever their length: {@code 9} is above every segment's digit. */
        private static String rank(List<String> segments) {
            StringBuilder rank = new StringBuilder();
            boolean greedy = false;
            for (String segment : segments) {
                greedy |= segment.endsWith("+}");
                rank.append(segment.endsWith("+}") ? '3' : segment.startsWith("{") ? '2' : '1');
            }
            return (greedy ? "5" : "1") + rank;
        }

        /** A slash at the end never decides. */
        private static List<String> segments(String path) {
            String trimmed = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
            return List.of(trimmed.substring(1).split("/", -1));
        }

        private static String rest(String path, int segment) {
            int from = 0;
            for (int i = 0; i <= segment; i++) {
                from = path.indexOf('/', from) + 1;
            }
            return path.substring(from);
        }
    }
}
