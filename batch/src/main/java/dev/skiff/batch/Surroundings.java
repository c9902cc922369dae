package dev.skiff.batch;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The MDC and the context class loader of the thread at hand, taken along to another one, and taken off there when the work is over. */
final class Surroundings {
    private final Logged logged = Logged.here();
    private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();

    <V> V call(Callable<V> work) throws Exception {
        Thread here = Thread.currentThread();
        ClassLoader before = here.getContextClassLoader();
        Logged outside = Logged.here();
        try {
            here.setContextClassLoader(loader);
            logged.restore();
            return work.call();
        } finally {
            here.setContextClassLoader(before);
            outside.restore();
        }
    }
}
