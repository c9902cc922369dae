package dev.skiff.local;

import dev.skiff.local.template.SamCors;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What SAM makes of a REST API's {@code Cors}: an OPTIONS of each path that is answered without a function. Other methods are left alone. */
final class RestCors {
    private static final List<String> ALL = List.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

    private RestCors() {}

    /** @param methods that the path has */
    static HttpReply answer(SamCors cors, Set<String> methods) {
        HttpReply reply = HttpReply.json(200, "{}\n")
                .plusHeader(
                        "Access-Control-Allow-Origin",
                        cors.allowOrigins().isEmpty() ? "*" : joined(cors.allowOrigins()))
                .plusHeader(
                        "Access-Control-Allow-Methods",
                        cors.allowMethods().isEmpty() ? all(methods) : joined(cors.allowMethods()));
        if (!cors.allowHeaders().isEmpty()) {
            reply = reply.plusHeader("Access-Control-Allow-Headers", joined(cors.allowHeaders()));
        }
        if (cors.maxAge().isPresent()) {
            reply = reply.plusHeader(
                    "Access-Control-Max-Age", Long.toString(cors.maxAge().get().toSeconds()));
        }
        return cors.allowCredentials() ? reply.plusHeader("Access-Control-Allow-Credentials", "true") : reply;
    }

    private static String all(Set<String> methods) {
        Set<String> allowed = new TreeSet<>(methods.contains("ANY") ? ALL : methods);
        allowed.add("OPTIONS");
        return String.join(",", allowed);
    }

    /** Templates quote the values once more: {@code "'*'"}. */
    private static String joined(List<String> values) {
        return String.join(",", values).replace("'", "");
    }
}
