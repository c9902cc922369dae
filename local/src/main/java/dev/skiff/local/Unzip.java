package dev.skiff.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Unpacks the archives of one function: not out of their directory, and in sum not more than Lambda takes. */
final class Unzip {
    /** Lambda's limit for code and layers together. */
    private static final long MOST_BYTES = 250L * 1024 * 1024;

    private static final int MOST_ENTRIES = 100_000;

    private long bytes;
    private int entries;

    void all(Path archive, Path root) throws IOException {
        some(archive, root, entry -> true);
    }

    /** The entries whose names pass. */
    void some(Path archive, Path root, Predicate<String> names) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            Enumeration<? extends ZipEntry> all = zip.entries();
            while (all.hasMoreElements()) {
                ZipEntry entry = all.nextElement();
                if (names.test(entry.getName())) {
                    unzip(zip, entry, root);
                }
            }
        }
    }

    private void unzip(ZipFile zip, ZipEntry entry, Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("the entry " + entry.getName() + " leads out of the archive");
        }
        if (++entries > MOST_ENTRIES) {
            throw new IOException("more than " + MOST_ENTRIES + " entries");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.resolveSibling(""));
        try (InputStream content = zip.getInputStream(entry);
                OutputStream file = Files.newOutputStream(target)) {
            copy(content, file);
        }
    }

    /** Counts what comes out: what an archive says of itself may be a lie. */
    private void copy(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[65_536];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            bytes += read;
            if (bytes > MOST_BYTES) {
                throw new IOException("code and layers are larger than Lambda's 250 MB when unpacked");
            }
            to.write(buffer, 0, read);
        }
    }
}
