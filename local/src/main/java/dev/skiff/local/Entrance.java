package dev.skiff.local;

import dev.skiff.testing.HttpCall;
import java.util.concurrent.CompletableFuture;

/** The first door, whose address functions are told before what is behind it is there: early calls wait. */
final class Entrance implements FrontServer.Door, AutoCloseable {
    private final CompletableFuture<FrontServer.Door> behind = new CompletableFuture<>();

    void open(FrontServer.Door door) {
        behind.complete(door);
    }

    @Override
    public HttpReply answer(HttpCall call, String sourceIp) {
        return behind.join().answer(call, sourceIp);
    }

    /** Sends those away who still wait. */
    @Override
    public void close() {
        open((call, sourceIp) -> HttpReply.message(503, "Service Unavailable"));
    }
}
