package dev.skiff.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** HTTP headers: ordered, repeatable, names without regard to case. Immutable. */
public final class Headers {
    static final Headers NONE = new Headers(Pairs.NONE);

    private final Pairs pairs;

    Headers(Pairs pairs) {
        this.pairs = pairs;
    }

    /** The first value of a header. */
    public Optional<String> first(String name) {
        return Optional.ofNullable(pairs.first(name, true));
    }

    /** All values of a header, one for each time it was sent; never split at commas, which dates and cookies contain. */
    public List<String> all(String name) {
        return pairs.all(name, true);
    }

    /**
     * The elements of a header that is a comma-separated list, over all the times it was sent: blanks around them cut off, empty ones left out,
     * commas within quotes kept. For headers defined as lists only, such as {@code Accept} or {@code If-None-Match}.
     */
    public List<String> elements(String name) {
        List<String> elements = new ArrayList<>();
        for (String value : all(name)) {
            split(value, elements);
        }
        return List.copyOf(elements);
    }

    /** Whether a header was sent. */
    public boolean contains(String name) {
        return pairs.first(name, true) != null;
    }

    /** All headers in order; names that differ by case only are one, as first spelt. */
    public Map<String, List<String>> asMap() {
        return pairs.map(true);
    }

    /** For logs: the number of headers, and none of their values. */
    @Override
    public String toString() {
        return pairs.size() + " headers";
    }

    Pairs pairs() {
        return pairs;
    }

    private static void split(String value, List<String> elements) {
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i <= value.length(); i++) {
            char c = i < value.length() ? value.charAt(i) : ',';
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
            } else if ((c == ',' && !quoted) || i >= value.length()) {
                add(value.substring(start, Math.min(i, value.length())).strip(), elements);
                start = i + 1;
            }
        }
        if (start < value.length()) {
            add(value.substring(start).strip(), elements);
        }
    }

    private static void add(String element, List<String> elements) {
        if (!element.isEmpty()) {
            elements.add(element);
        }
    }
}
