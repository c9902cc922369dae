package dev.skiff.local;

import dev.skiff.testing.HttpCall;
import java.util.LinkedHashMap;
import java.util.Map;

/** Several doors at one address: those of the runner itself below paths of their own, the template's behind all other paths. */
final class PathDoors implements FrontServer.Door {
    private final Map<String, FrontServer.Door> doors = new LinkedHashMap<>();
    private final FrontServer.Door others;

    PathDoors(FrontServer.Door others) {
        this.others = others;
    }

    /** A door for this path and all below it. */
    PathDoors with(String path, FrontServer.Door door) {
        doors.put(path, door);
        return this;
    }

    @Override
    public HttpReply answer(HttpCall call, String sourceIp) {
        String path = call.rawPath();
        for (Map.Entry<String, FrontServer.Door> door : doors.entrySet()) {
            if (path.equals(door.getKey()) || path.startsWith(door.getKey() + "/")) {
                return door.getValue().answer(call, sourceIp);
            }
        }
        return others.answer(call, sourceIp);
    }
}
