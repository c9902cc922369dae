package dev.skiff.batch;

/** Does something with what a window has gathered. What it throws fails the invocation, and Lambda repeats it before the shard goes on. */
@FunctionalInterface
public interface WindowEnd<S> {
    void ended(Window window, S state) throws Exception;
}
