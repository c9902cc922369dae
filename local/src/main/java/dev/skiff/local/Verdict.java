package dev.skiff.local;

import dev.skiff.testing.HttpDeployment;

/** Whether a call may pass. */
sealed interface Verdict {
    /** What the event tells of who called; only for a call that may pass. */
    HttpDeployment deployment();

    record Passed(HttpDeployment deployment) implements Verdict {}

    /** What the client gets instead. */
    record Refused(HttpReply reply) implements Verdict {
        @Override
        public HttpDeployment deployment() {
            throw new IllegalStateException("a refused call has no deployment");
        }
    }
}
