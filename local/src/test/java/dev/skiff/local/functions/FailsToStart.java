package dev.skiff.local.functions;

public final class FailsToStart {
    public FailsToStart() {
        throw new IllegalStateException("TABLE is not set");
    }

    public String handle(Object event) {
        return "never";
    }
}
