package dev.skiff.local.template;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths that a template names, relative to its directory. */
final class Paths {
    private Paths() {}

    static Path resolve(Path directory, Properties properties, String name) {
        try {
            return directory.resolve(properties.text(name)).normalize();
        } catch (InvalidPathException bad) {
            throw properties.wrong(name, "a path");
        }
    }
}
