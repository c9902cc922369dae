package dev.skiff.routing;

import org.jspecify.annotations.Nullable;

/** Where a request goes: the handler of a route with its parameters' values, or of what stands for a missing one. */
final class Target {
    private final Handler handler;
    private final String template;
    private final String[] names;
    private final String[] values;

    Target(Handler handler, String template, String[] names, String[] values) {
        this.handler = handler;
        this.template = template;
        this.names = names;
        this.values = values;
    }

    /** Where no route matched. */
    static Target unrouted(Handler handler) {
        return unrouted(handler, new String[0], new String[0]);
    }

    /** Where no route matched but the prefix of a mounted router did, whose filters may ask for its parameters. */
    static Target unrouted(Handler handler, String[] names, String[] values) {
        return new Target(handler, "", names, values);
    }

    Handler handler() {
        return handler;
    }

    /** Empty where no route matched. */
    String template() {
        return template;
    }

    void set(int index, String value) {
        values[index] = value;
    }

    @Nullable String parameter(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return values[i];
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return template.isEmpty() ? "(no route)" : template;
    }
}
