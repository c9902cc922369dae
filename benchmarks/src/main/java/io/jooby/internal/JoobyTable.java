package io.jooby.internal;

import io.jooby.Route;
import io.jooby.Router;

/** Jooby's table of routes without the application around it, which nobody outside of this package can build. */
public final class JoobyTable {
    private final Chi tree = new Chi();

    /** Adds a route, written as API Gateway does it. */
    public void add(String method, String template, Route.Handler handler) {
        int greedy = template.indexOf("+}");
        String pattern = greedy < 0
                ? template
                : template.substring(0, template.lastIndexOf('{')) + "*"
                        + template.substring(template.lastIndexOf('{') + 1, greedy);
        tree.insert(new Route(method, pattern, handler));
    }

    public Router.Match find(String method, String path) {
        return tree.find(method, path);
    }

    /** The template of the route that was found, as {@link #add} got it; empty for none. */
    public static String found(Router.Match match) {
        if (!match.matches()) {
            return "";
        }
        String pattern = match.route().getPattern();
        int greedy = pattern.indexOf('*');
        return greedy < 0 ? pattern : pattern.substring(0, greedy) + "{" + pattern.substring(greedy + 1) + "+}";
    }
}
