package dev.skiff.routing;

import dev.skiff.core.JsonType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Routes requests to handlers by method and path; itself a handler. Immutable and thread-safe: built once, while the function starts, and checked then.
 *
 * <p>Paths are written as in API Gateway: {@code /users/{id}} for one segment, {@code /files/{path+}} for the rest. Per segment, from left to right, a
 * literal is preferred to a parameter and a parameter to a greedy one; the order of registration doesn't matter. A trailing slash is ignored. Where only the
 * method doesn't match, the answer is 405 with {@code Allow}; HEAD is answered from GET, OPTIONS by 204 with {@code Allow}; else it is 404.
 *
 * <p>The line: base path off, match, filters, then the route's handler. Filters see {@link Request#route} and path parameters, and 404 and 405 as answers
 * or exceptions. What is thrown is turned into an answer here, so a router always answers.
 */
public final class Router implements Handler {
    final RouteTree tree;
    private final List<Endpoint> endpoints;
    private final List<Mount> mounts;
    private final Scope scope;
    private final Handler chain;
    private final List<String> basePaths;
    private final boolean basePathFromResource;

    private Router(Builder builder) {
        this.endpoints = List.copyOf(builder.endpoints);
        this.mounts = List.copyOf(builder.mounts);
        this.tree = new RouteTree(endpoints, builder.strict);
        this.scope = new Scope(builder.filters, ErrorMapping.of(builder.errors), builder.notFound);
        this.chain = scope.filtered(new Dispatch(this));
        this.basePaths = List.copyOf(builder.basePaths);
        this.basePathFromResource = builder.basePathFromResource;
    }

    /** A router to be. */
    public static Builder builder() {
        return new Builder();
    }

    /** Answers the request, and never throws but what the JVM itself can't go on from. */
    @Override
    public Response handle(Request request) {
        Request matched = request;
        try {
            matched = match(request, path(request.requestPath()), scope.errors(request));
            return rendered(chain.handle(matched), matched);
        } catch (Exception | LinkageError | AssertionError failure) {
            return routed(scope.errors(request).answer(matched, failure), matched);
        }
    }

