package dev.skiff.local;

import dev.skiff.testing.HttpCall;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which requests may use the runner's own paths: those of the runner's own pages and of programs on this machine, and not
 * those that a foreign page makes a browser send. A foreign name that was bound to this machine's address shows in
 * {@code Host}, another site's page in {@code Origin}, and a form can't send JSON.
 */
final class OwnRequests {
    private final String boundHost;

    /** @param boundHost the address or name that the server was told to listen on */
    OwnRequests(String boundHost) {
        this.boundHost = boundHost.toLowerCase(Locale.ROOT);
    }

    /** The refusal of a request that may not; empty for all others. */
    Optional<HttpReply> refusal(HttpCall call) {
        List<String> hosts = call.headers("Host");
        if (hosts.size() != 1 || !isOwn(name(hosts.get(0)))) {
            return Optional.of(HttpReply.message(403, "Forbidden: the Host header names another machine"));
        }
        String own = "http://" + hosts.get(0).toLowerCase(Locale.ROOT);
        if (call.headers("Origin").stream()
                .anyMatch(origin -> !origin.toLowerCase(Locale.ROOT).equals(own))) {
            return Optional.of(HttpReply.message(403, "Forbidden: the request comes from another site"));
        }
        boolean reads = List.of("GET", "HEAD").contains(call.method());
        return reads || isJson(call)
                ? Optional.empty()
                : Optional.of(HttpReply.message(415, "Content-Type must be application/json"));
    }

    private static boolean isJson(HttpCall call) {
        String type = call.header("Content-Type").orElse("");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().equalsIgnoreCase("application/json");
    }

    /** Addresses can't be bound to another machine, names can: of those only the usual ones are trusted. */
    private boolean isOwn(String host) {
        boolean isAddress = host.matches("[0-9.]+") || host.startsWith("[");
        return isAddress || host.equals("localhost") || host.endsWith(".localhost") || host.equals(boundHost);
    }

    private static String name(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        int port = name.indexOf(':', name.startsWith("[") ? Math.max(0, name.indexOf(']')) : 0);
        return port < 0 ? name : name.substring(0, port);
    }
}
