package dev.skiff.secrets;

/** What a read got. */
final class Served {
    final Held held;
    /** Older than it should be, for want of a newer one. */
    final boolean stale;

    Served(Held held, boolean stale) {
        this.held = held;
        this.stale = stale;
    }
}
