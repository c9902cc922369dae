package dev.skiff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The digests that SQS makes of a message. */
final class Digests {
    private Digests() {}

    static String md5(byte[] bytes) {
        return hex("MD5", bytes);
    }

    static String sha256(byte[] bytes) {
        return hex("SHA-256", bytes);
    }

    /** Names in order; each name, type and value behind its length, the value behind its kind, too. */
    static String md5OfMessageAttributes(Map<String, @Nullable Object> attributes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new TreeMap<>(attributes).forEach((name, attribute) -> {
            Map<?, ?> fields = (Map<?, ?>) attribute;
            boolean binary = fields.containsKey("binaryValue");
            append(bytes, name.getBytes(UTF_8));
            append(bytes, String.valueOf(fields.get("dataType")).getBytes(UTF_8));
            bytes.write(binary ? 2 : 1);
            String value = String.valueOf(fields.get(binary ? "binaryValue" : "stringValue"));
            append(bytes, binary ? Base64.getDecoder().decode(value) : value.getBytes(UTF_8));
        });
        return md5(bytes.toByteArray());
    }

    private static void append(ByteArrayOutputStream bytes, byte[] part) {
        bytes.writeBytes(ByteBuffer.allocate(4).putInt(part.length).array());
        bytes.writeBytes(part);
    }

    private static String hex(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
