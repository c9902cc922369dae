package dev.skiff.secrets;

import dev.skiff.core.internal.Log;
import org.crac.Core;
import org.crac.Resource;

/** Sees to it that no secret is in a SnapStart snapshot. Loaded under SnapStart only. */
final class Snapshot {
    private Snapshot() {}

    /** Answers the hook to hold on to. */
    static Object forgetting(Cache cache) {
        try {
            return Hook.registered(cache);
        } catch (NoClassDefFoundError noCrac) {
            Log.of(Secrets.class)
                    .warn(
                            "Add org.crac:crac: without it, secrets read before the SnapStart snapshot stay in it and are used after each restore",
                            null);
            return noCrac;
        }
    }

    /** In a class of its own, which alone needs org.crac. */
    static final class Hook implements Resource {
        private final Cache cache;

        Hook(Cache cache) {
            this.cache = cache;
        }

        static Object registered(Cache cache) {
            Hook hook = new Hook(cache);
            Core.getGlobalContext().register(hook);
            return hook;
        }

        @Override
        public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
            cache.wipe();
            cache.settings.source.forget();
        }

        /** Nothing is fetched here; what was fetched between the two is dropped. */
        @Override
        public void afterRestore(org.crac.Context<? extends Resource> context) {
            cache.wipe();
            cache.settings.source.forget();
        }
    }
}
