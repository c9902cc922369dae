package dev.skiff.local;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The command that would make an artifact which isn't there. */
final class BuildCommand {
    private BuildCommand() {}

    /** A sentence after a blank; empty where no build is in sight. */
    static String hint(Path artifact) {
        Path missing = artifact.toAbsolutePath().normalize();
        Path module = ancestorWith("pom.xml", missing);
        if (module != null) {
            return " To build it: " + maven(module);
        }
        Path gradle = ancestorWith("gradlew", missing);
        return gradle == null ? "" : " To build it: cd " + gradle + " && ./gradlew build";
    }

    private static String maven(Path module) {
        Path root = module;
        for (Path up = module.getParent(); up != null && Files.exists(up.resolve("pom.xml")); up = up.getParent()) {
            root = up;
        }
        return root.equals(module)
                ? "mvn -f " + module + " package"
                : "mvn -f " + root + " -pl " + root.relativize(module) + " -am package";
    }

    private static @Nullable Path ancestorWith(String file, Path path) {
        for (Path up = path.getParent(); up != null; up = up.getParent()) {
            if (Files.exists(up.resolve(file))) {
                return up;
            }
        }
        return null;
    }
}
