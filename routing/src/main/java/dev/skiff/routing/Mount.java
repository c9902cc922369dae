package dev.skiff.routing;

import java.util.List;

/** Where a router was mounted: its prefix, and what it puts around a path under it that has no route. */
final class Mount {
    private final PathTemplate prefix;
    private final List<Scope> scopes;

    private Mount(PathTemplate prefix, List<Scope> scopes) {
        this.prefix = prefix;
        this.scopes = scopes;
    }

    /** Adds a mounted router and those mounted in it, the deepest prefix first. */
    static void add(List<Mount> mounts, String prefix, Scope scope, List<Mount> inner) {
        for (Mount mount : inner) {
            List<Scope> scopes = new java.util.ArrayList<>(mount.scopes);
            scopes.add(scope);
            mounts.add(new Mount(
                    PathTemplate.parse(PathTemplate.joined(prefix, mount.prefix.text())), List.copyOf(scopes)));
        }
        mounts.add(new Mount(PathTemplate.parse(prefix), List.of(scope)));
        mounts.sort((one, other) ->
                other.prefix.segments().size() - one.prefix.segments().size());
    }

    /** Whether the path is the prefix or goes on below it. */
    boolean holds(RequestPath path) {
        String text = path.text();
        int slash = 0;
        for (String segment : prefix.segments()) {
            if (slash >= text.length()) {
                return false;
            }
            int stop = text.indexOf('/', slash + 1);
            stop = stop < 0 ? text.length() : stop;
            if (!fits(segment, text.substring(slash + 1, stop), path.isEscaped())) {
                return false;
            }
            slash = stop;
        }
        return true;
    }

    /** The handler with the filters and error handlers of the routers it lies in, the innermost not-found handler in its place. */
    Handler around(Unrouted unrouted) {
        Handler handler = unrouted;
        for (Scope scope : scopes) {
            if (handler == unrouted && scope.notFound() != null) {
                handler = unrouted.orElse(scope.notFound());
                break;
            }
        }
        for (Scope scope : scopes) {
            handler = scope.around(handler);
        }
        return handler;
    }

    private static boolean fits(String segment, String text, boolean escaped) {
        if (PathTemplate.isParameter(segment)) {
            return !text.isEmpty();
        }
        String decoded = escaped ? Percent.decode(text, 0, text.length()) : text;
        return segment.equals(decoded);
    }
}
