package dev.skiff.routing;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a path. Per segment, left to right: literal, then parameter, then greedy, with backtracking, also when what was found lacks the
 * method; so the order of registration never matters. A path without parameters is found by one look into a table, another by walking its segments; a
 * miss and a path without parameters allocate nothing, and the cost doesn't grow with the number of routes. Frozen once built.
 */
final class RouteTree {
    /** How far from its place something may lie in a table before the hash looks at every character. */
    private static final int FAR = 3;

    private final Node root = new Node("");
    private final boolean strict;
    /** The places of paths without parameters, by these paths: open addressing, a quarter full at most. */
    private Node[] literals = new Node[8];

    private int literalCount;
    private boolean thorough;

    RouteTree(List<Endpoint> endpoints, boolean strict) {
        this.strict = strict;
        for (Endpoint endpoint : endpoints) {
            add(endpoint);
        }
    }

    /** Where the request goes; null when no route has this path, or none that has it has this method. */
    @Nullable Target find(String method, String path, boolean escaped) {
        if (!escaped) {
            Node node = literal(path);
            Target target = node == null ? null : node.target(method);
            if (target != null) {
                return target;
            }
        }
        return from(root, 0, 0, method, path, escaped, end(path));
    }

    /** The methods that routes have for the path, sorted; with HEAD where there is GET, and OPTIONS. Empty when no route has the path. */
    Set<String> methods(String path, boolean escaped) {
        Set<String> methods = new TreeSet<>();
        collect(root, path, 0, end(path), escaped, methods);
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        if (!methods.isEmpty()) {
            methods.add("OPTIONS");
        }
        return methods;
    }

    private int end(String path) {
        int length = path.length();
        return !strict && path.charAt(length - 1) == '/' ? length - 1 : length == 1 ? 0 : length;
    }

    private void add(Endpoint endpoint) {
        Node node = root;
        List<String> segments = endpoint.template.segments();
        int count = segments.size();
        if (!strict && count > 0 && segments.get(count - 1).isEmpty()) {
            count--;
        }
        for (int i = 0; i < count; i++) {
            node = node.child(segments.get(i));
        }
        node.add(endpoint);
        if (!endpoint.template.hasParameters() && node.path == null) {
            node.path = endpoint.template.text();
            add(node);
        }
    }

    private @Nullable Node literal(String path) {
        int mask = literals.length - 1;
        for (int i = hash(path); ; i++) {
            Node node = literals[i & mask];
            if (node == null || path.equals(node.path)) {
                return node;
            }
        }
    }

    private void add(Node literal) {
        literalCount++;
        if (literalCount * 4 > literals.length) {
            grow();
        }
        if (put(literal) > FAR && !thorough) {
            thorough = true;
            grow();
        }
    }

    private void grow() {
        Node[] old = literals;
        literals = new Node[Integer.highestOneBit(literalCount) * 8];
        for (Node literal : old) {
            if (literal != null) {
                put(literal);
            }
        }
    }

    /** Answers how far from its place the path came to lie. */
    private int put(Node literal) {
        int mask = literals.length - 1;
        int place = literal.path == null ? 0 : hash(literal.path);
        int far = 0;
        while (literals[(place + far) & mask] != null) {
            far++;
        }
        literals[(place + far) & mask] = literal;
        return far;
    }

    /** Length and two characters tell most paths apart; where they don't, every character counts. */
    private int hash(String path) {
        if (thorough) {
            int hash = path.hashCode();
            return hash ^ hash >>> 16;
        }
        int length = path.length();
        int hash = (length * 31 + path.charAt(length >>> 1)) * 31 + path.charAt(length - 1);
        return hash ^ hash >>> 8;
    }

    private static void collect(Node node, String path, int slash, int end, boolean escaped, Set<String> methods) {
        if (slash >= end) {
            node.collect(methods);
            return;
        }
        int start = slash + 1;
        int stop = stop(path, start, end);
        Node child = node.find(path, start, end, escaped);
        if (child != null) {
            collect(child, path, stop, end, escaped, methods);
        }
        if (node.parameter != null && stop > start) {
            collect(node.parameter, path, stop, end, escaped, methods);
        }
        if (node.greedy != null && end > start) {
            node.greedy.collect(methods);
        }
    }

    /** Goes on at a node from a slash of the path, or from its end; so many parameters have been met before. */
    private static @Nullable Target from(
            Node first, int from, int parameters, String method, String path, boolean escaped, int end) {
        Node node = first;
        int slash = from;
        while (slash < end) {
            int start = slash + 1;
            Node child = node.find(path, start, end, escaped);
            if (node.parameter != null || node.greedy != null) {
                return branched(node, child, start, parameters, method, path, escaped, end);
            }
            if (child == null) {
                return null;
            }
            node = child;
            slash = escaped ? stop(path, start, end) : start + child.literal.length();
        }
        return node.target(method);
    }

    /** The same at a node that has more than literals: the child found for a segment comes before them. */
    private static @Nullable Target branched(
            Node node,
            @Nullable Node child,
            int start,
            int parameters,
            String method,
            String path,
            boolean escaped,
            int end) {
        int stop = stop(path, start, end);
        Target found = child == null ? null : from(child, stop, parameters, method, path, escaped, end);
        if (found == null && node.parameter != null && stop > start) {
            found = from(node.parameter, stop, parameters + 1, method, path, escaped, end);
            if (found != null) {
                found.set(parameters, value(path, start, stop, escaped));
            }
        }
        if (found == null && node.greedy != null && end > start) {
            found = node.greedy.target(method);
            if (found != null) {
                found.set(parameters, value(path, start, path.length(), escaped));
            }
        }
        return found;
    }

