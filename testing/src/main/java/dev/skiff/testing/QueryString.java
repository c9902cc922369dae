package dev.skiff.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The pairs of a query string by name, in order of first appearance. */
final class QueryString {
    private QueryString() {}

    static Map<String, List<String>> decoded(@Nullable String rawQuery) {
        return grouped(rawQuery, Percent::decodeForm);
    }

    static Map<String, List<String>> asSent(@Nullable String rawQuery) {
        return grouped(rawQuery, text -> text);
    }

    private static Map<String, List<String>> grouped(@Nullable String rawQuery, UnaryOperator<String> reading) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (String pair : rawQuery == null ? new String[0] : rawQuery.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                groups.computeIfAbsent(reading.apply(name), key -> new ArrayList<>())
                        .add(reading.apply(value));
            }
        }
        return groups;
    }
}
