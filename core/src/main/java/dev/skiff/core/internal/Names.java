package dev.skiff.core.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Names that a kind of event is known to have, found by their bytes, so that reading an event makes no strings of them. Nothing that an event brings is kept: a
 * static field may hold it. Immutable.
 */
public final class Names {
    private final @Nullable String[] names;
    private final byte[] @Nullable [] bytes;

    private Names(int size) {
        this.names = new String[size];
        this.bytes = new byte[size][];
    }

    /** Of names in ASCII with a blank between them: one text, since a cold start would pay for a hundred. */
    public static Names of(String words) {
        byte[] text = words.getBytes(StandardCharsets.ISO_8859_1);
        // a name has a letter and a blank, so there are always more places than names, and a search ends
        Names known = new Names(Integer.highestOneBit(text.length + 1));
        int start = 0;
        while (start < text.length) {
            int end = words.indexOf(' ', start);
            end = end < 0 ? text.length : end;
            known.put(words.substring(start, end), Arrays.copyOfRange(text, start, end));
            start = end + 1;
        }
        return known;
    }

    /** The name that stands there, or null where none of these does. */
    @Nullable String find(byte[] json, int from, int to) {
        if (from == to) {
            return null;
        }
        int place = place(json, from, to);
        byte[] name;
        while ((name = bytes[place]) != null) {
            if (name.length == to - from && Arrays.equals(name, 0, name.length, json, from, to)) {
                return names[place];
            }
            place = next(place);
        }
        return null;
    }

    private void put(String name, byte[] ascii) {
        int place = place(ascii, 0, ascii.length);
        while (bytes[place] != null) {
            place = next(place);
        }
        names[place] = name;
        bytes[place] = ascii;
    }

    /** Length and three characters tell nearly all names apart. */
    private int place(byte[] text, int from, int to) {
        int length = to - from;
        int hash = length * 31 + text[from] * 7 + text[from + (length >>> 1)] * 3 + text[to - 1];
        return hash & (bytes.length - 1);
    }

    private int next(int place) {
        return (place + 1) & (bytes.length - 1);
    }
}
