package dev.skiff.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Lays out functions as Lambda has them in {@code /var/task}: classes at the root, jars in {@code lib}. Real files, not
 * links, so that each function reads what it would read there.
 */
final class TaskRoots {
    private final Path work;

    TaskRoots(Path work) {
        this.work = work.toAbsolutePath();
    }

    /** What Lambda makes of a deployment package. */
    Path unzipped(String name, Path zip) throws IOException {
        if (!Files.exists(zip)) {
            throw new NoSuchFileException(zip.toString(), null, "build it first, as the benchmark's script does");
        }
        Path root = emptied(name);
        try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path target = root.resolve(entry.getName()).normalize();
                if (!target.startsWith(root)) {
                    throw new IOException("the entry " + entry.getName() + " leads out of the archive");
                }
                if (!entry.isDirectory()) {
                    Files.createDirectories(target.resolveSibling(""));
                    Files.copy(entries, target);
                }
            }
        }
        return root;
    }

    /**
     * A function of this module.
     *
     * @param folders of the compiled classes: what the function is made of
     * @param jars one class of each jar that the function carries
     */
    Path staged(String name, List<String> folders, List<Class<?>> jars) throws IOException {
        return staged(name, folders, jars, List.of());
    }

    /**
     * The same with more jars.
     *
     * @param more jars themselves, for those of which there are many
     */
    Path staged(String name, List<String> folders, List<Class<?>> jars, List<Path> more) throws IOException {
        Path root = emptied(name);
        Path classes = origin(TaskRoots.class);
        for (String folder : folders) {
            copy(classes, classes.resolve(folder), root);
        }
        List<Path> all = new ArrayList<>(more);
        jars.forEach(jar -> all.add(origin(jar)));
        Path lib = Files.createDirectories(root.resolve("lib"));
        for (Path file : all) {
            Files.copy(file, lib.resolve(file.getFileName().toString()));
        }
        return root;
    }

    /** The same function for a class path of jars only, since a JVM archives no class of a folder: its own classes in one more jar. */
    Path packed(String name, Path root) throws IOException {
        Path packed = emptied(name);
        Path lib = Files.createDirectories(packed.resolve("lib"));
        for (Path jar : jarsOf(root)) {
            Files.copy(jar, lib.resolve(jar.getFileName().toString()));
        }
        try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(lib.resolve("function.jar")))) {
            for (Path file : files(root)) {
                String entry = root.relativize(file).toString();
                if (!entry.startsWith("lib/")) {
                    jar.putNextEntry(new ZipEntry(entry));
                    Files.copy(file, jar);
                }
            }
        }
        return packed;
    }

    /** The jars that the function carries, by name. */
    static List<Path> jarsOf(Path root) throws IOException {
        return files(root.resolve("lib")).stream().sorted().toList();
    }

    /** What the function carries: the sizes of its jars and its own files. */
    static long carried(Path root) throws IOException {
        return carried(root, "");
    }

    /** The same for those files of the function whose path holds this text. */
    static long carried(Path root, String text) throws IOException {
        long bytes = 0;
        for (Path file : files(root)) {
            bytes += root.relativize(file).toString().contains(text) ? Files.size(file) : 0;
        }
        return bytes;
    }

    static int jars(Path root) throws IOException {
        return jarNames(root).size();
    }

    static List<String> jarNames(Path root) throws IOException {
        return files(root.resolve("lib")).stream()
                .map(file -> file.getFileName().toString())
                .sorted()
                .toList();
    }

    private static void copy(Path from, Path folder, Path to) throws IOException {
        for (Path file : files(folder)) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.resolveSibling(""));
            try (InputStream content = Files.newInputStream(file)) {
                Files.copy(content, target);
            }
        }
    }

    private Path emptied(String name) throws IOException {
        Path root = work.resolve("task-roots").resolve(name);
        if (Files.exists(root)) {
            try (Stream<Path> all = Files.walk(root)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        return Files.createDirectories(root);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static Path origin(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
