package dev.skiff.routing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a path. Per segment, left to right: literal, then parameter, then greedy, with backtracking, also when what was found lacks the
 * method; so the order of registration never matters. A path without parameters is found by one look into a map, another by walking its segments; a
 * miss and a path without parameters allocate nothing, and the cost doesn't grow with the number of routes. Frozen once built.
 */
final class RouteTree {
    /** No route has this path. */
    static final Target NO_PATH = Target.unrouted(new Nowhere());
    /** A route has this path, but none with this method. */
    static final Target NO_METHOD = Target.unrouted(new Nowhere());

    private final Node root = new Node("");
    private final Map<String, Leaf> literals = new HashMap<>();
    private final boolean strict;
    private int longestLiteral;

    RouteTree(List<Endpoint> endpoints, boolean strict) {
        this.strict = strict;
        for (Endpoint endpoint : endpoints) {
            add(endpoint);
        }
    }

    /** Where the request goes, {@link #NO_PATH} or {@link #NO_METHOD}. */
    Target find(String method, String path, boolean escaped) {
        if (!escaped && path.length() <= longestLiteral) {
            Leaf leaf = literals.get(path);
            if (leaf != null) {
                Target target = leaf.target(method);
                if (target != null) {
                    return target;
                }
            }
        }
        return from(root, 0, 0, method, path, escaped, end(path));
    }

