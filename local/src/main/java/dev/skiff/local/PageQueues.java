package dev.skiff.local;

import dev.skiff.local.template.SamQueue;
import java.util.Optional;

/** What the page shows of the queues, and does with them. */
interface PageQueues {
    /** Queues that nobody serves. */
    PageQueues NONE = new PageQueues() {
        @Override
        public Optional<Depth> depth(SamQueue queue) {
            return Optional.empty();
        }

        @Override
        public int redrive(SamQueue deadLetters) {
            throw new LocalException("the queue " + deadLetters.logicalId() + " isn't served here");
        }
    };

    /** How many messages are in it; empty if it isn't served here, or doesn't answer. */
    Optional<Depth> depth(SamQueue queue);

    /** Sends the messages of a dead-letter queue back to where they came from, and tells how many there were. */
    int redrive(SamQueue deadLetters);

    /** Messages that wait, that are with a function, and that are not to be seen yet. */
    record Depth(long waiting, long inFlight, long delayed) {}
}
