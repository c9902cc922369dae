package dev.skiff.secrets;

import dev.skiff.core.internal.Log;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells the listener, if there is one. */
final class Told {
    private Told() {}

    static void hit(SecretsListener listener, String id) {
        try {
            listener.hit(id);
        } catch (RuntimeException failure) {
            logged(failure);
        }
    }

    static void refreshed(@Nullable SecretsListener listener, String id, long tookNanos) {
        if (listener != null) {
            try {
                listener.refreshed(id, Duration.ofNanos(Math.max(0, tookNanos)));
            } catch (RuntimeException failure) {
                logged(failure);
            }
        }
    }

    static void stale(@Nullable SecretsListener listener, String id, long ageNanos) {
        if (listener != null) {
            try {
                listener.staleServed(id, Duration.ofNanos(ageNanos));
            } catch (RuntimeException failure) {
                logged(failure);
            }
        }
    }

    static void failed(@Nullable SecretsListener listener, String id, Reason reason) {
        if (listener != null) {
            try {
                listener.failed(id, reason.failure, reason.code);
            } catch (RuntimeException failure) {
                logged(failure);
            }
        }
    }

    private static void logged(RuntimeException failure) {
        Log.of(Secrets.class).warn("The listener failed", failure);
    }
}
