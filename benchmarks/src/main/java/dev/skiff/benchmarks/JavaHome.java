package dev.skiff.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A JDK to measure.
 *
 * @param feature such as 17
 * @param version such as 17.0.15
 * @param vendor who built it
 */
record JavaHome(Path home, int feature, String version, String vendor) {
    private static final int OLDEST = 17;

    static JavaHome current() {
        return at(Path.of(System.getProperty("java.home")))
                .orElseThrow(() -> new IllegalStateException("the JDK that runs this has no file named release"));
    }

    /** This JDK and those named; where none is named, one of each other version found beside it. */
    static List<JavaHome> chosen(JavaHome current, List<Path> named) {
        List<JavaHome> chosen = new ArrayList<>(List.of(current));
        List<JavaHome> others = named.isEmpty()
                ? beside(current)
                : named.stream().map(JavaHome::required).toList();
        for (JavaHome other : others) {
            if (chosen.stream().noneMatch(known -> known.version.equals(other.version))) {
                chosen.add(other);
            }
        }
        chosen.sort(Comparator.comparingInt(JavaHome::feature));
        return chosen;
    }

    Path java() {
        return home.resolve("bin").resolve("java");
    }

    static Optional<JavaHome> at(Path home) {
        Path release = home.resolve("release");
        if (!Files.isExecutable(home.resolve("bin").resolve("java")) || !Files.isRegularFile(release)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(release)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
        String version = unquoted(properties.getProperty("JAVA_VERSION", ""));
        String vendor = unquoted(properties.getProperty("IMPLEMENTOR", ""));
        return version.isEmpty()
                ? Optional.empty()
                : Optional.of(new JavaHome(home, feature(version), version, vendor));
    }

    private static JavaHome required(Path home) {
        JavaHome java = at(home).orElseThrow(() -> new IllegalArgumentException(home + " is no Java home"));
        if (java.feature < OLDEST) {
            throw new IllegalArgumentException(home + " is Java " + java.version + "; Skiff needs " + OLDEST);
        }
        return java;
    }

    private static List<JavaHome> beside(JavaHome current) {
        List<JavaHome> found = new ArrayList<>();
        try (Stream<Path> homes = Files.list(current.home.toRealPath().resolveSibling(""))) {
            homes.sorted().flatMap(home -> at(home).stream()).forEach(found::add);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("can't look for JDKs beside " + current.home, unreadable);
        }
        found.removeIf(java -> java.feature < OLDEST || java.feature == current.feature);
        return found;
    }

    /** Versions before 9 were written 1.8.0_402, which {@link Runtime.Version} refuses. */
    private static int feature(String version) {
        return version.startsWith("1.") ? 8 : Runtime.Version.parse(version).feature();
    }

    private static String unquoted(String value) {
        return value.replace("\"", "");
    }
}
