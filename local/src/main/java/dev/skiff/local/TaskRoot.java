package dev.skiff.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * Lays out a function's code as Lambda has it in {@code /var/task}: classes at the root, jars in {@code lib}. A directory
 * becomes symbolic links, so that what is compiled later is seen by the next environment; a zip is unpacked, once for all
 * functions that share it.
 */
final class TaskRoot {
    private final Workspace workspace;
    private final Map<List<Path>, Path> staged = new HashMap<>();

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
        function.layers().forEach(layer -> Layers.require(function, layer));
    }

    synchronized Path stage(FunctionDefinition function) {
        List<Path> content = content(function);
        return staged.computeIfAbsent(content, key -> stage(function.name(), key));
    }

    /** The code, then the layers. */
    static List<Path> content(FunctionDefinition function) {
        return Stream.concat(Stream.of(function.code()), function.layers().stream())
                .map(path -> path.toAbsolutePath().normalize())
                .toList();
    }

    /** Whether the class of the function's handler is where Lambda looks for it. */
    static boolean hasHandler(FunctionDefinition function, Path taskRoot) {
        String handler = function.handler();
        int method = handler.lastIndexOf("::");
        String className = method < 0 ? handler : handler.substring(0, method);
        try (URLClassLoader loader = new URLClassLoader(classPath(taskRoot), null)) {
            return loader.findResource(className.replace('.', '/') + ".class") != null;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static URL[] classPath(Path taskRoot) throws IOException {
        List<URL> urls = new ArrayList<>();
        urls.add(taskRoot.toUri().toURL());
        if (Files.isDirectory(taskRoot.resolve("lib"))) {
            for (Path jar : entries(taskRoot.resolve("lib"))) {
                urls.add(jar.toUri().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }

    /** Lets these functions, which share their code, run it as it is now; what was laid out goes with its last user. */
    void reload(List<LocalFunction> functions) {
        Optional<Path> old = forget(functions.get(0).definition());
        CompletableFuture<?>[] ends =
                functions.stream().map(LocalFunction::reload).toArray(CompletableFuture<?>[]::new);
        var unused = CompletableFuture.allOf(ends).thenRun(() -> old.ifPresent(Workspace::delete));
    }

    private synchronized Optional<Path> forget(FunctionDefinition function) {
        return Optional.ofNullable(staged.remove(content(function)));
    }

    private Path stage(String name, List<Path> content) {
        Path code = content.get(0);
        try {
            Path root = workspace.directory(name);
            Unzip unzip = new Unzip();
            if (Files.isDirectory(code)) {
                linkEntries(code, root);
            } else if (isPlainJar(code)) {
                link(Files.createDirectory(root.resolve("lib")).resolve(fileName(code)), code);
            } else {
                unzip.all(code, root);
            }
            new Layers(workspace, unzip).link(content.subList(1, content.size()), root);
            return root;
        } catch (IOException failure) {
            throw new UncheckedIOException("the code of " + name + " can't be laid out: " + content, failure);
        }
    }

    /** {@code lib} is a directory of our own, so that jars of layers can be added to it. */
    private static void linkEntries(Path from, Path to) throws IOException {
        for (Path entry : entries(from)) {
            Path target = to.resolve(fileName(entry));
            if (fileName(entry).equals("lib") && Files.isDirectory(entry)) {
                Files.createDirectory(target);
                for (Path jar : entries(entry)) {
                    link(target.resolve(fileName(jar)), jar);
                }
            } else {
                link(target, entry);
            }
        }
    }

    /** A copy where the system lets its users make no links. */
    private static void link(Path link, Path target) throws IOException {
        try {
            Files.createSymbolicLink(link, target);
        } catch (FileSystemException | UnsupportedOperationException refused) {
            copy(target, link);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to);
        if (Files.isDirectory(from)) {
            for (Path entry : entries(from)) {
                copy(entry, to.resolve(fileName(entry)));
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

    static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }

    static String fileName(Path path) {
        return path.getFileName().toString();
    }
}
