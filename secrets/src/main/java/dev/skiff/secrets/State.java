package dev.skiff.secrets;

import org.jspecify.annotations.Nullable;

/** All there is to know of a cell, changed as a whole. Immutable. */
final class State {
    static final State EMPTY = new State(null, null, null, null);

    final @Nullable Held held;
    final @Nullable Lapse lapse;
    final @Nullable Flight flight;
    /** The last forced refresh, when it found nothing new. */
    final @Nullable Lapse fruitless;

    private State(@Nullable Held held, @Nullable Lapse lapse, @Nullable Flight flight, @Nullable Lapse fruitless) {
        this.held = held;
        this.lapse = lapse;
        this.flight = flight;
        this.fruitless = fruitless;
    }

    State flying(Flight flight) {
        return new State(held, lapse, flight, fruitless);
    }

    State landed(Held landed, @Nullable Lapse fruitless) {
        return new State(landed, null, null, fruitless);
    }

    /** What was refused isn't kept: a value whose access was taken away, or whose secret is gone, is never served again. */
    State failed(Lapse lapse) {
        return new State(lapse.failure.isTransient() ? held : null, lapse, null, fruitless);
    }

    State ended() {
        return new State(held, lapse, null, fruitless);
    }
}
