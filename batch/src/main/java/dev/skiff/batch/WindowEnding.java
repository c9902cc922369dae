package dev.skiff.batch;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The end of one window, on a thread of the workers, since the invocation can't wait for one that hangs. */
final class WindowEnding<S> {
    private final WindowEnd<S> end;
    private final Window window;
    private final S state;
    private final Surroundings surroundings = new Surroundings();

    WindowEnding(WindowEnd<S> end, Window window, S state) {
        this.end = end;
        this.window = window;
        this.state = state;
    }

    /** Returns when the end did; throws when it failed, or didn't return in time. */
    void run(Executor executor, Deadline deadline) {
        FutureTask<Boolean> ending = new FutureTask<>(() -> surroundings.call(this::ended));
        try {
            if (!deadline.passed()) {
                executor.execute(ending);
                ending.get(Math.max(1, deadline.untilMargin()), TimeUnit.MILLISECONDS);
                return;
            }
        } catch (TimeoutException late) {
            ending.cancel(true);
        } catch (InterruptedException stop) {
            ending.cancel(true);
            Thread.currentThread().interrupt();
            throw new BatchFailedException("Interrupted at the end of " + window, stop);
        } catch (ExecutionException failure) {
            throw new BatchFailedException("The end of " + window + " failed; Lambda repeats it", failure.getCause());
        }
        throw new BatchFailedException("There was no time left for the end of " + window + "; Lambda repeats it", null);
    }

    private boolean ended() throws Exception {
        end.ended(window, state);
        return true;
    }
}
