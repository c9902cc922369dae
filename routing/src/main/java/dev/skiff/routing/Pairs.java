package dev.skiff.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names and values in order, name after value in one array: what headers, parameters and cookies have in common. Built by one thread, then shared. */
final class Pairs {
    static final Pairs NONE = new Pairs(new String[0], 0);

    private String[] items;
    private int end;

    Pairs() {
        this(4);
    }

    /** With room for so many; more of them cost a copy. */
    Pairs(int expected) {
        this(new String[2 * expected], 0);
    }

    private Pairs(String[] items, int end) {
        this.items = items;
        this.end = end;
    }

    static Pairs of(String name, String value) {
        return new Pairs(new String[] {name, value}, 2);
    }

    void add(String name, String value) {
        if (end == items.length) {
            items = Arrays.copyOf(items, Math.max(8, end * 2));
        }
        items[end++] = name;
        items[end++] = value;
    }

    Pairs copy() {
        return new Pairs(Arrays.copyOf(items, end + 2), end);
    }

    /** The first, unless it has nothing. */
    static Pairs fuller(@Nullable Pairs one, @Nullable Pairs other) {
        return one != null && one.end > 0 ? one : other == null ? NONE : other;
    }

    int size() {
        return end / 2;
    }

    String name(int index) {
        return items[2 * index];
    }

    String value(int index) {
        return items[2 * index + 1];
    }

    @Nullable String first(String name, boolean ignoreCase) {
        for (int i = 0; i < end; i += 2) {
            if (same(items[i], name, ignoreCase)) {
                return items[i + 1];
            }
        }
        return null;
    }

    /** The index of a header of this name, looked for from an index on and round; -1 where there is none. */
    int next(String name, int from) {
        int size = size();
        for (int i = 0; i < size; i++) {
            int index = from + i < size ? from + i : from + i - size;
            if (same(items[2 * index], name, true)) {
                return index;
            }
        }
        return -1;
    }

    List<String> all(String name, boolean ignoreCase) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < end; i += 2) {
            if (same(items[i], name, ignoreCase)) {
                values.add(items[i + 1]);
            }
        }
        return List.copyOf(values);
    }

    Pairs without(String name, boolean ignoreCase) {
        Pairs rest = new Pairs();
        for (int i = 0; i < end; i += 2) {
            if (!same(items[i], name, ignoreCase)) {
                rest.add(items[i], items[i + 1]);
            }
        }
        return rest;
    }

    /** All values by name, in order of first appearance; names that differ by case only are one if asked so. */
    Map<String, List<String>> map(boolean ignoreCase) {
        Map<String, List<String>> map = new LinkedHashMap<>();
        for (int i = 0; i < end; i += 2) {
            if (isFirst(i, ignoreCase)) {
                map.put(items[i], all(items[i], ignoreCase));
            }
        }
        return java.util.Collections.unmodifiableMap(map);
    }

    /** Whether the pair at the index is the first one of its name. */
    boolean leads(int index, boolean ignoreCase) {
        return isFirst(2 * index, ignoreCase);
    }

    private boolean isFirst(int position, boolean ignoreCase) {
        for (int i = 0; i < position; i += 2) {
            if (same(items[i], items[position], ignoreCase)) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(String one, String other, boolean ignoreCase) {
        return ignoreCase ? one.equalsIgnoreCase(other) : one.equals(other);
    }
}
