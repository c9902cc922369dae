package dev.skiff.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an event set off.
 *
 * @param targets each as it stands in an answer: {@code function} and {@code requestId}, or {@code queue}; {@code error} where
 *     it wasn't taken
 * @param others what would have been set off by another event of the kind
 */
record Reached(List<Map<String, String>> targets, List<String> others) {
    static final Reached NOTHING = new Reached(List.of(), List.of());

    Reached plus(Reached more) {
        List<Map<String, String>> allTargets = new ArrayList<>(targets);
        allTargets.addAll(more.targets);
        List<String> allOthers = new ArrayList<>(others);
        more.others.stream().filter(other -> !allOthers.contains(other)).forEach(allOthers::add);
        return new Reached(List.copyOf(allTargets), List.copyOf(allOthers));
    }

    boolean isEmpty() {
        return targets.isEmpty();
    }

    /** As the control endpoint answers. */
    Map<String, Object> toFields(String what) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (isEmpty()) {
            fields.put(
                    "message",
                    others.isEmpty() ? "Nothing in the template waits for " + what : "Nothing matched " + what);
            fields.put("others", others);
        } else {
            fields.put("reached", targets);
        }
        return fields;
    }

    /** Collects while targets are asked one after the other. */
    static final class Builder {
        private final List<Map<String, String>> targets = new ArrayList<>();
        private final List<String> others = new ArrayList<>();

        void reached(Map<String, String> target) {
            targets.add(target);
        }

        void missed(String other) {
            others.add(other);
        }

        Reached build() {
            return new Reached(List.copyOf(targets), List.copyOf(others));
        }
    }
}
