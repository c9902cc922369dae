package dev.skiff.secrets;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Environment variables; empty ones count as absent. Immutable. */
final class Environment {
    private final Map<String, String> variables;

    private Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    static Environment ofProcess() {
        return new Environment(System.getenv());
    }

    static Environment of(Map<String, String> variables) {
        return new Environment(Map.copyOf(variables));
    }

    @Nullable String get(String name) {
        String value = variables.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    String get(String name, String absent) {
        String value = get(name);
        return value == null ? absent : value;
    }
}
