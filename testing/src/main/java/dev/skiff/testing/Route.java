package dev.skiff.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway matched: {@code GET /users/{id}}, {@code /{proxy+}} for any method, or {@code $default}. Matching is
 * here only to fill the event's path parameters; it tells nothing about the function's own routes.
 */
record Route(String method, String template) {
    static final Route DEFAULT = new Route("ANY", "$default");

    static Route of(String text) {
        if (text.equals("$default")) {
            return DEFAULT;
        }
        int blank = text.indexOf(' ');
        Route route =
                blank < 0 ? new Route("ANY", text) : new Route(text.substring(0, blank), text.substring(blank + 1));
        if (!route.template.startsWith("/")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no route: expected $default, /users/{id} or GET /users/{id}");
        }
        return route;
    }

    /** As HTTP APIs name it: {@code ANY /x/{proxy+}}, {@code $default}. */
    String key() {
        return isDefault() ? template : method + " " + template;
    }

    boolean isDefault() {
        return template.equals("$default");
    }

    Map<String, String> parameters(String callMethod, String path, boolean dropTrailingSlash) {
        if (isDefault()) {
            return Map.of();
        }
        Map<String, String> parameters = match(path, dropTrailingSlash);
        if (parameters == null || !(method.equals("ANY") || method.equals(callMethod))) {
            throw new IllegalArgumentException("the gateway would not bring " + callMethod + " " + path
                    + " to the route '" + key() + "': deploy with the route that fits the call");
        }
        return parameters;
    }

    /** One trailing slash of the path never decides; a greedy parameter keeps it unless told to drop it. */
    private @Nullable Map<String, String> match(String path, boolean dropTrailingSlash) {
        String trimmed = withoutTrailingSlash(path);
        String[] wanted = withoutTrailingSlash(template).split("/", -1);
        String[] given = trimmed.split("/", -1);
        Map<String, String> parameters = new LinkedHashMap<>();
        int offset = 0;
        for (int i = 0; i < wanted.length; i++) {
            if (i >= given.length) {
                return null;
            }
            if (wanted[i].endsWith("+}")) {
                String rest = (dropTrailingSlash ? trimmed : path).substring(offset);
                return put(parameters, wanted[i].substring(1, wanted[i].length() - 2), rest);
            }
            if (wanted[i].startsWith("{") && wanted[i].endsWith("}")) {
                if (put(parameters, wanted[i].substring(1, wanted[i].length() - 1), given[i]) == null) {
                    return null;
                }
            } else if (!wanted[i].equals(given[i])) {
                return null;
            }
            offset += given[i].length() + 1;
        }
        return wanted.length == given.length ? parameters : null;
    }

    private static String withoutTrailingSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static @Nullable Map<String, String> put(Map<String, String> parameters, String name, String value) {
        if (value.isEmpty()) {
            return null;
        }
        parameters.put(name, value);
        return parameters;
    }
}
