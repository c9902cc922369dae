package dev.skiff.secrets;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One version of what is cached, and what handles have made of it: each mapping is done once. When it is wiped, all of that goes with it; who reads meanwhile finds
 * out and reads anew.
 */
final class Content {
    /** A single value stands under this name. */
    static final String ONLY = "";

    private static final Object[] NONE = {};

    final String version;
    final List<String> stages;
    private final String[] names;
    private final byte[][] values;
    private final ReentrantLock changes = new ReentrantLock();
    private volatile Object[] views = NONE; // mapping, value, mapping, value…
    private volatile boolean wiped;

    private Content(String version, List<String> stages, String[] names, byte[][] values) {
        this.version = version;
        this.stages = stages;
        this.names = names;
        this.values = values;
    }

    static Content of(SecretValue value) {
        return new Content(value.version(), value.stages(), new String[] {ONLY}, new byte[][] {value.kept()});
    }

    static Content of(String version, String[] names, byte[][] values) {
        return new Content(version, List.of(), names, values);
    }

    String[] names() {
        return names;
    }

    /** The bytes themselves, for reading only. */
    byte[] value(int index) {
        return values[index];
    }

    /** The same version with the same bytes. */
    boolean isSameAs(Content other) {
        if (!version.equals(other.version) || wiped || !Arrays.equals(names, other.names)) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            if (!Arrays.equals(values[i], other.values[i])) {
                return false;
            }
        }
        return true;
    }

    /**
     * As the mapping sees it; null when it was wiped.
     *
     * @throws SecretException when the mapping refuses it
     */
    <T> @Nullable T view(Mapping<T> mapping, String id) {
        Object[] known = views;
        for (int i = 0; i < known.length; i += 2) {
            if (known[i] == mapping) {
                return made(mapping, known[i + 1]);
            }
        }
        return newView(mapping, id);
    }

    private <T> @Nullable T newView(Mapping<T> mapping, String id) {
        T value;
        try {
            value = mapping.map(this, id);
        } catch (SecretException failure) {
            if (wiped) {
                return null;
            }
            throw failure;
        }
        if (wiped) { // maybe while it was mapped
            return null;
        }
        return mapping.isKept() ? kept(mapping, value) : value;
    }

    /** The first one made is everyone's. */
    private <T> @Nullable T kept(Mapping<T> mapping, T value) {
        changes.lock();
        try {
            Object[] known = views;
            for (int i = 0; i < known.length; i += 2) {
                if (known[i].equals(mapping)) {
                    return made(mapping, known[i + 1]);
                }
            }
            Object[] more = Arrays.copyOf(known, known.length + 2);
            more[known.length] = mapping;
            more[known.length + 1] = value;
            views = wiped ? NONE : more;
            return value;
        } finally {
            changes.unlock();
        }
    }

    void wipe() {
        wiped = true;
        for (byte[] value : values) {
            Arrays.fill(value, (byte) 0);
        }
        changes.lock();
        try {
            views = NONE;
        } finally {
            changes.unlock();
        }
    }

    @SuppressWarnings({"unchecked", "unused"}) // the mapping made it
    private static <T> T made(Mapping<T> mapping, Object view) {
        return (T) view;
    }
}
