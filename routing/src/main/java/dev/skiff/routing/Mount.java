package dev.skiff.routing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a router was mounted: its prefix, and what it puts around a path under it that has no route. */
final class Mount {
    private final PathTemplate prefix;
    private final List<Scope> scopes;
    private final RouteTree tree;

    private Mount(PathTemplate prefix, List<Scope> scopes, RouteTree tree) {
        this.prefix = prefix;
        this.scopes = scopes;
        this.tree = tree;
    }

    /** Adds a mounted router and those mounted in it, and keeps all in the order in which a path looks for its mount. */
    static void add(List<Mount> mounts, String prefix, Scope scope, RouteTree tree, List<Mount> inner) {
        for (Mount mount : inner) {
            List<Scope> scopes = new ArrayList<>(mount.scopes);
            scopes.add(scope);
            String joined = PathTemplate.joined(prefix, mount.prefix.text());
            mounts.add(new Mount(PathTemplate.parse(joined), List.copyOf(scopes), mount.tree));
        }
        mounts.add(new Mount(PathTemplate.parse(prefix), List.of(scope), tree));
        mounts.sort((one, other) -> compare(one.prefix.segments(), other.prefix.segments()));
    }

    /**
     * What answers a path without a route, or with one for other methods, which must be this router's own; null when that is another's business. It has
     * the filters and error handlers of the routers it lies in, and the innermost not-found handler.
     */
    @Nullable Target unrouted(Unrouted unrouted, RequestPath path, boolean otherMethods) {
        String[] values = new String[prefix.names().length];
        int slash = match(path, values);
        if (slash < 0 || (otherMethods && !hasRoute(path, slash))) {
            return null;
        }
        return Target.unrouted(around(unrouted), prefix, values);
    }

    /** As routes: per segment, from left to right, a literal before a parameter; then the longer one. */
    private static int compare(List<String> one, List<String> other) {
        int both = Math.min(one.size(), other.size());
        for (int i = 0; i < both; i++) {
            boolean parameter = PathTemplate.isParameter(one.get(i));
            if (parameter != PathTemplate.isParameter(other.get(i))) {
                return parameter ? 1 : -1;
            }
        }
        return other.size() - one.size();
    }

    /** Where the path goes on behind the prefix, or -1 when it isn't below it; fills in the prefix' parameters. */
    private int match(RequestPath path, String[] values) {
        String text = path.text();
        int slash = 0;
        int parameters = 0;
        for (String segment : prefix.segments()) {
            if (slash >= text.length()) {
                return -1;
            }
            int stop = text.indexOf('/', slash + 1);
            stop = stop < 0 ? text.length() : stop;
            String value = decoded(text.substring(slash + 1, stop), path.isEscaped());
            if (PathTemplate.isParameter(segment) ? value.isEmpty() : !segment.equals(value)) {
                return -1;
            }
            if (PathTemplate.isParameter(segment)) {
                values[parameters++] = value;
            }
            slash = stop;
        }
        return slash;
    }

    private boolean hasRoute(RequestPath path, int slash) {
        String rest = slash == path.text().length() ? "/" : path.text().substring(slash);
        return !tree.methods(rest, path.isEscaped()).isEmpty();
    }

    private Handler around(Unrouted unrouted) {
        Handler handler = unrouted;
        for (Scope scope : scopes) {
            if (handler == unrouted && scope.notFound() != null) {
                handler = unrouted.orElse(scope.notFound());
            }
        }
        for (Scope scope : scopes) {
            handler = scope.around(handler);
        }
        return handler;
    }

    private static String decoded(String text, boolean escaped) {
        String decoded = escaped ? Percent.decode(text, 0, text.length()) : text;
        return decoded == null ? text : decoded;
    }
}
