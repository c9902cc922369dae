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
        seen.add("before checkpoint");
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        if (Boolean.parseBoolean(System.getenv("FAIL_RESTORE"))) {
            throw new IllegalStateException("the connection is gone");
        }
        seen.add("after restore");
    }

    public List<String> handle(Object event) {
        return seen;
    }
}
