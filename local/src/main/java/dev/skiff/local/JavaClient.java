package dev.skiff.local;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A class that stands before the one of the same name in the Runtime Interface Client, whose methods are native, and does
 * in Java what they do. It is compiled apart, so that it hides nothing on the class path of this JVM.
 */
final class JavaClient {
    static final String CLASS = "com/amazonaws/services/lambda/runtime/api/client/runtimeapi/NativeClient.class";

    private JavaClient() {}

    /** A jar with this class, one per content and shared by all processes of this user. */
    static Path jar() {
        try {
            byte[] content = content();
            return Workspace.shared("ric-java-client-" + sum(content) + ".jar", new ByteArrayInputStream(jar(content)));
        } catch (IOException failure) {
            throw new UncheckedIOException("the Java client can't be unpacked", failure);
        }
    }

    private static byte[] content() throws IOException {
        try (InputStream compiled =
                JavaClient.class.getResourceAsStream("/META-INF/skiff-local/java-client/" + CLASS)) {
            if (compiled == null) {
                throw new LocalException("this build of Skiff local has no Java client");
            }
            return compiled.readAllBytes();
        }
    }

    private static byte[] jar(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
            ZipEntry entry = new ZipEntry(CLASS);
            entry.setTime(0);
            jar.putNextEntry(entry);
            jar.write(content);
            jar.closeEntry();
        }
        return bytes.toByteArray();
    }

    private static String sum(byte[] content) {
        CRC32 sum = new CRC32();
        sum.update(content);
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }
}
