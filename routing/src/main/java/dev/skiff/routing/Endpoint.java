package dev.skiff.routing;

/** A route and what answers it. */
final class Endpoint {
    final Route route;
    final PathTemplate template;
    final Handler handler;
    /** What a path without parameters leads to, made once. */
    final Target target;

    Endpoint(Route route, PathTemplate template, Handler handler) {
        this.route = route;
        this.template = template;
        this.handler = handler;
        this.target = new Target(handler, template.text(), template.names(), new String[template.names().length]);
    }

    /** A target whose parameters the caller fills in before anyone sees them. */
    Target target() {
        int parameters = template.names().length;
        return parameters == 0
                ? target
                : new Target(handler, template.text(), template.names(), new String[parameters]);
    }

    Endpoint under(String prefix, Handler handler) {
        PathTemplate joined = PathTemplate.parse(PathTemplate.joined(prefix, template.text()));
        return new Endpoint(new Route(route.method(), joined.text()), joined, handler);
    }
}
