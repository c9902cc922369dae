package dev.skiff.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The records of one shard, in a tumbling window or without. */
abstract class FakeStreamRecords<R extends Fake<R>, E> extends FakeRecords<R, E> {
    private final TumblingWindow window;

    FakeStreamRecords(String arn, String shard, List<R> records, TumblingWindow window) {
        super(arn, shard, records);
        this.window = window;
    }

    abstract E copy(String changedArn, String changedShard, List<R> changed, TumblingWindow changedWindow);

    @Override
    final E copy(String changedArn, String changedShard, List<R> changed) {
        return copy(changedArn, changedShard, changed, window);
    }

    @Override
    final Tree around() {
        return window.fields(arn(), shardId());
    }

    public E withShard(String shardId) {
        return with(arn(), shardId);
    }

    /** A tumbling window, of which this is neither the first invocation, if there is state, nor the last. */
    public E withWindow(Instant start, Duration length) {
        return with(window.of(start, length));
    }

    /** What the invocations before this one answered; empty at the first. Has no effect without a window. */
    public E withState(Map<String, ?> state) {
        return with(window.withState(state));
    }

    /** The last invocation of the window; on AWS it comes without records, too. */
    public E asFinalInvoke() {
        return with(window.ended(true, false));
    }

    /** A window that ended before its time since its state grew too large. */
    public E asWindowTerminatedEarly() {
        return with(window.ended(false, true));
    }

    /** As they stand in the event. */
    public List<R> records() {
        return list();
    }

    public String shard() {
        return shardId();
    }

    private E with(TumblingWindow changed) {
        return copy(arn(), shardId(), list(), changed);
    }
}
