package dev.skiff.local;

import dev.skiff.testing.HttpCall;
import java.util.Locale;
import java.util.Optional;

/**
 * A path of the runner itself, kept from pages of other sites in a browser on this machine: they get there by a name that
 * resolves to it, or send requests whose answers they can't read.
 */
final class OwnPaths implements FrontServer.Door {
    private final String boundHost;
    private final FrontServer.Door door;

    OwnPaths(String boundHost, FrontServer.Door door) {
        this.boundHost = boundHost;
        this.door = door;
    }

    @Override
    public HttpReply answer(HttpCall call, String sourceIp) {
        return refusal(call).map(reason -> HttpReply.message(403, reason)).orElseGet(() -> door.answer(call, sourceIp));
    }

    private Optional<String> refusal(HttpCall call) {
        String host = call.header("Host").orElse("");
        if (!host.isEmpty() && !isOwn(withoutPort(host))) {
            return Optional.of("The Host of the request is not this machine's: use 127.0.0.1 or localhost");
        }
        boolean isForeign =
                call.headers("Origin").stream().anyMatch(origin -> !origin.equalsIgnoreCase("http://" + host));
        return isForeign
                ? Optional.of("The request comes from a page of another site, which its Origin names")
                : Optional.empty();
    }

    /** A literal address can't be a name that someone else lets point here. */
    private boolean isOwn(String host) {
        return host.equals("localhost") || host.equals(boundHost.toLowerCase(Locale.ROOT)) || isAddress(host);
    }

    private static boolean isAddress(String host) {
        return host.startsWith("[") || host.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        boolean hasPort = colon > host.lastIndexOf(']');
        return (hasPort ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
    }
}
