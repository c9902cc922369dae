package dev.skiff.routing;

import java.util.Arrays;

/** A route and what answers it. Immutable. */
final class Endpoint {
    final String method;
    final PathTemplate template;
    final Handler handler;

    /** What a path without parameters leads to, made once. */
    private final Target target;

    Endpoint(String method, PathTemplate template, Handler handler) {
        this.method = method;
        this.template = template;
        this.handler = handler;
        this.target = new Target(handler, template);
    }

    /** A target whose parameters the caller fills in before anyone sees them. */
    Target target() {
        return template.hasParameters() ? target.blank() : target;
    }

    Endpoint under(String prefix, Handler handler) {
        return new Endpoint(method, PathTemplate.parse(PathTemplate.joined(prefix, template.text())), handler);
    }

    Route route() {
        return new Route(method, template.text());
    }

    /** Throws when the other route, which has the same path but for the names of its parameters, can't stand beside this one. */
    void checkApart(Endpoint other) {
        if (method.equals(other.method)) {
            throw new IllegalArgumentException(
                    template.text().equals(other.template.text())
                            ? "The route " + route() + " is registered twice"
                            : "The routes " + route() + " and " + other.route() + " match the same requests");
        }
        if (!Arrays.equals(template.names(), other.template.names())) {
            throw new IllegalArgumentException("The routes " + route() + " and " + other.route()
                    + " are the same path with different parameter names: use the same names in both");
        }
    }
}
