package dev.skiff.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Lays out a function's code as Lambda has it in {@code /var/task}: classes at the root, jars in {@code lib}. A directory
 * becomes symbolic links, so that what is compiled later is seen by the next environment; a zip is unpacked, once for all
 * functions that share it.
 */
final class TaskRoot {
    private final Workspace workspace;
    private final Map<Path, Path> staged = new HashMap<>();

    TaskRoot(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Throws unless there is something at this place that can be laid out. */
    static void require(FunctionDefinition function) {
        Path code = function.code();
        if (!Files.exists(code)) {
            throw new LocalException("the code of " + function.name() + " is not there: " + code + " does not exist."
                    + BuildCommand.hint(code));
        }
        if (Files.isDirectory(code)
                && Files.exists(code.resolve("pom.xml"))
                && !Files.isDirectory(code.resolve("lib"))) {
            throw new LocalException("the code of " + function.name() + " is the Maven project " + code
                    + ", not what Maven makes of it: let CodeUri name its target/….zip, a jar with everything in it,"
                    + " or target/classes." + BuildCommand.hint(code.resolve("target")));
        }
    }

    synchronized Path stage(FunctionDefinition function) {
        Path code = function.code().toAbsolutePath().normalize();
        return staged.computeIfAbsent(code, path -> stage(function.name(), path));
    }

    /** The next {@link #stage} of this code looks at it anew. */
    synchronized void forget(FunctionDefinition function) {
        staged.remove(function.code().toAbsolutePath().normalize());
    }

    private Path stage(String name, Path code) {
        try {
            Path root = workspace.directory(name);
            if (Files.isDirectory(code)) {
                linkEntries(code, root);
            } else if (isPlainJar(code)) {
                Files.createSymbolicLink(
                        Files.createDirectory(root.resolve("lib")).resolve(fileName(code)), code);
            } else {
                unzip(code, root);
            }
            return root;
        } catch (IOException failure) {
            throw new UncheckedIOException("the code of " + name + " can't be laid out: " + code, failure);
        }
    }

    /** {@code lib} is a directory of our own, so that jars of layers can be added to it. */
    private static void linkEntries(Path from, Path to) throws IOException {
        for (Path entry : entries(from)) {
            Path target = to.resolve(fileName(entry));
            if (fileName(entry).equals("lib") && Files.isDirectory(entry)) {
                Files.createDirectory(target);
                for (Path jar : entries(entry)) {
                    Files.createSymbolicLink(target.resolve(fileName(jar)), jar);
                }
            } else {
                Files.createSymbolicLink(target, entry);
            }
        }
    }

    /** Lambda would unpack it; as one jar of the class path it means the same and is ready at once. */
    private static boolean isPlainJar(Path code) throws IOException {
        if (!fileName(code).toLowerCase(Locale.ROOT).endsWith(".jar")) {
            return false;
        }
        try (ZipFile jar = new ZipFile(code.toFile())) {
            return jar.stream().noneMatch(entry -> entry.getName().matches("lib/[^/]+\\.jar"));
        }
    }

    private static void unzip(Path code, Path root) throws IOException {
        try (ZipFile zip = new ZipFile(code.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                unzip(zip, entries.nextElement(), root);
            }
        }
    }

    private static void unzip(ZipFile zip, ZipEntry entry, Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("the entry " + entry.getName() + " leads out of the archive");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.resolveSibling(""));
        try (InputStream content = zip.getInputStream(entry)) {
            Files.copy(content, target);
        }
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }

    private static String fileName(Path path) {
        return path.getFileName().toString();
    }
}
