package dev.skiff.local;

/** How Lambda prepares an execution environment; the function sees it as {@code AWS_LAMBDA_INITIALIZATION_TYPE}. */
public enum InitializationType {
    ON_DEMAND("on-demand"),
    PROVISIONED_CONCURRENCY("provisioned-concurrency"),
    /** The hooks of org.crac run, before and after a checkpoint that is only imagined. */
    SNAP_START("snap-start");

    private final String value;

    InitializationType(String value) {
        this.value = value;
    }

    String value() {
        return value;
    }
}
