package dev.skiff.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where temporary files live: a directory of this process below one of this user. The first goes when the runner is
 * closed, or else when the next one opens; the second keeps what serves all runs, and doesn't grow.
 */
final class Workspace implements AutoCloseable {
    private static final String RUN = "run-";
    private static final Pattern RUN_OF = Pattern.compile(RUN + "(\\d{1,18})-.*");
    private static final String DRAFT = "draft-";

    private final Path run;

    private Workspace(Path run) {
        this.run = run;
    }

    static Workspace open() {
        try {
            Path home = home();
            deleteAbandoned(home);
            return new Workspace(Files.createTempDirectory(
                    home, RUN + ProcessHandle.current().pid() + "-"));
        } catch (IOException failure) {
            throw new UncheckedIOException("no place for temporary files", failure);
        }
    }

    /** A new directory with a name like this. */
    Path directory(String name) throws IOException {
        return Files.createTempDirectory(run, name.replaceAll("[^A-Za-z0-9]", "_") + "-");
    }

    /** A file that all runs share. Processes that start at once each see it whole or not at all. */
    static Path shared(String name, InputStream content) throws IOException {
        byte[] bytes = content.readAllBytes();
        Path file = home().resolve(name);
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Arrays.equals(bytes, Files.readAllBytes(file))) {
            return file;
        }
        Path draft = Files.createTempFile(home(), DRAFT, ".tmp");
        try {
            Files.write(draft, bytes);
            return move(draft, file);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    @Override
    public void close() {
        delete(run);
    }

    private static Path move(Path draft, Path file) throws IOException {
        try {
            return Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException elsewhere) {
            return Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Path home() throws IOException {
        Path home = Path.of(System.getProperty("java.io.tmpdir"), "skiff-local-" + System.getProperty("user.name"))
                .toAbsolutePath();
        if (!Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)) {
            create(home);
        }
        requireOurs(home);
        return home;
    }

    private static void create(Path home) throws IOException {
        if (home.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(
                    home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(home);
        }
    }

    /** The system's temporary directory is everybody's: a directory that someone else put there could swap our files. */
    private static void requireOurs(Path home) throws IOException {
        Path probe = Files.createTempFile(home, DRAFT, ".tmp");
        try {
            if (!Files.getOwner(probe).equals(Files.getOwner(home, LinkOption.NOFOLLOW_LINKS))) {
                throw new LocalException(home
                        + " belongs to another user: remove it, or set -Djava.io.tmpdir to a directory of your own");
            }
        } finally {
            Files.delete(probe);
        }
    }

    private static void deleteAbandoned(Path home) throws IOException {
        try (Stream<Path> entries = Files.list(home)) {
            List<Path> abandoned = entries.filter(Workspace::isAbandoned).toList();
            abandoned.forEach(Workspace::delete);
        }
    }

    private static boolean isAbandoned(Path directory) {
        Matcher run = RUN_OF.matcher(directory.getFileName().toString());
        return run.matches() ? ProcessHandle.of(Long.parseLong(run.group(1))).isEmpty() : isOldDraft(directory);
    }

    private static boolean isOldDraft(Path file) {
        return file.getFileName().toString().startsWith(DRAFT)
                && lastModified(file).isBefore(Instant.now().minus(Duration.ofHours(1)));
    }

    private static Instant lastModified(Path file) {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
        } catch (IOException gone) {
            return Instant.MAX;
        }
    }

    /** Deletes what can be deleted; links go, what they point to stays. */
    static void delete(Path directory) {
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                @SuppressWarnings("NullAway") // the visitor's contract says null for "no failure"
                public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException busy) {
            // the next run that opens tries again
        }
    }
}
