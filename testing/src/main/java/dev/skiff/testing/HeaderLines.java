package dev.skiff.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Header lines in order, repeats and spelling kept, looked up without regard to case. */
final class HeaderLines {
    static final HeaderLines NONE = new HeaderLines(List.of());

    private final List<Map.Entry<String, String>> lines;

    private HeaderLines(List<Map.Entry<String, String>> lines) {
        this.lines = lines;
    }

    List<Map.Entry<String, String>> lines() {
        return lines;
    }

    boolean has(String name) {
        return first(name).isPresent();
    }

    Optional<String> first(String name) {
        return lines.stream()
                .filter(line -> line.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    List<String> all(String name) {
        return lines.stream()
                .filter(line -> line.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    HeaderLines plus(String name, String value) {
        List<Map.Entry<String, String>> longer = new ArrayList<>(lines);
        longer.add(line(name, value));
        return new HeaderLines(List.copyOf(longer));
    }

    HeaderLines minus(String name) {
        return new HeaderLines(lines.stream()
                .filter(line -> !line.getKey().equalsIgnoreCase(name))
                .toList());
    }

    /** Replaces the first line of this name where it stands and drops its repeats; adds a line if there is none. */
    HeaderLines with(String name, String value) {
        List<Map.Entry<String, String>> changed = new ArrayList<>();
        boolean placed = false;
        for (Map.Entry<String, String> line : lines) {
            boolean same = line.getKey().equalsIgnoreCase(name);
            if (!same) {
                changed.add(line);
            } else if (!placed) {
                changed.add(line(line.getKey(), value));
                placed = true;
            }
        }
        if (!placed) {
            changed.add(line(name, value));
        }
        return new HeaderLines(List.copyOf(changed));
    }

    HeaderLines withIfAbsent(String name, String value) {
        return has(name) ? this : plus(name, value);
    }

    /** The lines of this name spelled like this. */
    HeaderLines spelled(String name) {
        return new HeaderLines(lines.stream()
                .map(line -> line.getKey().equalsIgnoreCase(name) ? Map.entry(name, line.getValue()) : line)
                .toList());
    }

    HeaderLines lowerCase() {
        return new HeaderLines(lines.stream()
                .map(line -> Map.entry(line.getKey().toLowerCase(Locale.ROOT), line.getValue()))
                .toList());
    }

    /** The values of each name, under the spelling that came first. */
    Map<String, List<String>> grouped() {
        Map<String, String> spellings = new LinkedHashMap<>();
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (Map.Entry<String, String> line : lines) {
            String spelling = spellings.computeIfAbsent(line.getKey().toLowerCase(Locale.ROOT), lower -> line.getKey());
            groups.computeIfAbsent(spelling, name -> new ArrayList<>()).add(line.getValue());
        }
        return groups;
    }

    private static Map.Entry<String, String> line(String name, String value) {
        if (name.isEmpty() || breaksLine(name) || breaksLine(value)) {
            throw new IllegalArgumentException("the header '" + name + "' has an empty name or a line break");
        }
        return Map.entry(name, value);
    }

    private static boolean breaksLine(String text) {
        return text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HeaderLines that && lines.equals(that.lines);
    }

    @Override
    public int hashCode() {
        return lines.hashCode();
    }
}
