package dev.skiff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Plain values in DynamoDB's JSON, each under the name of its type, and the bytes that DynamoDB counts for them. */
final class DynamoDbItem {
    private static final int OVERHEAD_OF_COLLECTION = 3;

    private DynamoDbItem() {}

    static Map<String, Object> typed(Map<String, ?> item) {
        Map<String, Object> typed = new LinkedHashMap<>();
        item.forEach((name, value) -> typed.put(name, typed(name, value)));
        return Collections.unmodifiableMap(typed);
    }

    private static Map<String, Object> typed(String name, @Nullable Object value) {
        if (value == null) {
            return Map.of("NULL", true);
        }
        if (value instanceof String text) {
            return Map.of("S", text);
        }
        if (value instanceof Number number) {
            return Map.of("N", plain(number));
        }
        if (value instanceof Boolean flag) {
            return Map.of("BOOL", flag);
        }
        if (value instanceof byte[] bytes) {
            return Map.of("B", base64(bytes));
        }
        if (value instanceof Map<?, ?> map) {
            return Map.of("M", typed(named(map)));
        }
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(typed(name, item)));
            return Map.of("L", Collections.unmodifiableList(items));
        }
        if (value instanceof Set<?> set) {
            return typedSet(name, set);
        }
        throw unknown(name, value);
    }

    private static Map<String, Object> typedSet(String name, Set<?> set) {
        if (set.isEmpty()) {
            throw new IllegalArgumentException("the set '" + name + "' is empty: DynamoDB keeps no empty sets");
        }
        if (all(set, String.class)) {
            return Map.of("SS", each(set, text -> text));
        }
        if (all(set, Number.class)) {
            return Map.of("NS", each(set, number -> plain((Number) number)));
        }
        if (all(set, byte[].class)) {
            return Map.of("BS", each(set, bytes -> base64((byte[]) bytes)));
        }
        throw new IllegalArgumentException(
                "the set '" + name + "' is mixed: DynamoDB has sets of text, of numbers and of byte[]");
    }

    private static boolean all(Set<?> set, Class<?> type) {
        return set.stream().allMatch(type::isInstance);
    }

    private static List<Object> each(Iterable<?> items, Function<Object, Object> change) {
        List<Object> changed = new ArrayList<>();
        items.forEach(item -> changed.add(change.apply(item)));
        return Collections.unmodifiableList(changed);
    }

    private static Map<String, Object> named(Map<?, ?> map) {
        Map<String, Object> named = new LinkedHashMap<>();
        map.forEach((name, value) -> named.put(String.valueOf(name), value));
        return named;
    }

    private static String plain(Number number) {
        return number instanceof BigDecimal decimal ? decimal.toPlainString() : number.toString();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static IllegalArgumentException unknown(String name, Object value) {
        return new IllegalArgumentException("'" + name + "' is a "
                + value.getClass().getName() + ": expected String, Number, Boolean, byte[], List, Map, Set or null");
    }

    /** As DynamoDB counts an item: names and values, with numbers packed two digits to a byte. */
    static long size(Map<?, ?> item) {
        long size = 0;
        for (Map.Entry<?, ?> attribute : item.entrySet()) {
            size += utf8(attribute.getKey()) + size(attribute.getValue());
        }
        return size;
    }

    private static long size(@Nullable Object typed) {
        long size = 0;
        if (typed instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> value : map.entrySet()) {
                size += size(String.valueOf(value.getKey()), value.getValue());
            }
        }
        return size;
    }

    private static long size(String type, @Nullable Object value) {
        if (value instanceof List<?> items) {
            long size = type.equals("L") ? OVERHEAD_OF_COLLECTION + items.size() : 0;
            for (Object item : items) {
                size += type.equals("L") ? size(item) : size(type.substring(0, 1), item);
            }
            return size;
        }
        if (value instanceof Map<?, ?> map) {
            return OVERHEAD_OF_COLLECTION + map.size() + size(map);
        }
        return switch (type) {
            case "S" -> utf8(value);
            case "N" -> number(String.valueOf(value));
            case "B" -> Base64.getDecoder().decode(String.valueOf(value)).length;
            default -> 1;
        };
    }

    private static long number(String text) {
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        return (number.precision() + 1L) / 2 + 1 + (number.signum() < 0 ? 1 : 0);
    }

    private static long utf8(@Nullable Object text) {
        return String.valueOf(text).getBytes(UTF_8).length;
    }
}
