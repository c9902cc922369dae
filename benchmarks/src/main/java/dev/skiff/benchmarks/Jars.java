package dev.skiff.benchmarks;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Jars of this program's own class path, by their names. */
final class Jars {
    /** What Maven resolves for the signer alone. */
    private static final List<String> SIGNER = List.of(
            "annotations",
            "checksums",
            "checksums-spi",
            "http-auth-aws",
            "http-auth-spi",
            "http-client-spi",
            "identity-spi",
            "metrics-spi",
            "utils");

    private static final List<String> NOT_AWS = List.of("reactive-streams", "slf4j-api");

    private Jars() {}

    /** The signer, and all that it needs. */
    static List<Path> signer() {
        return jars(path -> isOne(path, NOT_AWS) || (isSdk(path) && isOne(path, SIGNER)));
    }

    /** The SDK's client with its lean HTTP client, and all that they need. */
    static List<Path> sdk() {
        return jars(path -> isOne(path, NOT_AWS)
                || isOne(path, List.of("eventstream"))
                || (isSdk(path) && !isOne(path, List.of("ssm"))));
    }

    private static List<Path> jars(Predicate<Path> wanted) {
        String[] all = System.getProperty("java.class.path").split(File.pathSeparator, -1);
        return Arrays.stream(all).map(Path::of).filter(wanted).toList();
    }

    /** As a Maven repository has it. */
    private static boolean isSdk(Path jar) {
        return jar.toString().replace(File.separatorChar, '/').contains("/software/amazon/awssdk/");
    }

    /** The version begins with a digit. */
    private static boolean isOne(Path jar, List<String> names) {
        String file = String.valueOf(jar.getFileName());
        return names.stream()
                .anyMatch(name -> file.startsWith(name + "-") && Character.isDigit(file.charAt(name.length() + 1)));
    }
}
