package dev.skiff.benchmarks;

/**
 * One cold start and its answer. Its moments are those of {@link System#nanoTime}.
 *
 * @param startedAt when the process was started
 * @param askedAt when the runtime client asked for its first event, the function being constructed
 * @param answer as the function gave it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ColdRun(Measured measured, long startedAt, long askedAt, byte[] answer) {
    long answeredAt() {
        return startedAt + Math.round(measured.wallMillis() * 1e6);
    }
}