    private static int stop(String path, int start, int end) {
        int stop = start;
        while (stop < end && path.charAt(stop) != '/') {
            stop++;
        }
        return stop;
    }

    /** A malformed one stays as it is: the request is refused behind the filters, so that they see the answer. */
    private static String value(String path, int start, int stop, boolean escaped) {
        String decoded = escaped ? Percent.decode(path, start, stop) : null;
        return decoded == null ? path.substring(start, stop) : decoded;
    }

    /** A place in the tree: what its segments lead to, and the routes that end here, by method. */
    private static final class Node {
        private static final Endpoint[] NO_ENDPOINTS = {};
        private static final Node[] NO_NODES = {};

        private final String literal;
        private Node[] table = NO_NODES;
        private int children;
        /** The length of the shortest child, at most: behind it a path may go on with anything. */
        private int shortest = 3;

        private boolean thorough;
        private @Nullable Node parameter;
        private @Nullable Node greedy;
        private Endpoint[] endpoints = NO_ENDPOINTS;
        private @Nullable Endpoint any;
        private @Nullable Endpoint get;
        /** Of a route that ends here and has no parameter. */
        private @Nullable String path;

        Node(String literal) {
            this.literal = literal;
        }

        /** Where a template's segment leads to, made when there is nothing yet. */
        Node child(String segment) {
            if (PathTemplate.isParameter(segment)) {
                parameter = parameter == null ? new Node(segment) : parameter;
                return parameter;
            }
            if (PathTemplate.isGreedy(segment)) {
                greedy = greedy == null ? new Node(segment) : greedy;
                return greedy;
            }
            Node child = find(segment, 0, segment.length());
            if (child == null) {
                child = new Node(segment);
                add(child);
            }
            return child;
        }

        /** The child that a path has from a place on, up to the next slash or the end. */
        @Nullable Node find(String path, int start, int end, boolean escaped) {
            if (escaped) {
                int percent = path.indexOf('%', start);
                int stop = stop(path, start, end);
                if (percent >= 0 && percent < stop) {
                    String decoded = Percent.decode(path, start, stop);
                    return decoded == null || decoded.indexOf('/') >= 0 ? null : find(decoded, 0, decoded.length());
                }
            }
            return find(path, start, end);
        }

        private @Nullable Node find(String path, int start, int end) {
            int mask = table.length - 1;
            if (mask < 0) {
                return null;
            }
            for (int i = hash(path, start, end); ; i++) {
                Node child = table[i & mask];
                if (child == null || child.isAt(path, start, end)) {
                    return child;
                }
            }
        }

        /** Backwards, and no method of String: what comes first is mostly the same, and lengths are short. */
        private boolean isAt(String path, int start, int end) {
            int stop = start + literal.length();
            if (stop > end || (stop < end && path.charAt(stop) != '/')) {
                return false;
            }
            for (int i = literal.length() - 1; i >= 0; i--) {
                if (path.charAt(start + i) != literal.charAt(i)) {
                    return false;
                }
            }
            return true;
        }

        private void add(Node child) {
            children++;
            if (children * 2 > table.length || child.literal.length() < shortest) {
                shortest = Math.min(shortest, child.literal.length());
                grow();
            }
            if (put(child) > FAR && !thorough) {
                thorough = true;
                grow();
            }
        }

        private void grow() {
            Node[] old = table;
            table = new Node[Math.max(4, Integer.highestOneBit(children) * 4)];
            for (Node child : old) {
                if (child != null) {
                    put(child);
                }
            }
        }

        /** Answers how far from its place the child came to lie. */
        private int put(Node child) {
            int mask = table.length - 1;
            int place = hash(child.literal, 0, child.literal.length());
            int far = 0;
            while (table[(place + far) & mask] != null) {
                far++;
            }
            table[(place + far) & mask] = child;
            return far;
        }

        /** The first four characters, those behind the shortest child aside, tell most children apart; where they don't, every character counts. */
        private int hash(String path, int start, int end) {
            int hash = 0;
            if (thorough) {
                for (int i = start; i < end && path.charAt(i) != '/'; i++) {
                    hash = hash * 31 + path.charAt(i);
                }
                return hash ^ hash >>> 15;
            }
            hash = at(path, start, end) * 31 + at(path, start + Math.min(1, shortest), end);
            hash = hash * 31 + at(path, start + Math.min(2, shortest), end);
            hash = hash * 31 + at(path, start + shortest, end);
            return hash ^ hash >>> 10;
        }

        /** At a segment's end there is a slash, or could be. */
        private static char at(String path, int place, int end) {
            return place < end ? path.charAt(place) : '/';
        }

        void add(Endpoint endpoint) {
            for (Endpoint other : endpoints) {
                other.checkApart(endpoint);
            }
            endpoints = Arrays.copyOf(endpoints, endpoints.length + 1);
            endpoints[endpoints.length - 1] = endpoint;
            if (endpoint.method.equals(Route.ANY)) {
                any = endpoint;
            } else if (endpoint.method.equals("GET")) {
                get = endpoint;
            }
        }

        /** By the method's own endpoint; for HEAD also GET's; then that of any method. */
        @Nullable Target target(String method) {
            for (Endpoint endpoint : endpoints) {
                if (endpoint.method.equals(method)) {
                    return endpoint.target();
                }
            }
            if (get != null && method.equals("HEAD")) {
                return get.target();
            }
            return any == null ? null : any.target();
        }

        void collect(Set<String> methods) {
            for (Endpoint endpoint : endpoints) {
                methods.add(endpoint.method);
            }
        }
    }
}
