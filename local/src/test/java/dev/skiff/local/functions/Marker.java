package dev.skiff.local.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;

/** Says which {@code marker.txt} its class path has first. */
public final class Marker {
    public String handle(Object event) throws IOException {
        try (InputStream marker = Marker.class.getResourceAsStream("/marker.txt")) {
            return marker == null ? "none" : new String(marker.readAllBytes(), UTF_8);
        }
    }
}
