package dev.skiff.local;

import dev.skiff.testing.HttpCall;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Doors for what clients of AWS sign for a service, whatever the path: those of the query protocol drop the path of their
 * endpoint. All else is for the others.
 */
final class ServiceDoors implements FrontServer.Door {
    private final Map<String, FrontServer.Door> doors = new LinkedHashMap<>();
    private final FrontServer.Door others;

    ServiceDoors(FrontServer.Door others) {
        this.others = others;
    }

    /** A door for the service with this name in signatures. */
    ServiceDoors with(String service, FrontServer.Door door) {
        doors.put(service, door);
        return this;
    }

    @Override
    public HttpReply answer(HttpCall call, String sourceIp) {
        return SignedCall.of(call)
                .map(signed -> doors.getOrDefault(signed.service(), others))
                .orElse(others)
                .answer(call, sourceIp);
    }
}