    /** The routes, in order of registration, those of mounted routers under their prefix. */
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(endpoints.size());
        for (Endpoint endpoint : endpoints) {
            routes.add(endpoint.route());
        }
        return List.copyOf(routes);
    }

    /** The request with its target, which may be that nothing was found. */
    private Request match(Request request, RequestPath path, ErrorMapping errors) {
        Target target = tree.find(request.method(), path.text(), path.isEscaped());
        return request.matched(target == null ? unrouted(path) : target, path, errors);
    }

    private RequestPath path(RequestPath path) {
        if (basePathFromResource) {
            path = path.withoutSurplus();
        }
        return basePaths.isEmpty() ? path : path.without(basePaths);
    }

    /** What answers where no route does: of the innermost mounted router whose prefix the path has, with its filters, and its route if there is one. */
    private Target unrouted(RequestPath path) {
        Set<String> methods = tree.methods(path.text(), path.isEscaped());
        Unrouted unrouted = new Unrouted(methods, scope.notFound());
        for (Mount mount : mounts) {
            Target target = mount.unrouted(unrouted, path, !methods.isEmpty());
            if (target != null) {
                return target;
            }
        }
        return Target.unrouted(unrouted);
    }

    private static Response rendered(@Nullable Response response, Request request) {
        if (response == null) {
            throw new IllegalStateException("The handler of " + request + ", or a filter around it, answered null");
        }
        return routed(response.rendered(request.codec()), request);
    }

    private static Response routed(Response response, Request request) {
        Target target = request.target();
        return target == null || target.template().isEmpty() || response.hasRoute()
                ? response
                : response.withRoute(target.template());
    }

    /** The end of the chain of filters: the route's own handler. */
    private static final class Dispatch implements Handler {
        private final Router router;

        Dispatch(Router router) {
            this.router = router;
        }

        @Override
        public Response handle(Request request) throws Exception {
            request.check();
            Request matched =
                    request.target() == null ? router.match(request, request.requestPath(), request.errors()) : request;
            Target target = matched.target();
            if (target == null) {
                throw new IllegalStateException("A match has a target");
            }
            return rendered(target.handler().handle(matched), matched);
        }
    }

    /** Collects routes and what stands around them; {@link #build} checks and freezes them. Not thread-safe. */
    public static final class Builder {
        private final List<Endpoint> endpoints = new ArrayList<>();
        private final List<Filter> filters = new ArrayList<>();
        private final List<Mount> mounts = new ArrayList<>();
        private final Map<Class<?>, ErrorHandler<Throwable>> errors = new LinkedHashMap<>();
        private final List<String> basePaths = new ArrayList<>();
        private @Nullable Handler notFound;
        private boolean basePathFromResource;
        private boolean strict;

        private Builder() {}

        /** Answers GET, and HEAD unless there is a route for it. */
        public Builder get(String template, Handler handler) {
            return route("GET", template, handler);
        }

        /** Answers POST. */
        public Builder post(String template, Handler handler) {
            return route("POST", template, handler);
        }

        /** Answers POST with a JSON body of a type. */
        public <T> Builder post(String template, Class<T> type, BodyHandler<T> handler) {
            return route("POST", template, new Typed<>(type, handler));
        }

        /** Answers POST with a JSON body of a generic type. */
        public <T> Builder post(String template, JsonType<T> type, BodyHandler<T> handler) {
            return route("POST", template, new GenericallyTyped<>(type, handler));
        }

        /** Answers PUT. */
        public Builder put(String template, Handler handler) {
            return route("PUT", template, handler);
        }

        /** Answers PUT with a JSON body of a type. */
        public <T> Builder put(String template, Class<T> type, BodyHandler<T> handler) {
            return route("PUT", template, new Typed<>(type, handler));
        }

        /** Answers PUT with a JSON body of a generic type. */
        public <T> Builder put(String template, JsonType<T> type, BodyHandler<T> handler) {
            return route("PUT", template, new GenericallyTyped<>(type, handler));
        }

        /** Answers PATCH. */
        public Builder patch(String template, Handler handler) {
            return route("PATCH", template, handler);
        }

        /** Answers PATCH with a JSON body of a type. */
        public <T> Builder patch(String template, Class<T> type, BodyHandler<T> handler) {
            return route("PATCH", template, new Typed<>(type, handler));
        }

        /** Answers PATCH with a JSON body of a generic type. */
        public <T> Builder patch(String template, JsonType<T> type, BodyHandler<T> handler) {
            return route("PATCH", template, new GenericallyTyped<>(type, handler));
        }

        /** Answers DELETE. */
        public Builder delete(String template, Handler handler) {
            return route("DELETE", template, handler);
        }

        /** Answers HEAD, in place of what would come from GET. */
        public Builder head(String template, Handler handler) {
            return route("HEAD", template, handler);
        }

        /** Answers OPTIONS, in place of the list of methods. */
        public Builder options(String template, Handler handler) {
            return route("OPTIONS", template, handler);
        }

        /** Answers every method that the path has no route of its own for. */
        public Builder any(String template, Handler handler) {
            return route(Route.ANY, template, handler);
        }

        /**
         * Answers a method, which may be one of the user's own making.
         *
         * @throws IllegalArgumentException when the template is malformed, and says why
         */
        public Builder route(String method, String template, Handler handler) {
            checkMethod(method, template);
            PathTemplate parsed = PathTemplate.parse(template);
            endpoints.add(new Endpoint(method, parsed, handler));
            return this;
        }

        /** Answers a method with a JSON body of a type. */
        public <T> Builder route(String method, String template, Class<T> type, BodyHandler<T> handler) {
            return route(method, template, new Typed<>(type, handler));
        }

        /** Puts a filter around all routes of this router, and around 404 and 405; the first one is the outermost. */
        public Builder filter(Filter filter) {
            filters.add(filter);
            return this;
        }

        /**
         * Takes in the routes of another router under a prefix, which may have parameters. Its filters, error handlers and not-found handler count for
         * paths under the prefix only. Base paths and strictness are the outermost router's business.
         */
        public Builder mount(String prefix, Router router) {
            if (!router.basePaths.isEmpty() || router.basePathFromResource) {
                throw new IllegalArgumentException(
                        "The router mounted at " + prefix + " has a base path: set it on the outermost router");
            }
            PathTemplate.parse(prefix);
            for (Endpoint endpoint : router.endpoints) {
                endpoints.add(endpoint.under(prefix, router.scope.around(endpoint.handler)));
            }
            Mount.add(mounts, prefix, router.scope, router.tree, router.mounts);
            return this;
        }

        /**
         * Takes a base path off the front of paths that have it, at a segment's boundary: the mapping of a custom domain, a prefix of CloudFront or a load
         * balancer's rule. Several may be named; the longest that fits goes.
         */
        public Builder basePath(String... paths) {
            for (String path : paths) {
                String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
                if (trimmed.isEmpty() || trimmed.charAt(0) != '/') {
                    throw new IllegalArgumentException(
                            "A base path begins with a slash and has a segment, such as /pay; not \"" + path + "\"");
                }
                basePaths.add(trimmed);
            }
            basePaths.sort((one, other) -> other.length() - one.length());
            return this;
        }

        /** Takes off what a REST API's custom domain put in front of its resource, where the event tells; HTTP APIs and the others don't. */
        public Builder basePathFromResource() {
            basePathFromResource = true;
            return this;
        }

        /** Tells {@code /users/} from {@code /users}; without it a trailing slash is ignored, as REST APIs do. */
        public Builder strictTrailingSlash() {
            strict = true;
            return this;
        }

        /** Answers where no route has the path; without it that is a 404 problem. */
        public Builder notFound(Handler handler) {
            notFound = handler;
            return this;
        }

        /** Answers failures of a type and those below it that have no nearer one. */
        @SuppressWarnings("unchecked") // looked up by the failure's class
        public <E extends Throwable> Builder onError(Class<E> type, ErrorHandler<? super E> handler) {
            errors.put(type, (ErrorHandler<Throwable>) handler);
            return this;
        }

        /**
         * The router.
         *
         * @throws IllegalArgumentException when two routes match the same requests or differ in parameter names only; names both
         */
        public Router build() {
            return new Router(this);
        }

        private static void checkMethod(String method, String template) {
            for (int i = 0; i < method.length(); i++) {
                char c = method.charAt(i);
                // capitals first: mostly there is nothing else, and no rules to load
                if ((c < 'A' || c > 'Z') && (!HeaderRules.isTokenCharacter(c) || Character.isLowerCase(c))) {
                    throw new IllegalArgumentException(
                            "The route " + method + " " + template + " has a method that isn't in capitals");
                }
            }
            if (method.isEmpty()) {
                throw new IllegalArgumentException("The route " + template + " has no method");
            }
        }
    }
}
