package dev.skiff.local.functions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Hangs in its constructor; from the second start on only if the variable ALWAYS is set. */
public final class SlowToStart {
    public SlowToStart() throws IOException, InterruptedException {
        Path mark = Path.of(System.getenv("MARK"));
        if (System.getenv("ALWAYS") != null || !Files.exists(mark)) {
            Files.createFile(mark);
            Thread.sleep(60_000);
        }
    }

    public String handle(Object event) {
        return "started";
    }
}
