package dev.skiff.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object as a value: fields in order, objects within objects, changed by copying. */
final class Tree {
    static final Tree EMPTY = new Tree(Map.of());
    private static final Object ABSENT = new Object();

    private final Map<String, @Nullable Object> fields;

    private Tree(Map<String, @Nullable Object> fields) {
        this.fields = fields;
    }

    /** An object that replaces the one below it as a whole. */
    private record Whole(Map<String, @Nullable Object> fields) {}

    Tree with(@Nullable Object value, String... path) {
        return new Tree(put(fields, given(value), path, 0));
    }

    /** Hides the field of a tree below this one, too. */
    Tree without(String... path) {
        return new Tree(put(fields, ABSENT, path, 0));
    }

    /** This tree's fields where it has them, and the others' where it has not. */
    Tree over(Tree others) {
        return new Tree(merged(merged(Map.of(), others.fields), fields));
    }

    Map<String, @Nullable Object> fields() {
        return fields;
    }

    /** Null if it is null or missing. */
    @Nullable Object at(String... path) {
        Object value = fields;
        for (String name : path) {
            Object below = value instanceof Whole whole ? whole.fields : value;
            value = below instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value == ABSENT ? null : value;
    }

    String text(String... path) {
        Object value = at(path);
        return value == null ? "" : value.toString();
    }

    /** Empty if there is none. */
    Map<String, @Nullable Object> object(String... path) {
        return ordered(at(path) instanceof Map<?, ?> map ? map : Map.of());
    }

    byte[] toBytes() {
        return Json.object(json -> {
            for (Map.Entry<String, @Nullable Object> field : fields.entrySet()) {
                json.value(field.getKey(), field.getValue());
            }
        });
    }

    private static Map<String, @Nullable Object> put(
            Map<?, ?> fields, @Nullable Object value, String[] path, int depth) {
        Map<String, @Nullable Object> copy = ordered(fields);
        String name = path[depth];
        if (depth == path.length - 1) {
            copy.put(name, value);
        } else if (copy.get(name) instanceof Whole whole) {
            copy.put(name, new Whole(put(whole.fields, value, path, depth + 1)));
        } else {
            Map<?, ?> inner = copy.get(name) instanceof Map<?, ?> map ? map : Map.of();
            copy.put(name, put(inner, value, path, depth + 1));
        }
        return Collections.unmodifiableMap(copy);
    }

    private static Map<String, @Nullable Object> merged(Map<?, ?> below, Map<?, ?> above) {
        Map<String, @Nullable Object> merged = ordered(below);
        for (Map.Entry<?, ?> field : above.entrySet()) {
            String name = String.valueOf(field.getKey());
            Object value = field.getValue();
            if (value == ABSENT) {
                merged.remove(name);
            } else if (value instanceof Whole whole) {
                merged.put(name, merged(Map.of(), whole.fields));
            } else if (value instanceof Map<?, ?> map) {
                merged.put(name, merged(merged.get(name) instanceof Map<?, ?> inner ? inner : Map.of(), map));
            } else {
                merged.put(name, value);
            }
        }
        return Collections.unmodifiableMap(merged);
    }

    private static @Nullable Object given(@Nullable Object value) {
        Object copy = copied(value);
        return copy instanceof Map<?, ?> map ? new Whole(ordered(map)) : copy;
    }

    private static @Nullable Object copied(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = ordered(map);
            copy.replaceAll((name, inner) -> copied(inner));
            return Collections.unmodifiableMap(copy);
        }
        if (value instanceof Iterable<?> items) {
            List<@Nullable Object> copy = new ArrayList<>();
            items.forEach(item -> copy.add(copied(item)));
            return Collections.unmodifiableList(copy);
        }
        return value;
    }

    private static Map<String, @Nullable Object> ordered(Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((name, value) -> copy.put(String.valueOf(name), value));
        return copy;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Tree that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }
}
