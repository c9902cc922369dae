package dev.skiff.batch;

import java.time.Duration;

/**
 * Remembers which work is done, so that a record that is delivered twice is worked on once. Implementations are thread-safe and, unless for tests, shared by
 * all environments of the function.
 *
 * <p>Work is claimed before it begins. A claim that is neither {@link #done} nor {@link #failed} ends with its lease: its owner has crashed, and the next
 * delivery may claim again. What these methods throw makes the record fail: it is delivered again.
 */
public interface IdempotencyStore {

    /**
     * Claims the work for the lease, atomically: of several that ask at once, one gets it.
     *
     * @param key what names the work, not blank
     * @param lease until when an owner that says nothing counts as crashed: the time the invocation has left
     */
    Claim claim(String key, Duration lease) throws Exception;

    /** The work returned. Throws when the claim is no longer the token's, since another owner may be doing the work again. */
    void done(String key, String token) throws Exception;

    /** The work failed: it can be claimed again at once. Nothing happens when the claim is no longer the token's. */
    void failed(String key, String token) throws Exception;

    /** The answer to a claim. */
    final class Claim {
        private final State state;
        private final String token;

        private Claim(State state, String token) {
            this.state = state;
            this.token = token;
        }

        /** The work is the asker's, who shows this token when it is done or failed. */
        public static Claim granted(String token) {
            return new Claim(State.GRANTED, token);
        }

        /** The work was done before. */
        public static Claim doneBefore() {
            return new Claim(State.DONE, "");
        }

        /** Another owner is at work, or crashed within its lease. */
        public static Claim held() {
            return new Claim(State.HELD, "");
        }

        public State state() {
            return state;
        }

        /** Empty unless granted. */
        public String token() {
            return token;
        }
    }

    /** What a claim can come to. */
    enum State {
        GRANTED,
        DONE,
        HELD
    }
}
