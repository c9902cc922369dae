package dev.skiff.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts the jars of layers on a function's class path. On Lambda the layers are laid over each other in {@code /opt}, and
 * {@code /opt/java/lib/*.jar} comes after the function's own jars; here they go to the task root's {@code lib} under names
 * that sort last.
 */
final class Layers {
    private static final String LAST = "~layer-";

    private final Workspace workspace;
    private final Unzip unzip;

    Layers(Workspace workspace, Unzip unzip) {
        this.workspace = workspace;
        this.unzip = unzip;
    }

    static void require(FunctionDefinition function, Path layer) {
        if (!Files.exists(layer)) {
            throw new LocalException("a layer of " + function.name() + " is not there: " + layer + " does not exist."
                    + BuildCommand.hint(layer));
        }
    }

    void link(List<Path> layers, Path taskRoot) throws IOException {
        Map<String, Path> jars = new TreeMap<>();
        for (Path layer : layers) {
            collect(layer, jars);
        }
        if (!jars.isEmpty()) {
            Path lib = Files.createDirectories(taskRoot.resolve("lib"));
            for (Map.Entry<String, Path> jar : jars.entrySet()) {
                Files.createSymbolicLink(lib.resolve(LAST + jar.getKey()), jar.getValue());
            }
        }
    }

    /** A jar of a later layer takes the place of one with the same name. */
    private void collect(Path layer, Map<String, Path> jars) throws IOException {
        Path lib = unpacked(layer).resolve("java").resolve("lib");
        if (Files.isDirectory(lib)) {
            for (Path jar : TaskRoot.entries(lib)) {
                if (TaskRoot.fileName(jar).endsWith(".jar")) {
                    jars.put(TaskRoot.fileName(jar), jar);
                }
            }
        }
    }

    private Path unpacked(Path layer) throws IOException {
        if (Files.isDirectory(layer)) {
            return layer;
        }
        Path root = workspace.directory("layer");
        unzip.some(layer, root, name -> name.startsWith("java/lib/") && name.endsWith(".jar"));
        return root;
    }
}
