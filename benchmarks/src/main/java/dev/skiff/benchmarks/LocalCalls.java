package dev.skiff.benchmarks;

import dev.skiff.local.Local;
import dev.skiff.local.LocalFunction;
import dev.skiff.local.Outcome;
import dev.skiff.local.RunningTemplate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Calls a warm function with and without the front door, in turn, and prints what each took. A program of its own: {@link LocalRunner} starts it. */
final class LocalCalls {
    private static final String PATH = "/hello";

    private LocalCalls() {}

    /** Of a template, so many calls after as many that don't count. */
    public static void main(String[] args) throws IOException {
        int calls = Integer.parseInt(args[1]);
        byte[] event = ColdFunction.Kind.TEXT.event();
        StringBuilder pairs = new StringBuilder();
        try (RunningTemplate running = Local.template(Path.of(args[0]))
                        .port(0)
                        .log((function, line) -> {})
                        .start();
                KeptConnection connection = KeptConnection.to(URI.create(running.url()))) {
            LocalFunction function = running.function("HelloFunction");
            for (int call = 0; call < 2 * calls; call++) {
                long behindDoor = nanos(() -> connection.get(PATH), LocalRunner::requireHello);
                long alone = nanos(() -> function.invoke(event), LocalCalls::requireHello);
                if (call >= calls) {
                    pairs.append(new Pair(behindDoor, alone)).append('\n');
                }
            }
        }
        System.out.print(pairs);
    }

    private static <T> long nanos(Supplier<T> call, Consumer<T> check) {
        long from = System.nanoTime();
        T answer = call.get();
        long took = System.nanoTime() - from;
        check.accept(answer);
        return took;
    }

    private static void requireHello(Outcome outcome) {
        ColdFunction.Kind.TEXT.check(outcome.payload());
    }

    /**
     * What two calls took that followed one another, in nanoseconds.
     *
     * @param behindDoor by HTTP on a connection that was there
     * @param alone the same event, given to the Runtime Interface Client at once
     */
    record Pair(long behindDoor, long alone) {
        static Pair parse(String line) {
            int blank = line.indexOf(' ');
            return new Pair(Long.parseLong(line.substring(0, blank)), Long.parseLong(line.substring(blank + 1)));
        }

        @Override
        public String toString() {
            return behindDoor + " " + alone;
        }
    }
}
