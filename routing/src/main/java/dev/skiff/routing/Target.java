package dev.skiff.routing;

import org.jspecify.annotations.Nullable;

/** Where a request goes: the handler of a route with its parameters' values, or of what stands for a missing one. */
final class Target {
    private static final String[] NONE = new String[0];

    private final Handler handler;
    private final PathTemplate template;
    // of most routes all: an array would be one more thing that each match allocates
    private @Nullable String first;
    private @Nullable String second;
    private String[] others = NONE;

    Target(Handler handler, PathTemplate template) {
        this.handler = handler;
        this.template = template;
    }

    /** Where no route matched. */
    static Target unrouted(Handler handler) {
        return new Target(handler, PathTemplate.NONE);
    }

    /** Where no route matched but the prefix of a mounted router did, whose filters may ask for its parameters. */
    static Target unrouted(Handler handler, PathTemplate prefix, String[] values) {
        Target target = new Target(handler, prefix.ofNoRoute());
        for (int i = 0; i < values.length; i++) {
            target.set(i, values[i]);
        }
        return target;
    }

    Handler handler() {
        return handler;
    }

    /** Empty where no route matched. */
    String template() {
        return template.text();
    }

    /** Of the same route, for the values of another request. */
    Target blank() {
        return new Target(handler, template);
    }

    void set(int index, String value) {
        if (index == 0) {
            first = value;
        } else if (index == 1) {
            second = value;
        } else {
            if (others == NONE) {
                others = new String[template.names().length - 2];
            }
            others[index - 2] = value;
        }
    }

    @Nullable String parameter(String name) {
        String[] names = template.names();
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i == 0 ? first : i == 1 ? second : others[i - 2];
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return template().isEmpty() ? "(no route)" : template();
    }
}
