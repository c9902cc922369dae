package dev.skiff.local;

import java.util.Map;

/** What the page shows of the queues, and does with them. */
interface PageQueues {
    /** Queues that nobody serves. */
    PageQueues NONE = new PageQueues() {
        @Override
        public Map<String, Depth> depths() {
            return Map.of();
        }

        @Override
        public void redrive(String deadLetterArn) {
            throw new LocalException(deadLetterArn + " isn't served here");
        }
    };

    /** How much is in the queues that are served here, by ARN. */
    Map<String, Depth> depths();

    /** Sends the messages of a dead-letter queue back to where they came from; they may arrive after this returns. */
    void redrive(String deadLetterArn);

    /** Messages that wait, that are with a function, and that are not to be seen yet. */
    record Depth(long waiting, long inFlight, long delayed) {}
}
