package dev.skiff.benchmarks.warm;

import java.io.ByteArrayOutputStream;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Where a thread's answers go, each over the one before, so that only what the function allocates is counted. */
@State(Scope.Thread)
public class Output {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);

    ByteArrayOutputStream emptied() {
        bytes.reset();
        return bytes;
    }
}
