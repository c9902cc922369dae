package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skiff.local.functions.Behaviours;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

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

    static Path jarOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** Lays a function of the tests out as on Lambda: its class at the root, and the libraries with these classes. */
    static void packageFunction(Path root, Class<?> function, Class<?>... libraries)
            throws IOException, URISyntaxException {
        String file = function.getName().replace('.', '/') + ".class";
        Files.createDirectories(root.resolve(file).getParent());
        Files.copy(TEST_CLASSES.resolve(file), root.resolve(file));
        for (Class<?> library : libraries) {
            add(jarOf(library), root);
        }
    }

    /** A jar goes to lib/; classes, which is what a module of this build may be, to the root. */
    private static void add(Path code, Path root) throws IOException {
        if (Files.isRegularFile(code)) {
            Files.createDirectories(root.resolve("lib"));
            Files.copy(code, root.resolve("lib").resolve(code.getFileName()));
            return;
        }
        try (Stream<Path> files = Files.walk(code)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = root.resolve(code.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    /** Temporary files of this process. */
    static List<Path> leftovers() throws IOException {
        String ours = "run-" + ProcessHandle.current().pid() + "-";
        Path home = RuntimeInterfaceClient.nativeLibrary().resolveSibling("");
        try (Stream<Path> files = Files.list(home)) {
            return files.filter(file -> file.getFileName().toString().startsWith(ours)
                            || file.getFileName().toString().endsWith(".tmp"))
                    .toList();
        }
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within a minute: " + what);
            }
            LockSupport.parkNanos(5_000_000);
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
