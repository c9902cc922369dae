package dev.skiff.batch;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where workers run unless the user has an executor. How many there are at a time is bounded by each batch; a record that hangs keeps its thread. */
final class Threads {
    private Threads() {}

    static Executor pool() {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), new Daemons());
    }

    /** One virtual thread a worker, or null where Java has none. */
    static @Nullable Executor virtual() {
        try {
            MethodHandle factory = MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class));
            return (ExecutorService) factory.invokeExact();
        } catch (NoSuchMethodException olderThan21) {
            return null;
        } catch (Throwable failure) {
            throw new IllegalStateException("Java has virtual threads, but they can't be had", failure);
        }
    }

    /** They keep no JVM from ending, and nothing of the call that happened to be the first: no inherited thread-locals. */
    private static final class Daemons implements ThreadFactory {
        @Override
        public Thread newThread(Runnable work) {
            Thread thread = new Thread(null, work, "skiff-batch", 0, false);
            thread.setDaemon(true);
            return thread;
        }
    }
}
