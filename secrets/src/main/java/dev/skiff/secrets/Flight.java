package dev.skiff.secrets;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A call that is under way, led by one thread and waited for by others. A lock is nowhere held meanwhile. */
final class Flight {
    final Moment began;
    /** To find out whether the value has changed, not because it was old. */
    final boolean forced;

    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable Held held;
    private volatile @Nullable Lapse lapse;

    Flight(Moment began, boolean forced) {
        this.began = began;
        this.forced = forced;
    }

    /** Whether it took longer than it may: frozen on the way, or led by a source that forgot its timeout. Another one may begin. */
    boolean isOverdue(Moment now, long timeoutNanos) {
        return began.hasPassed(timeoutNanos, now);
    }

    void land(Held held) {
        this.held = held;
        over.countDown();
    }

    void fail(Lapse lapse) {
        this.lapse = lapse;
        over.countDown();
    }

    /** Without an outcome: whoever waited may begin another. */
    void end() {
        over.countDown();
    }

    /** False when it isn't over by then. */
    boolean await(long nanos) throws InterruptedException {
        return over.await(nanos, TimeUnit.NANOSECONDS);
    }

    boolean hasOutcome() {
        return held != null || lapse != null;
    }

    @Nullable Held held() {
        return held;
    }

    @Nullable Lapse lapse() {
        return lapse;
    }
}
