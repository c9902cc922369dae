package dev.skiff.benchmarks;

import dev.skiff.secrets.Secret;
import dev.skiff.secrets.SecretValue;
import dev.skiff.secrets.Secrets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A secret that was read before and is fresh, and the two looks at clocks that tell so. JMH extends it, so it is not final. */
@State(Scope.Benchmark)
public class SecretReads {
    private final Secret<String> secret = Secrets.builder()
            .source(request -> SecretValue.text("1", "correct horse battery staple"))
            .build()
            .text("app/database");

    @Benchmark
    public String cached() {
        return secret.get();
    }

    @Benchmark
    public long clocks() {
        return System.currentTimeMillis() ^ System.nanoTime();
    }
}
