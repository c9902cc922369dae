package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** The bytes of an event or an answer, or the first ones of many, and how many there were. */
final class Kept {
    static final Kept NOTHING = of(new byte[0], 0);

    private final byte[] bytes;
    private final int size;

    private Kept(byte[] bytes, int size) {
        this.bytes = bytes;
        this.size = size;
    }

    static Kept of(byte[] bytes, int most) {
        return new Kept(bytes.length > most ? Arrays.copyOf(bytes, most) : bytes, bytes.length);
    }

    byte[] bytes() {
        return bytes;
    }

    /** As UTF-8, whatever it is. */
    String text() {
        return new String(bytes, UTF_8);
    }

    /** Of the whole. */
    int size() {
        return size;
    }

    boolean isCut() {
        return bytes.length < size;
    }
}
