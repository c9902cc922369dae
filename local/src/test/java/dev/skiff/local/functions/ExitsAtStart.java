package dev.skiff.local.functions;

public final class ExitsAtStart {
    public ExitsAtStart() {
        System.exit(7);
    }

    public String handle(Object event) {
        return "never";
    }
}
