package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skiff.local.functions.Behaviours;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** Shorthand of the tests: a function of {@link Behaviours}, its log, and a wait for what must become true. */
final class Functions {
    static final Path TEST_CLASSES = Path.of("target/test-classes").toAbsolutePath();

    private Functions() {}

    static FunctionDefinition.Builder behaviour(String method) {
        return define(Behaviours.class.getName() + "::" + method);
    }

    static FunctionDefinition.Builder define(String handler) {
        return FunctionDefinition.builder("Tested", handler, TEST_CLASSES)
                .memorySize(256)
                .timeout(Duration.ofSeconds(20));
    }

    static Outcome call(LocalFunction function, String event) {
        return function.invoke(event.getBytes(UTF_8));
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within 10 seconds: " + what);
            }
            Thread.onSpinWait();
        }
    }

    /** Lines of a function's log. */
    static final class Log {
        final List<String> lines = new CopyOnWriteArrayList<>();

        void awaitLine(String part) {
            await("a line with " + part + " in " + lines, () -> contains(part));
        }

        boolean contains(String part) {
            return lines.stream().anyMatch(line -> line.contains(part));
        }
    }
}