    /** The methods that routes have for the path, sorted; with HEAD where there is GET, and OPTIONS. */
    Set<String> methods(String path, boolean escaped) {
        Set<String> methods = new TreeSet<>();
        collect(root, path, 0, end(path), escaped, methods);
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        methods.add("OPTIONS");
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
            String segment = segments.get(i);
            if (PathTemplate.isGreedy(segment)) {
                node.greedy = leaf(node.greedy);
                node.greedy.add(endpoint);
                return;
            }
            node = PathTemplate.isParameter(segment) ? node.parameter() : node.child(segment);
        }
        node.leaf = leaf(node.leaf);
        node.leaf.add(endpoint);
        if (endpoint.template.names().length == 0) {
            literals.put(endpoint.template.text(), node.leaf);
            longestLiteral = Math.max(longestLiteral, endpoint.template.text().length());
        }
    }

    private static Leaf leaf(@Nullable Leaf leaf) {
        return leaf == null ? new Leaf() : leaf;
    }

    private static void collect(Node node, String path, int slash, int end, boolean escaped, Set<String> methods) {
        if (slash >= end) {
            collect(node.leaf, methods);
            return;
        }
        int start = slash + 1;
        int stop = stop(path, start, end);
        Node child = node.find(path, start, stop, escaped);
        if (child != null) {
            collect(child, path, stop, end, escaped, methods);
        }
        if (node.parameter != null && stop > start) {
            collect(node.parameter, path, stop, end, escaped, methods);
        }
        if (end > start) {
            collect(node.greedy, methods);
        }
    }

    private static void collect(@Nullable Leaf leaf, Set<String> methods) {
        if (leaf != null) {
            for (Endpoint endpoint : leaf.endpoints) {
                methods.add(endpoint.method);
            }
        }
    }

    /** Goes on at a node from a slash of the path, or from its end; so many parameters have been met before. */
    private static Target from(
            Node first, int from, int parameters, String method, String path, boolean escaped, int end) {
        Node node = first;
        int slash = from;
        while (slash < end) {
            int start = slash + 1;
            int stop = stop(path, start, end);
            Node child = node.find(path, start, stop, escaped);
            if (node.parameter != null || node.greedy != null) {
                return branched(node, child, start, stop, parameters, method, path, escaped, end);
            }
            if (child == null) {
                return NO_PATH;
            }
            node = child;
            slash = stop;
        }
        return at(node.leaf, method);
    }

    /** The same at a node that has more than literals: the child found for a segment comes before them. */
    private static Target branched(
            Node node,
            @Nullable Node child,
            int start,
            int stop,
            int parameters,
            String method,
            String path,
            boolean escaped,
            int end) {
        Target found = NO_PATH;
        if (child != null) {
            found = from(child, stop, parameters, method, path, escaped, end);
        }
        if (node.parameter != null && stop > start && !isFound(found)) {
            Target other = from(node.parameter, stop, parameters + 1, method, path, escaped, end);
            if (isFound(other)) {
                other.set(parameters, value(path, start, stop, escaped));
            }
            found = better(found, other);
        }
        if (node.greedy != null && end > start && !isFound(found)) {
            Target other = at(node.greedy, method);
            if (isFound(other)) {
                other.set(parameters, value(path, start, path.length(), escaped));
            }
            found = better(found, other);
        }
        return found;
    }

    private static Target better(Target found, Target other) {
        return isFound(other) || found == NO_PATH ? other : found;
    }

    private static int stop(String path, int start, int end) {
        int stop = start;
        while (stop < end && path.charAt(stop) != '/') {
            stop++;
        }
        return stop;
    }

    private static boolean isFound(Target target) {
        return target != NO_PATH && target != NO_METHOD;
    }

    private static Target at(@Nullable Leaf leaf, String method) {
        if (leaf == null) {
            return NO_PATH;
        }
        Target target = leaf.target(method);
        return target == null ? NO_METHOD : target;
    }

    /** A malformed one stays as it is: the request is refused behind the filters, so that they see the answer. */
    private static String value(String path, int start, int stop, boolean escaped) {
        String decoded = escaped ? Percent.decode(path, start, stop) : null;
        return decoded == null ? path.substring(start, stop) : decoded;
    }

    /** A place in the tree: what its segments lead to. */
    private static final class Node {
        /** How far from its place a child may lie before the hash looks at every character. */
        private static final int FAR = 3;

        private final String literal;
        private Node[] table = new Node[0];
        private int children;
        private boolean thorough;
        private @Nullable Node parameter;
        private @Nullable Leaf greedy;
        private @Nullable Leaf leaf;

        Node(String literal) {
            this.literal = literal;
        }

        Node parameter() {
            if (parameter == null) {
                parameter = new Node("{}");
            }
            return parameter;
        }

        Node child(String segment) {
            Node child = find(segment, 0, segment.length());
            if (child == null) {
                child = new Node(segment);
                children++;
                if (children * 2 > table.length) {
                    grow();
                }
                if (put(child) > FAR && !thorough) {
                    thorough = true;
                    grow();
                }
            }
            return child;
        }

        @Nullable Node find(String path, int start, int stop, boolean escaped) {
            if (escaped) {
                int percent = path.indexOf('%', start);
                if (percent >= 0 && percent < stop) {
                    String decoded = Percent.decode(path, start, stop);
                    return decoded == null ? null : find(decoded, 0, decoded.length());
                }
            }
            return find(path, start, stop);
        }

        private @Nullable Node find(String path, int start, int stop) {
            int mask = table.length - 1;
            if (mask < 0) {
                return null;
            }
            int length = stop - start;
            for (int i = hash(path, start, stop) & mask; ; i = (i + 1) & mask) {
                Node child = table[i];
                if (child == null || (child.literal.length() == length && path.startsWith(child.literal, start))) {
                    return child;
                }
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

        /** Length and three characters tell most children apart; where they don't, every character counts. */
        private int hash(String text, int start, int stop) {
            if (start == stop) {
                return 0;
            }
            if (!thorough) {
                return (stop - start) * 31
                        + text.charAt(start) * 7
                        + text.charAt((start + stop) >>> 1) * 3
                        + text.charAt(stop - 1);
            }
            int hash = 0;
            for (int i = start; i < stop; i++) {
                hash = hash * 31 + text.charAt(i);
            }
            return hash ^ (hash >>> 15);
        }
    }

    /** The routes that end at a place, by method. */
    private static final class Leaf {
        private Endpoint[] endpoints = new Endpoint[0];
        private @Nullable Endpoint any;
        private @Nullable Endpoint get;

        void add(Endpoint endpoint) {
            for (Endpoint other : endpoints) {
                checkApart(other.route, endpoint.route);
                if (!java.util.Arrays.equals(other.template.names(), endpoint.template.names())) {
                    throw new IllegalArgumentException("The routes " + other.route + " and " + endpoint.route
                            + " are the same path with different parameter names: use the same names in both");
                }
            }
            endpoints = java.util.Arrays.copyOf(endpoints, endpoints.length + 1);
            endpoints[endpoints.length - 1] = endpoint;
            if (endpoint.method.equals(Route.ANY)) {
                any = endpoint;
            } else if (endpoint.method.equals("GET")) {
                get = endpoint;
            }
        }

        /** The method's own; for HEAD also GET's; then that of any method. */
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

        private static void checkApart(Route one, Route other) {
            if (one.method().equals(other.method())) {
                throw new IllegalArgumentException(
                        one.equals(other)
                                ? "The route " + one + " is registered twice"
                                : "The routes " + one + " and " + other + " match the same requests");
            }
        }
    }

    /** Never called: marks what was not found. */
    private static final class Nowhere implements Handler {
        @Override
        public Response handle(Request request) {
            throw new IllegalStateException("There is no route");
        }
    }
}
