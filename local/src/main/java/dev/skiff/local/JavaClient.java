package dev.skiff.local;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Classes that stand before those of the same names in the Runtime Interface Client, whose methods are native, and do in
 * Java what they do. They are compiled apart, so that they hide nothing on the class path of this JVM.
 */
final class JavaClient {
    static final List<String> CLASSES = List.of(
            "com/amazonaws/services/lambda/runtime/api/client/runtimeapi/NativeClient.class",
            "com/amazonaws/services/lambda/crac/DNSManager.class");

    private JavaClient() {}

    /** A jar with these classes, one per content and shared by all processes of this user. */
    static Path jar() {
        try {
            byte[] jar = pack();
            return Workspace.shared("ric-java-client-" + sum(jar) + ".jar", new ByteArrayInputStream(jar));
        } catch (IOException failure) {
            throw new UncheckedIOException("the Java client can't be unpacked", failure);
        }
    }

    /** The same bytes each time. */
    private static byte[] pack() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
            for (String name : CLASSES) {
                ZipEntry entry = new ZipEntry(name);
                entry.setTime(0);
                jar.putNextEntry(entry);
                jar.write(content(name));
                jar.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] content(String name) throws IOException {
        try (InputStream compiled = JavaClient.class.getResourceAsStream("/META-INF/skiff-local/java-client/" + name)) {
            if (compiled == null) {
                throw new LocalException("this build of Skiff local has no Java client");
            }
            return compiled.readAllBytes();
        }
    }

    private static String sum(byte[] jar) {
        CRC32 sum = new CRC32();
        sum.update(jar);
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }
}
