package dev.skiff.routing;

/** A route and what answers it. */
final class Endpoint {
    final Route route;
    final PathTemplate template;
    final Handler handler;
    /** The route's: each match asks for it. */
    final String method;

    private final boolean parameterized;
    /** What a path without parameters leads to, made once. */
    private final Target target;

    Endpoint(Route route, PathTemplate template, Handler handler) {
        this.route = route;
        this.template = template;
        this.handler = handler;
        this.method = route.method();
        this.parameterized = template.names().length > 0;
        this.target = new Target(handler, template);
    }

    /** A target whose parameters the caller fills in before anyone sees them. */
    Target target() {
        return parameterized ? target.blank() : target;
    }

    Endpoint under(String prefix, Handler handler) {
        PathTemplate joined = PathTemplate.parse(PathTemplate.joined(prefix, template.text()));
        return new Endpoint(new Route(route.method(), joined.text()), joined, handler);
    }
}
