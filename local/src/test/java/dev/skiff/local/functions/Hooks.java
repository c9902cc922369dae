package dev.skiff.local.functions;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/** Answers which hooks of SnapStart have run. */
public final class Hooks implements Resource {
    private final List<String> seen = new CopyOnWriteArrayList<>();

    public Hooks() {
        Core.getGlobalContext().register(this);
        seen.add("constructed");
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        if (Boolean.parseBoolean(System.getenv("FAIL_CHECKPOINT"))) {
            throw new IllegalStateException("the pool can't be closed");
        }
        seen.add("before checkpoint");
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        if (Boolean.parseBoolean(System.getenv("SLOW_RESTORE"))) {
            hang();
        }
        if (Boolean.parseBoolean(System.getenv("FAIL_RESTORE"))) {
            throw new IllegalStateException("the connection is gone");
        }
        seen.add("after restore");
    }

    private static void hang() {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers which process it is, after a while. */
    public long process(Object event) throws InterruptedException {
        Thread.sleep(1_000);
        return ProcessHandle.current().pid();
    }

    public List<String> handle(Object event) {
        return seen;
    }
}
