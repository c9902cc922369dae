package dev.skiff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Percent-decoding that never fails: a {@code %} without two hex digits stands for itself. */
final class Percent {
    private Percent() {}

    static String decode(String text) {
        return text.indexOf('%') < 0 ? text : decoded(text);
    }

    /** As a form is read: {@code +} is a blank. */
    static String decodeForm(String text) {
        return decode(text.replace('+', ' '));
    }

    private static String decoded(String text) {
        byte[] raw = text.getBytes(UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length);
        for (int i = 0; i < raw.length; i++) {
            int value = raw[i] == '%' ? hex(raw, i + 1) : -1;
            bytes.write(value < 0 ? raw[i] : value);
            i += value < 0 ? 0 : 2;
        }
        return bytes.toString(UTF_8);
    }

    private static int hex(byte[] raw, int at) {
        if (at + 1 >= raw.length) {
            return -1;
        }
        int high = Character.digit(raw[at], 16);
        int low = Character.digit(raw[at + 1], 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}
